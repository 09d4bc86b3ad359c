"""What is missing or wrong is one sentence that names the setting, before anything starts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from adapters.teams.services import trusted
from adapters.teams.settings import PLAYGROUND_TENANT, TeamsSettings

WHOLE = {"APP_ID": "5f2d9c1a", "APP_PASSWORD": "canary", "TENANT_ID": "7d2c1f0e"}


@pytest.mark.parametrize("missing", [*WHOLE])
def test_an_app_without_its_id_secret_or_tenant_does_not_start(missing: str) -> None:
    values = {name.lower(): value for name, value in WHOLE.items()} | {missing.lower(): ""}
    with pytest.raises(ValidationError, match=f"MUSTER_TEAMS__{missing} is missing") as no:
        TeamsSettings.model_validate(values)
    assert "canary" not in str(no.value)


def test_tenants_secrets_and_hosts_may_be_several() -> None:
    made = TeamsSettings.model_validate(
        {"app_id": "a", "app_password": "new, old", "tenant_id": "t1,t2"}
        | {"service_hosts": "Smba.Example.Gov"}
    )
    assert (made.passwords, made.tenants) == (("new", "old"), ("t1", "t2"))
    assert made.more_hosts == ("smba.example.gov",)


def test_the_loopback_needs_nothing_and_is_in_the_playgrounds_own_tenant() -> None:
    assert TeamsSettings(insecure_loopback=True).tenants == (PLAYGROUND_TENANT,)


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", True),
        ("https://europe.api.botframework.com/", True),
        ("https://smba.example.gov/teams/", True),
        ("http://smba.trafficmanager.net/teams/", False),
        ("https://smba.trafficmanager.net:444/teams/", False),
        ("http://smba.trafficmanager.net:443/teams/", False),
        ("https://smba.example.gov:8443/teams/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evilbotframework.com/", False),
        ("https://user@smba.trafficmanager.net/", False),
        ("http://127.0.0.1:3978/", False),
        ("https://[::1", False),
        ("http://[::1]:3@/", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("https://smba.trafficmanager.net\\@evil.example/", False),
        ("", False),
    ],
)
def test_our_token_is_for_microsofts_hosts_alone(url: str, ours: bool) -> None:
    made = TeamsSettings.model_validate(
        {"app_id": "a", "app_password": "s", "tenant_id": "t"}
        | {"service_hosts": "smba.example.gov, smba.example.gov:8443"}
    )
    assert trusted(url, made) is ours
    loopback = TeamsSettings(insecure_loopback=True)
    assert trusted(url, loopback) is (url == "http://127.0.0.1:3978/")

"""What an operator sets for Microsoft Teams, each value checked before anything starts."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

PLAYGROUND_TENANT = "00000000-0000-0000-0000-0000000000001"
"""What Microsoft's Agents Playground calls its tenant (a digit longer than a real one)."""


class TeamsSettings(BaseModel):
    """Composed in ``bot/settings.py`` as ``MUSTER_TEAMS__*``. The defaults are Microsoft's public cloud."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    app_id: str = ""
    app_password: SecretStr | None = None
    """Several, separated by commas, while a secret is being rotated: the first is the one in use."""
    tenant_id: str = ""
    """One, or several with commas: whose activities are taken. The first is where the app is registered."""
    insecure_loopback: bool = False
    """Take unsigned activities from this machine alone, as Microsoft's Agents Playground sends them."""
    requests_per_second: Annotated[float, Field(ge=1)] = 30
    """For one app in one tenant; Microsoft's pages say 30 in one place and 50 in another."""
    service_hosts: str = ""
    """More hosts that the connector may be at, with commas, such as a government cloud's."""
    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    issuer: str = "https://api.botframework.com"
    authority: str = "https://login.microsoftonline.com"
    scope: str = "https://api.botframework.com/.default"

    @field_validator("app_password", mode="before")
    @classmethod
    def _no_password(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("app_id")
    @classmethod
    def _app_id(cls, value: str) -> str:
        return value.strip().lower()

    @field_validator("openid_url", "authority")
    @classmethod
    def _url(cls, value: str) -> str:
        """Keys may come from a stand-in on this machine."""
        if not value.startswith(("https://", "http://127.0.0.1:")):
            raise ValueError("must be a URL that begins with https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Without an app id nobody could tell Microsoft's activities from anybody's."""
        if self.insecure_loopback and (self.app_id or self.app_password or self.tenant_id):
            raise ValueError(
                "MUSTER_TEAMS__INSECURE_LOOPBACK takes unsigned activities and cannot stand beside an app: "
                "leave MUSTER_TEAMS__APP_ID, __APP_PASSWORD and __TENANT_ID empty"
            )
        if not self.insecure_loopback:
            named = {
                "APP_ID": self.app_id.strip(),
                "APP_PASSWORD": self.passwords,
                "TENANT_ID": self.tenants,
            }
            for name, value in named.items():
                if not value:
                    raise ValueError(
                        f"MUSTER_TEAMS__{name} is missing: set it in the environment or in .env"
                    )
        return self

    @property
    def tenants(self) -> tuple[str, ...]:
        named = tuple(one.lower() for one in _listed(self.tenant_id))
        return named or ((PLAYGROUND_TENANT,) if self.insecure_loopback else ())

    @property
    def passwords(self) -> tuple[str, ...]:
        return () if self.app_password is None else _listed(self.app_password.get_secret_value())

    @property
    def more_hosts(self) -> tuple[str, ...]:
        return tuple(host.lower() for host in _listed(self.service_hosts))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())

"""Starting and stopping, settings of the wrong shape, and the manifest."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pydantic import SecretStr, ValidationError

from adapters.slack.manifest import manifest
from adapters.slack.settings import SlackSettings
from bot.mail import CannotStart, Home, Unanswered
from bot.people import AccountRef, WorkspaceRef
from tests.adapters.conftest import Bot, Build
from tests.adapters.parcels import POST
from tests.adapters.payloads import command
from tests.adapters.tiny_slack import Say, TinySlack


async def test_who_we_are_is_learned_from_slack(bot: Bot, slack: TinySlack) -> None:
    assert bot.homes == (Home(WorkspaceRef("slack", "T1"), "T1", AccountRef("UBOT")),)


async def test_a_refused_token_is_one_sentence_that_names_the_setting(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    slack.answers["auth.test"] = [Say(error="invalid_auth")]
    with pytest.raises(CannotStart, match=r"^MUSTER_SLACK__BOT_TOKEN was refused[^.]*\.$") as no:
        await build(settings)
    assert "secret" not in str(no.value)


async def test_a_slack_that_stumbles_is_asked_again(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    slack.answers["auth.test"] = [Say(status=503), Say(drop=True)]
    bot = await build(settings)
    assert await bot.slack.ready() is None


async def test_a_message_whose_connection_broke_off_is_not_posted_again(
    bot: Bot, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(drop=True)]
    with pytest.raises(Unanswered):
        await bot.slack.platform.deliver(POST)
    assert len(slack.said("chat.postMessage")) == 1


async def test_without_the_apps_id_payloads_are_taken_by_their_team(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    slack.answers["bots.info"] = [Say(error="missing_scope")]
    bot = await build(settings)
    assert (await bot.command(command("list", api_app_id="A2")))[0] == 200
    assert (await bot.command(command("list", team_id="T2")))[0] == 403


async def test_after_the_stop_slack_is_told_to_come_again(bot: Bot) -> None:
    await bot.slack.stop()
    assert (await bot.command(command("list")))[0] == 503
    assert await bot.slack.ready() == "Slack is not connected yet."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"bot_token": "xoxp-1-leak"}, "must be a bot token, which starts with xoxb-"),
        ({"app_token": "xoxb-1-leak"}, "must be an app token, which starts with xapp-"),
        ({"signing_secret": "leak,,"}, "must be one secret, or several with commas"),
        ({"api_url": "leak"}, "must be a URL such as https://slack.com/api/"),
    ],
)
def test_a_setting_of_the_wrong_shape_says_what_it_must_be(
    changed: dict[str, str], sentence: str
) -> None:
    given = {"bot_token": "xoxb-1", "signing_secret": "s"} | changed
    with pytest.raises(ValidationError) as wrong:
        SlackSettings.model_validate(given)
    (error,) = wrong.value.errors()
    assert error["msg"] == f"Value error, {sentence}"
    assert error["loc"] == (*changed,)
    assert "leak" not in str(wrong.value)


def test_settings_hold_what_slack_needs() -> None:
    given = {"bot_token": "xoxb-1", "signing_secret": "a, b", "app_token": ""}
    settings = SlackSettings.model_validate(given)
    assert settings.signing_secrets == (b"a", b"b")
    assert (settings.app_token, settings.api_url) == (None, "https://slack.com/api/")
    assert settings.bot_token == SecretStr("xoxb-1")


@dataclass(frozen=True)
class Listed:
    name: str
    description: str
    usage: str


COMMANDS = (Listed("muster", "Everything Muster does", "[help]"), Listed("x", "X", ""))


def test_the_manifest_names_every_command_scope_and_event() -> None:
    made = manifest(COMMANDS, public_url="https://muster.example.org/")
    url = "https://muster.example.org/slack/events"
    assert made["features"]["slash_commands"] == [
        {
            "command": "/muster",
            "description": "Everything Muster does",
            "should_escape": True,
            "usage_hint": "[help]",
            "url": url,
        },
        {"command": "/x", "description": "X", "should_escape": True, "url": url},
    ]
    assert made["oauth_config"]["scopes"]["bot"] == [
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:write",
        "metadata.message:read",
        "users:read",
    ]
    settings = made["settings"]
    assert settings["interactivity"] == {"is_enabled": True, "request_url": url}
    assert settings["event_subscriptions"]["request_url"] == url
    assert settings["event_subscriptions"]["metadata_subscriptions"] == [
        {"app_id": "*", "event_type": "muster_post"}
    ]
    assert settings["socket_mode_enabled"] is False


def test_without_a_public_url_the_manifest_is_for_socket_mode() -> None:
    made = manifest(COMMANDS, public_url=None, history=True)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(made)
    assert {"channels:history", "groups:history", "im:history"} < set(
        made["oauth_config"]["scopes"]["bot"]
    )

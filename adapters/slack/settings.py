"""What an operator sets for Slack, each value checked for its shape before anything starts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class SlackSettings(BaseModel):
    """Composed in ``bot/app.py`` as ``MUSTER_SLACK__*``."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: SecretStr
    signing_secret: SecretStr
    """Several, separated by commas, while a secret is being rotated: any of them is accepted."""
    app_token: SecretStr | None = None
    """Set for Socket Mode; without it Slack is expected to post to ``/slack/events``."""
    api_url: str = "https://slack.com/api/"
    history: bool = False
    """Whether the history scopes were granted, so that an uncertain send can be looked up."""
    posts_per_minute: Annotated[float, Field(gt=0)] = 500
    """Slack says "several hundred" for a workspace and names no number."""
    posts_burst: Annotated[float, Field(ge=1)] = 30

    @field_validator("bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith("xoxb-"):
            raise ValueError("must be a bot token, which starts with xoxb-")
        return value

    @field_validator("app_token", mode="before")
    @classmethod
    def _no_app_token(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("xapp-"):
            raise ValueError("must be an app token, which starts with xapp-")
        return value

    @field_validator("signing_secret")
    @classmethod
    def _signing_secret(cls, value: SecretStr) -> SecretStr:
        if not all(part.strip() for part in value.get_secret_value().split(",")):
            raise ValueError("must be one secret, or several with commas")
        return value

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must be a URL such as https://slack.com/api/")
        return value.rstrip("/") + "/"

    @property
    def signing_secrets(self) -> tuple[bytes, ...]:
        return tuple(
            part.strip().encode() for part in self.signing_secret.get_secret_value().split(",")
        )

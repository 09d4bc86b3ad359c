"""What an operator sets: MUSTER_... in the environment or in .env, read once and passed down."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot.logs import Format

PREFIX = "MUSTER_"
DAYS, HOURS = 36500, 8760
"""The longest that can be set: a hundred years of days, and a year of hours."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsError(Exception):
    """A setting is wrong or missing; the text is one sentence that names it, without its value."""


class StartFailed(Exception):
    """Something outside keeps Muster from starting; the text is one sentence for the operator."""


class KeepSettings(BaseModel):
    """How long each kind of data is kept. 0 keeps answers, or the journal, for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    answers_days: int = Field(default=730, ge=0, le=DAYS)
    """Then the words of answers go; who answered when, and what was a number, stays."""
    journal_days: int = Field(default=90, ge=0, le=DAYS)
    messages_hours: int = Field(default=24, ge=1, le=HOURS)
    """The words of messages that have been delivered."""


class Settings(BaseModel):
    """Everything that can be set, with what holds where nothing is."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: str = Field(default="sqlite:///data/muster.db", repr=False)
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str | None = None
    """Where the world reaches this server, such as ``https://muster.example.org``."""
    lease_seconds: float = Field(default=15, gt=0)
    """How long a courier that died keeps others from its workspaces."""
    log_format: Format = "auto"
    metrics: bool = False
    """Whether Prometheus is answered at ``/metrics``."""
    metrics_token: SecretStr | None = None
    """What Prometheus has to show; without it, only this machine is answered, and only where no proxy is."""
    keep: KeepSettings = KeepSettings()
    slack: SlackSettings | None = None
    teams: TeamsSettings | None = None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @field_validator("teams")
    @classmethod
    def _loopback(cls, teams: TeamsSettings | None, info: ValidationInfo) -> TeamsSettings | None:
        if teams is not None and teams.insecure_loopback and info.data.get("host") not in LOOPBACK:
            raise ValueError(
                "MUSTER_TEAMS__INSECURE_LOOPBACK takes unsigned requests, "
                "so MUSTER_HOST has to be 127.0.0.1"
            )
        return teams

    @model_validator(mode="after")
    def _metrics_are_nobody_elses(self) -> Settings:
        """Through a proxy everybody comes from this machine, and not every proxy says otherwise."""
        posted = self.slack is not None and self.slack.app_token is None
        open_to_others = self.public_url is not None or posted
        if self.metrics and self.metrics_token is None and open_to_others:
            raise ValueError(
                "MUSTER_METRICS_TOKEN is missing, since the world reaches this server: set it to a long "
                "random text, and give the same to Prometheus as its bearer token"
            )
        return self

    def secrets(self) -> Iterator[str]:
        """Every secret value, for the log to leave out."""
        from storage.passwords import (
            passwords,
        )  # slow to import, and not every command has use for it

        yield from _secrets(self)
        yield from passwords(self.database_url)


class _FromEnvironment(BaseSettings, Settings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
    )


def read() -> Settings:
    """Read the settings from the environment, and from .env what is not there. Raises SettingsError."""
    try:
        settings = _FromEnvironment()
    except ValidationError as error:
        raise SettingsError(_sentence(error.errors()[0])) from None
    for name in (*os.environ, *dotenv_values(".env")):
        if name.startswith(PREFIX) and "__" not in name:
            _look_for_slip(name)
    return settings


def _sentence(error: ErrorDetails) -> str:
    name = PREFIX + "__".join(str(part) for part in error["loc"]).upper()
    match error["type"]:
        case "missing":
            return f"{name} is missing: set it in the environment or in .env."
        case "extra_forbidden":
            return f"{name} is not a setting of Muster; see README.md for those that are."
        case _:
            said = error["msg"].removeprefix("Value error, ").removeprefix(f"{name} ")
            if said.startswith(PREFIX):
                return f"{said}."
            return f"{name} is wrong: {said[0].lower()}{said[1:]}."


def _look_for_slip(name: str) -> None:
    """A misspelt optional setting would otherwise be passed over in silence."""
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    if name not in known and (near := difflib.get_close_matches(name, known, 1, 0.85)):
        raise SettingsError(f"{name} is not a setting of Muster; did you mean {near[0]}?")


def _secrets(model: BaseModel) -> Iterator[str]:
    for field in type(model).model_fields:
        value = getattr(model, field)
        if isinstance(value, SecretStr):
            yield from value.get_secret_value().split(",")
        elif isinstance(value, BaseModel):
            yield from _secrets(value)

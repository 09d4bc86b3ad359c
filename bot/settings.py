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
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot.logs import Format

PREFIX = "MUSTER_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsError(Exception):
    """A setting is wrong or missing; the text is one sentence that names it, without its value."""


class StartFailed(Exception):
    """Something outside keeps Muster from starting; the text is one sentence for the operator."""


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

    def secrets(self) -> Iterator[str]:
        """Every secret value, for the log to leave out."""
        return _secrets(self)


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

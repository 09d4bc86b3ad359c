"""The log: one line for each thing worth knowing, as JSON or in colour, without secrets or answers."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any, Literal, cast

import structlog

Format = Literal["auto", "console", "json"]

_TOKENS = (
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+",
    r"xapp-[\w-]+",
    r"(?<=Bearer )[^\s\"',]+",
    r"eyJ[\w-]+\.[\w-]+\.[\w-]+",
    r"(?<=hooks\.slack\.com/)[^\s\"']+",
    r"(?<=://)[^\s/:@]*:[^\s/@]+(?=@)",
)
"""Slack's tokens, bearer tokens, JSON web tokens, Slack's webhooks, a password inside an address."""


def configure(format: Format = "auto", secrets: Iterable[str] = ()) -> None:
    """Send the log to standard error; ``secrets`` are values that no pattern would recognise.

    Other people's loggers (aiohttp, slack_bolt, apscheduler) speak from WARNING on.
    """
    first: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _fault,
    ]
    last = [_renderer(format), _redactor(secrets)]
    structlog.configure(
        processors=[*first, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_Line,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=first,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def loop_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For an event loop: a fault that nobody waited for, without the words asyncio would quote."""
    log = structlog.get_logger("muster.loop")
    log.error(context["message"], exc_info=context.get("exception"))


def place(fault: BaseException) -> str:
    """Where an exception came from, innermost last, without any value."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:])


class _Line(structlog.WriteLogger):
    """Writes to standard error as it is at the first line, under the name that its module gave."""

    def __init__(self, name: str = "muster") -> None:
        super().__init__(sys.stderr)
        self.name = name


def _fault(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put an exception's type and place instead of its text, which may quote what somebody wrote."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    fault = told[1] if isinstance(told, tuple) else told
    if isinstance(fault, BaseException):
        event.update(fault=type(fault).__name__, at=place(fault))
    return event


def _renderer(format: Format) -> Any:
    if format == "console" or (format == "auto" and sys.stderr.isatty()):
        return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return structlog.processors.JSONRenderer()


def _redactor(secrets: Iterable[str]) -> Any:
    """The last step, so that it sees the whole line, whatever the secret was a part of."""
    own = [re.escape(secret) for secret in sorted(set(secrets), key=len, reverse=True) if secret]
    pattern = re.compile("|".join((*own, *_TOKENS)))

    def redact(_logger: Any, _method: str, line: Any) -> str:
        return pattern.sub("[redacted]", cast(str, line))

    return redact

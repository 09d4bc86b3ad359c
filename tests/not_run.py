"""What this machine lacks: tests that need it are not run, and the end of the run says so and why.

``MUSTER_REQUIRE=postgres,browser,agents`` makes a lack of any of them a failure instead.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from tests.agents.installed import find_agents
from tests.browser import find_browser
from tests.postgres import find_postgres, find_tools

FINDERS: dict[str, Callable[[], object | None]] = {
    "postgres": find_postgres,
    "dump": find_tools,
    "browser": find_browser,
    "agents": find_agents,
}
HINTS = {
    "postgres": "no server at TEST_POSTGRES_URL, no PostgreSQL here, and PyPI's does not work here",
    "dump": "no pg_dump on PATH, and none in PyPI's PostgreSQL",
    "browser": "no chromium or google-chrome on PATH, and none of playwright's own",
    "agents": "no Node here, or the Agents Playground could not be fetched from npm",
}
MARK = "NOT RUN: "


@cache
def lacks(need: str) -> bool:
    return FINDERS[need]() is None


def pytest_configure(config: pytest.Config) -> None:
    required = [name for name in os.environ.get("MUSTER_REQUIRE", "").split(",") if name]
    if unknown := set(required) - FINDERS.keys():
        raise pytest.UsageError(f"MUSTER_REQUIRE names {unknown.pop()!r}, which is not a need")
    for need in required:
        if lacks(need):
            raise pytest.UsageError(f"MUSTER_REQUIRE asks for {need}: {HINTS[need]}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for need in FINDERS:
            if item.get_closest_marker(need) and lacks(need):
                item.add_marker(pytest.mark.skip(reason=f"{MARK}{need}: {HINTS[need]}"))
                break


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if MARK in reason:
            reasons[reason.partition(MARK)[2]] += 1
    if reasons:
        terminalreporter.section("NOT RUN")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"NOT RUN: {count} for want of {reason}")

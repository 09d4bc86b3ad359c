"""What every test may ask for: a database, a browser, and at the end a list of what was not run."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser import browsing, find_browser

pytest_plugins = ["tests.postgres", "tests.not_run"]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A headless browser of the test's own. Mark the test with ``browser``."""
    executable = find_browser()
    assert executable is not None, "a test that uses `browser` carries the mark `browser`"
    async with browsing(executable) as browser:
        yield browser

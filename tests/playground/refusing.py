"""Calls that Slack is to refuse."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refused(call: Any) -> Any:
    """The answer of a call that was refused; fails where it was not."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data

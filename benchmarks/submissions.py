"""What Slack posts when people send in their answers: payloads like the real ones, signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from adapters.slack.forms import VALUE, view
from benchmarks.workforce import Team
from bot.clock import machine_time
from bot.people import AccountRef, Roster
from bot.rituals.standup import Occurrence
from bot.rituals.standup_intents import Submit
from bot.rituals.standup_rules import DEFAULT_QUESTIONS
from bot.views import standup_forms

SECRET = "benchmark-signing-secret"
EDITS = 5
"""Of so many requests one changes an answer given before."""
TEXTS = (
    "Finished the import of last year's invoices and reviewed two pull requests.",
    "Write the migration, then pair with Bo on the flaky upload.",
    "Waiting for access to the staging database.",
)


def answers(teams: Sequence[Team], seed: int = 7) -> Iterator[bytes]:
    """Requests without end: members of all teams in mixed order, every fifth one an edit.

    When everybody has answered, everybody edits.
    """
    people = [(team, account) for team in teams for account in team.accounts]
    chance = Random(seed)
    chance.shuffle(people)
    shell = _shell()
    done = 0
    for number in count():
        edits = number % EDITS == EDITS - 1 or done >= len(people)
        team, account = people[chance.randrange(min(done, len(people))) if edits else done]
        done += not edits
        first = f"{TEXTS[0]} And {number} more." if edits else TEXTS[0]
        yield signed(_filled(shell, account, team.occurrence, (first, *TEXTS[1:])))


def signed(payload: dict[str, Any]) -> bytes:
    """A whole HTTP request. Its signature holds for five minutes."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    at = str(int(machine_time())).encode()
    digest = hmac.new(SECRET.encode(), b"v0:" + at + b":" + body, hashlib.sha256).hexdigest()
    head = (
        b"POST /slack/events HTTP/1.1\r\nHost: muster\r\n"
        b"User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"X-Slack-Request-Timestamp: " + at + b"\r\nX-Slack-Signature: v0=" + digest.encode()
    )
    return head + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body


def _shell() -> dict[str, Any]:
    """The view of the real form, which Slack sends back whole."""
    at = datetime(2027, 1, 4, 12, tzinfo=UTC)
    occurrence = Occurrence("", "", date(2027, 1, 4), "Team", DEFAULT_QUESTIONS, at, at)
    form = standup_forms.answers(occurrence, ("", "", ""))
    return view(form, None, Roster())


def _filled(
    shell: dict[str, Any], who: AccountRef, occurrence: str, texts: Sequence[str]
) -> dict[str, Any]:
    names = [block["block_id"] for block in shell["blocks"] if block["type"] == "input"]
    values = {
        name: {VALUE: {"type": "plain_text_input", "value": text}}
        for name, text in zip(names, texts, strict=True)
    }
    metadata = json.dumps({"intent": Submit(occurrence).pack(), "channel": None})
    return {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "example"},
        "user": {"id": who.id, "username": "somebody", "name": "somebody", "team_id": "T1"},
        "api_app_id": "A1",
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "trigger_id": "12345.98765.abcd2358fdea",
        "view": shell
        | {
            "id": "VNHU13V36",
            "team_id": "T1",
            "private_metadata": metadata,
            "state": {"values": values},
            "hash": "156663117.cd33ad1f",
            "clear_on_close": False,
            "notify_on_close": False,
            "previous_view_id": None,
            "root_view_id": "VNHU13V36",
            "app_id": "A1",
            "external_id": "",
            "app_installed_team_id": "T1",
            "bot_id": "B1",
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }

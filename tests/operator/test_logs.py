"""Nothing secret reaches the log, whoever writes the line."""

from __future__ import annotations

import json
import subprocess
import sys

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
CANARIES = (
    "xoxb-1111-2222-canaryBot",
    "xoxe.xoxp-1-canaryRotated",
    "xapp-1-A0-canaryApp",
    "canaryBearer.token",
    "eyJhbGciOi.eyJjYW5hcnk.c2lnbmF0dXJl",
    "T0/B0/canaryHook",
    "canaryPassword",
    SIGNING,
)
SPEECH = f"""
import logging
import structlog
from bot import logs

logs.configure("json", [{SIGNING!r}])
ours, theirs = structlog.get_logger("muster.test"), logging.getLogger("aiohttp.server")
said = [
    "token=xoxb-1111-2222-canaryBot", "xoxe.xoxp-1-canaryRotated", "xapp-1-A0-canaryApp",
    "Authorization: Bearer canaryBearer.token", "eyJhbGciOi.eyJjYW5hcnk.c2lnbmF0dXJl",
    "https://hooks.slack.com/services/T0/B0/canaryHook".replace("services/", ""),
    "postgresql://muster:canaryPassword@db/muster", {SIGNING!r},
]
for words in said:
    ours.info(words, words=words, nested={{"list": [words]}})
    theirs.warning("%s", words)
    try:
        raise ValueError(words)
    except ValueError:
        ours.exception("fault")
        theirs.exception("Error handling request")
theirs.info("chatter")
"""


def _log(speech: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", speech], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return done.stderr


def test_no_secret_reaches_the_log() -> None:
    log = _log(SPEECH)
    assert len(log.splitlines()) == 4 * len(CANARIES)
    assert log.count("[redacted]") == 5 * len(CANARIES) - len(CANARIES)
    assert [canary for canary in CANARIES if canary in log] == []


def test_a_fault_is_logged_by_its_kind_and_place_and_never_by_its_words() -> None:
    log = _log(
        "import logging, structlog\n"
        "from bot import logs\n"
        "logs.configure('json')\n"
        "try:\n"
        "    raise ValueError('my answer is private')\n"
        "except ValueError:\n"
        "    structlog.get_logger('muster.test').exception('ours')\n"
        "    logging.getLogger('aiohttp').exception('theirs')\n"
    )
    ours, theirs = map(json.loads, log.splitlines())
    assert (ours["event"], ours["fault"], ours["at"]) == ("ours", "ValueError", "<string>:5")
    assert (theirs["event"], theirs["fault"], theirs["logger"]) == (
        "theirs",
        "ValueError",
        "aiohttp",
    )
    assert "private" not in log


def test_a_fault_that_nobody_waited_for_is_logged_without_its_words() -> None:
    log = _log(
        "import asyncio, gc\n"
        "from bot import logs\n"
        "logs.configure('json')\n"
        "async def fail():\n"
        "    raise ValueError('my answer is private')\n"
        "async def main():\n"
        "    asyncio.get_running_loop().set_exception_handler(logs.loop_fault)\n"
        "    asyncio.ensure_future(fail())\n"
        "    await asyncio.sleep(0)\n"
        "    gc.collect()\n"
        "asyncio.run(main())\n"
    )
    said = json.loads(log)
    assert (said["event"], said["fault"]) == ("Task exception was never retrieved", "ValueError")
    assert "private" not in log


def test_a_program_reads_json_and_a_person_reads_lines() -> None:
    speech = (
        "import structlog\nfrom bot import logs\nlogs.configure({!r})\n"
        "structlog.get_logger('muster.test').info('done', id='abc')\n"
    )
    assert json.loads(_log(speech.format("auto")))["id"] == "abc"
    assert "{" not in _log(speech.format("console"))

"""Starts Microsoft's Agents Playground, a Teams of our own on this machine, beside a bot, and stops it."""

from __future__ import annotations

import asyncio
import json
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.agents import tenant
from tests.agents.installed import find_agents, find_node
from tests.agents.tenant import Person

PATIENCE = 30.0
"""Seconds after which a test gives up waiting for the process."""
LEASH = "data:text/javascript,process.stdin.resume().on('end',()=>process.exit())"
"""Ends Node together with whoever started it, however that one ended."""
CLI = Path("node_modules") / "@microsoft" / "m365agentsplayground" / "cli.js"


@dataclass(frozen=True)
class AgentsPlayground:
    """A playground that runs. It calls the bot only while somebody has its page open."""

    url: str
    recording: Path
    """Where it writes every call, to the bot and from it."""
    by_account: bool

    def known(self, person: Person) -> Person:
        """A person as this playground knows them."""
        return person.by_account() if self.by_account else person


@asynccontextmanager
async def agents_playground(
    where: Path,
    bot: str,
    *,
    zone: str = tenant.ZONE,
    by_account: bool = False,
    port: int = 0,
) -> AsyncIterator[AgentsPlayground]:
    """A playground for as long as the block, with its files in a folder of the test's own.

    ``bot`` is the URL that takes activities, and ``zone`` is everybody's. ``by_account`` calls people
    by their Entra ids: where a chat is to be opened Teams takes either, the playground only its own.
    Without ``port`` it takes a free one.
    """
    (where / "tenant.yml").write_text(json.dumps(tenant.config(by_account=by_account)))
    recording = where / "recording.log"
    process = await _start(where, bot, recording, zone, port)
    try:
        async with asyncio.timeout(PATIENCE):
            url = f"http://localhost:{await _port(process)}"
        yield AgentsPlayground(url, recording, by_account)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _start(where: Path, bot: str, recording: Path, zone: str, port: int) -> Process:
    folder, node = find_agents(), find_node()
    assert folder is not None, "a test that uses the playground carries the mark `agents`"
    assert node is not None
    return await asyncio.create_subprocess_exec(
        *(str(node), "--import", LEASH, str(folder / CLI)),
        *("-e", bot, "-c", "msteams", "-p", str(port)),
        *("--disable-telemetry", "--enable-events-recording"),
        cwd=where,
        env={
            **os.environ,
            "TZ": zone,
            "TEAMSAPPTESTER_BROWSER": "none",
            "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",  # Else it calls home without its telemetry too.
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(where / "tenant.yml"),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(where / "agents-playground.log"),
            "M365_AGENTS_PLAYGROUND_RECORDING_FILE": str(recording),
        },
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
    )


async def _port(process: Process) -> int:
    """What it says it listens at: another port than it was told to where that one is taken."""
    assert process.stdout is not None
    async for line in process.stdout:
        if line.startswith(b"Listening on "):
            return int(line.split()[-1])
    raise AssertionError(f"the playground ended with {await process.wait()}")

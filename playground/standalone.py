"""Starts the playground alone, for a bot in another process: prints its address and serves."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from pathlib import Path

from playground.installed import App
from playground.server import Playground


def main() -> None:
    """``python -m playground.server [--port N] [--bot URL] [--keep FILE] [--manifest FILE]``."""
    parser = argparse.ArgumentParser(prog="playground.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; 0 finds a free port")
    parser.add_argument("--bot", help="the bot's address; without it, Socket Mode")
    parser.add_argument("--keep", type=Path, help="the file that the workspace is kept in")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, as JSON")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    app = App()
    if options.manifest is not None:
        app = app.with_manifest(json.loads(options.manifest.read_text()))
    playground = Playground(app=app, bot_url=options.bot, path=options.keep)
    print(await playground.start(options.port), flush=True)  # noqa: T201  what it is started for
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await playground.stop()

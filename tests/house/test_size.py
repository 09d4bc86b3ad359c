"""Files and functions stay small enough to read at once, and are named for what they are about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.places import ROOT, written

FILE_LINES = 300
FUNCTION_LINES = 40
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "core", "misc"}


def test_no_file_is_longer_than_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in written(".py", ".js", ".css", ".html")
        if (lines := len(path.read_text().splitlines())) > FILE_LINES
    ]
    assert long == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {function.name}, {lines}"
        for path in written(".py")
        for function in _functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert long == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in written(".py") if path.stem in SAYS_NOTHING] == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = []
    for path in written(".py"):
        source = path.read_text()
        if source.strip():
            opening = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0]
            if not opening.rstrip().endswith((".", ":")):
                silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node

"""What a machine lacks is said at the end of the run, or fails it where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.places import ROOT

NOWHERE = "postgresql://127.0.0.1:1/nothing"
TESTS = """
import pytest

@pytest.mark.postgres
def test_with_a_server():
    raise AssertionError("there is none")

def test_without():
    pass
"""


def _run(folder: Path, *, require: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(TESTS)
    options = ["-p", "tests.not_run", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=ROOT,
        env={**os.environ, "TEST_POSTGRES_URL": NOWHERE, "MUSTER_REQUIRE": require},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_test_whose_server_is_missing_is_listed_as_not_run(tmp_path: Path) -> None:
    done = _run(tmp_path, require="")
    assert done.returncode == 0
    assert "1 passed, 1 skipped" in done.stdout
    assert "NOT RUN: 1 for want of postgres: no server at TEST_POSTGRES_URL" in done.stdout


@pytest.mark.parametrize(
    ("require", "sentence"),
    [
        ("postgres", "MUSTER_REQUIRE asks for postgres: no server at TEST_POSTGRES_URL"),
        ("postgers", "MUSTER_REQUIRE names 'postgers'"),
    ],
)
def test_what_is_required_and_missing_fails_the_run(
    tmp_path: Path, require: str, sentence: str
) -> None:
    done = _run(tmp_path, require=require)
    assert done.returncode != 0
    assert sentence in done.stderr

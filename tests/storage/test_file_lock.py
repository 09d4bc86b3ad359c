"""One process serves a SQLite file; another is told so, and the lock dies with its holder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage import Database, FileHeld, hold_file_lock, is_served
from tests.storage.samples import BOT, HERE, OWNER

HOLD = """
import sys, time
from storage import hold_file_lock
with hold_file_lock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_refused_until_the_first_is_gone_however_it_went(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/data/muster.db"
    assert not is_served(url)
    with subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        assert is_served(url)
        with pytest.raises(FileHeld, match="already running"), hold_file_lock(url):
            raise AssertionError("the lock was held twice")
        other.kill()
        other.wait()
    assert not is_served(url)
    with hold_file_lock(url):
        assert is_served(url)
    assert not is_served(url)


@pytest.mark.postgres
async def test_on_postgresql_a_fresh_lease_tells(postgres_url: str) -> None:
    storage = Database(postgres_url)
    await storage.start()
    await storage.installed_workspace(HERE, "Here", BOT)
    with hold_file_lock(postgres_url), hold_file_lock(postgres_url):
        assert not is_served(postgres_url)
    await storage.lease(OWNER, 15)
    assert is_served(postgres_url)
    await storage.release(OWNER)
    assert not is_served(postgres_url)
    await storage.stop()

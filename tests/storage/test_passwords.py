"""A database's password is told to nobody, however oddly the address is written."""

from __future__ import annotations

import pytest

from storage import examine
from storage.passwords import blotted, passwords, shown


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("postgresql://u:secret@h:5432/db", "postgresql://u@h:5432/db"),
        ("postgresql://u:sec/secret@h/db", "postgresql://u@h/db"),
        ("postgresql://u:sec@secret@h/db", "postgresql://u@h/db"),
        (
            "postgresql://u@h/db?password=secret&sslmode=require",
            "postgresql://u@h/db?sslmode=require",
        ),
        (
            "postgresql://u@h/db?sslmode=require&password=secret",
            "postgresql://u@h/db?sslmode=require",
        ),
        ("postgresql://u@h/db", "postgresql://u@h/db"),
        ("postgresql:///db", "postgresql:///db"),
        ("sqlite:///data/muster.db", "sqlite:///data/muster.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, safe: str) -> None:
    assert shown(url) == safe
    assert "secret" not in blotted(f"the driver says: {url}", url)


def test_it_is_known_as_written_and_as_meant() -> None:
    assert passwords("postgresql://u:s%2Fcret@h/db") == ["s%2Fcret", "s/cret"]
    assert passwords("sqlite:///data/muster.db") == []


def test_doctor_does_not_repeat_it() -> None:
    (found,) = examine("postgresql://u:secret%zz@127.0.0.1:1/db")
    assert "secret" not in found.said
    (found,) = examine("postgresql://u@127.0.0.1:1/db?password=secret%25zz&passwort=secret%25zz")
    assert "secret" not in found.said

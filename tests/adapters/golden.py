"""Small files of what a platform is sent, compared whole. ``GOLDEN=write`` writes them anew, to be read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "golden"


def compare(name: str, made: dict[str, Any], platform: str = "slack") -> None:
    """Raise AssertionError where what was made is not what the file holds."""
    path = FOLDER / platform / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    assert made == json.loads(path.read_text())


def names(platform: str = "slack") -> set[str]:
    return {path.stem for path in (FOLDER / platform).glob("*.json")}

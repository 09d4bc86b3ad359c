"""Ways to sign an activity that a bot must not believe, each with one thing wrong."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

OTHER_TENANT = "0f0f0f0f-0000-4000-8000-00000000000f"
EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
"""Whose tokens the SDK takes from the Bot Framework Emulator, which is not Teams."""
SHARED = "a secret that is long enough for HS256"


def forgeries(now: float) -> dict[str, Json]:
    """By what is wrong: values for ``People.forged``. ``now`` is the moment the bot goes by."""
    old, early = int(now) - 7200, int(now) + 7200
    return {
        "unsigned": {"unsigned": True},
        "another audience": {"aud": "0e0e0e0e-0000-4000-8000-00000000000e"},
        "no audience": {"aud": None},
        "another issuer": {"iss": "https://issuer.example"},
        "the emulator's issuer": {"iss": EMULATOR},
        "no issuer": {"iss": None},
        "expired": {"nbf": old - 3600, "exp": old},
        "no expiry": {"exp": None},
        "not valid yet": {"nbf": early, "exp": early + 3600},
        "another service URL": {"serviceurl": "https://smba.trafficmanager.net/teams/"},
        "no service URL": {"serviceurl": None},
        "an unknown key": {"kid": "nobody's"},
        "a shared secret": {"alg": "HS256", "key": SHARED},
        "no algorithm": {"alg": "none", "key": None},
        "another tenant": {"tenant": OTHER_TENANT},
    }

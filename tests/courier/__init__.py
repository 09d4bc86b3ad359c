"""The courier against a mailroom and a platform of its own, on a clock that costs no time."""

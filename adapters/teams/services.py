"""Which service URLs are Microsoft's: an access token of ours goes nowhere else."""

from __future__ import annotations

import ipaddress

from yarl import URL

from adapters.teams.settings import TeamsSettings

HOSTS = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)
SUFFIX = ".botframework.com"
DEFAULT = "https://smba.trafficmanager.net/teams/"
"""Where a conversation is made for somebody from whom no activity has come yet."""


def trusted(url: str, settings: TeamsSettings) -> bool:
    """Whether a connector may be there: https on Microsoft's hosts, or this machine where it is set so."""
    try:
        there = URL(url)
        host = (there.host or "").lower()
    except (ValueError, IndexError):  # yarl's own slip, where brackets hold no address
        return False
    if there.user is not None or there.password is not None:
        return False
    if settings.insecure_loopback:
        return there.scheme in ("http", "https") and loopback(host)
    known = host in HOSTS or host.endswith(SUFFIX) or host in settings.more_hosts
    return (there.scheme == "https" and there.port == 443 and known) or _local(there, settings)


def _local(there: URL, settings: TeamsSettings) -> bool:
    """A stand-in on this machine, which is named with its port among the operator's own hosts."""
    return there.authority.lower() in settings.more_hosts and loopback(there.host or "")


def loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

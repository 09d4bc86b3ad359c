"""The town: a fictional company whose people fill the playground's Slack."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class User:
    """Somebody of the workspace."""

    id: str
    name: str
    """The handle, as typed after ``@``."""
    real_name: str
    title: str
    tz: str
    """IANA zone."""
    color: str
    is_bot: bool = False
    deleted: bool = False
    foreign: bool = False
    """Of another organisation, here through a shared channel."""


@dataclass
class Channel:
    """A channel, or a direct conversation when ``im`` names the two who talk."""

    id: str
    name: str
    topic: str = ""
    private: bool = False
    archived: bool = False
    members: list[str] = field(default_factory=list)
    im: bool = False


@dataclass(frozen=True)
class Town:
    """How a workspace begins, before anything is said."""

    workspace: str
    domain: str
    team: str
    bot: User
    bot_id: str
    app_id: str
    users: tuple[User, ...]
    channels: tuple[Channel, ...]


BOT = User("U01MUSTER", "muster", "Muster", "App", "Etc/UTC", "3d5a80", is_bot=True)

PEOPLE = (
    User("U01ANA", "ana", "Ana Duarte", "ML Engineer, team lead", "Europe/Berlin", "b5446e"),
    User("U01BO", "bo", "Bo Lindqvist", "Software Engineer", "Europe/Paris", "2a9d8f"),
    User("U01PRIYA", "priya", "Priya Raman", "Data Scientist", "Asia/Kolkata", "e76f51"),
    User("U01DIEGO", "diego", "Diego Rocha", "Data Engineer", "America/Sao_Paulo", "457b9d"),
    User("U01MARIA", "maria", "Maria Costa", "Product Manager", "America/New_York", "8a5a83"),
    User("U01KENJI", "kenji", "Kenji Mori", "ML Engineer", "Asia/Tokyo", "bc6c25"),
    User(
        "U01ZOE", "zoe", "Zoe Adeyemi", "Churn expert, customer success", "Africa/Lagos", "588157"
    ),
    User("U01SAM", "sam", "Sam Whitaker", "Software Engineer", "America/Los_Angeles", "6d597a"),
    User("U01LENA", "lena", "Lena Vogel", "Data Scientist", "Europe/Berlin", "1d7874"),
    User("U01OMAR", "omar", "Omar Haddad", "Platform Engineer", "Europe/Paris", "9c6644"),
    User("U01TARA", "tara", "Tara Iyer", "MLOps Engineer", "Asia/Kolkata", "c1666b"),
    User("U01JUNE", "june", "June Park", "Head of Product", "America/Los_Angeles", "4f6d7a"),
    User("U01NOAH", "noah", "Noah Becker", "Pricing expert", "America/New_York", "7b6d8d"),
)


def _ids(*names: str) -> list[str]:
    known = {user.name: user.id for user in (*PEOPLE, BOT)}
    return [known[name] for name in names]


CHANNELS = (
    Channel("C01GENERAL", "general", "Company news", members=[user.id for user in (*PEOPLE, BOT)]),
    Channel(
        "C01CHURN",
        "churn-model",
        "Who leaves next month, and why",
        members=_ids(
            "ana", "bo", "priya", "diego", "maria", "kenji", "zoe", "sam", "lena", "muster"
        ),
    ),
    Channel(
        "C01PLATFORM",
        "platform",
        "Pipelines, serving, on-call",
        members=_ids("omar", "tara", "diego", "sam", "bo", "muster"),
    ),
    Channel(
        "C01PRICING",
        "pricing-review",
        "Before it is announced",
        private=True,
        members=_ids("june", "maria", "noah", "ana", "muster"),
    ),
    Channel(
        "C01READING",
        "reading-group",
        "Thursdays: one paper, no slides",
        members=_ids("ana", "priya", "kenji", "lena", "tara"),
    ),
)


def halcyon() -> Town:
    """Halcyon Forecasting: thirteen people in eight zones, five channels, and Muster in four of them."""
    return Town(
        workspace="Halcyon Forecasting",
        domain="halcyon-forecasting",
        team="T01HALCYON",
        bot=BOT,
        bot_id="B01MUSTER",
        app_id="A01MUSTER",
        users=PEOPLE,
        channels=CHANNELS,
    )

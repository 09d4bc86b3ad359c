"""The people and channels of a workspace, as last heard from the platform."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from secrets import token_hex

from sqlalchemy import Boolean, Text, bindparam, delete, func, select, true, update

from bot.news import AccountFacts
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster, by_name
from bot.ports import ReadOnly
from storage.statements import Among, Prepared, Row, Transaction, adding
from storage.tables import channel, channel_member, member, organiser
from storage.tombstones import is_tombstone

PERSON = (
    member.c.id,
    member.c.account,
    member.c.name,
    func.coalesce(member.c.own_zone, member.c.zone),
    member.c.human,
    member.c.active,
    member.c.known,
)
_HERE = member.c.workspace == bindparam("workspace")
_MEET_ONE = Prepared(select(*PERSON).where(_HERE, member.c.account == bindparam("account")))
_MEET = Prepared(select(*PERSON).where(_HERE, Among(member.c.account, "accounts")))
_TAKE_IN = Prepared(
    adding(
        member,
        "workspace",
        "id",
        "account",
        name="",
        zone="",
        human=True,
        active=True,
        known=False,
    ).on_conflict_do_nothing(index_elements=["workspace", "account"])
)
_PERSONS = Prepared(select(*PERSON).where(_HERE, Among(member.c.id, "members")))

_zone = bindparam("zone", type_=Text)
_human = bindparam("human", type_=Boolean)
_learned = adding(
    member,
    "workspace",
    "id",
    "account",
    "name",
    "active",
    human=func.coalesce(_human, true()),
    zone=func.coalesce(_zone, ""),
    known=True,
)
_LEARN = Prepared(
    _learned.on_conflict_do_update(
        index_elements=["workspace", "account"],
        set_={
            "name": _learned.excluded.name,
            "zone": func.coalesce(_zone, member.c.zone),
            "human": func.coalesce(_human, member.c.human),
            "active": _learned.excluded.active,
            "known": True,
        },
    )
)

_ITSELF = (_HERE, member.c.id == bindparam("member"))
_OWN_ZONE = Prepared(select(member.c.own_zone).where(*_ITSELF))
_CHOOSE_ZONE = Prepared(update(member).where(*_ITSELF).values(own_zone=_zone))

_channels = select(
    channel.c.id, channel.c.name, channel.c.private, channel.c.archived, channel.c.present
).where(channel.c.workspace == bindparam("workspace"))
_CHANNEL = Prepared(_channels.where(channel.c.id == bindparam("channel")))
_NAMED_CHANNELS = Prepared(_channels.where(Among(channel.c.id, "channels")))
_CHANNELS = Prepared(_channels)
_kept = adding(channel, "workspace", "id", "name", "private", "archived", "present")
_KEEP_CHANNEL = Prepared(
    _kept.on_conflict_do_update(
        index_elements=["workspace", "id"],
        set_={name: _kept.excluded[name] for name in ("name", "private", "archived", "present")},
    )
)

_THERE = (
    channel_member.c.workspace == bindparam("workspace"),
    channel_member.c.channel == bindparam("channel"),
)
_IN_CHANNEL = Prepared(
    select(*PERSON)
    .join(
        channel_member,
        (channel_member.c.workspace == member.c.workspace)
        & (channel_member.c.member == member.c.id),
    )
    .where(*_THERE)
)
_CHANNELS_OF = Prepared(
    select(channel_member.c.channel).where(
        channel_member.c.workspace == bindparam("workspace"),
        channel_member.c.member == bindparam("member"),
    )
)
_JOIN = Prepared(adding(channel_member, "workspace", "channel", "member").on_conflict_do_nothing())
_LEAVE = Prepared(
    delete(channel_member).where(*_THERE, channel_member.c.member == bindparam("member"))
)
_OTHERS_LEAVE = Prepared(
    delete(channel_member).where(*_THERE, ~Among(channel_member.c.member, "members"))
)

_ORGANISERS = Prepared(
    select(organiser.c.member).where(
        organiser.c.workspace == bindparam("workspace"),
        organiser.c.channel == bindparam("channel"),
    )
)
_APPOINT = Prepared(adding(organiser, "workspace", "channel", "member").on_conflict_do_nothing())


class Directory:
    """Implements ``bot.ports.Directory``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self._unknown: list[AccountRef] = []

    def meet(self, accounts: Collection[AccountRef]) -> Mapping[AccountRef, Person]:
        found = self._find(accounts)
        strangers = sorted(account for account in accounts if account not in found)
        if not strangers:
            return found
        if not self._tx.writes:
            raise ReadOnly(f"{len(strangers)} people are to be taken in first")
        self._tx.do_many(_TAKE_IN, [{"id": _new_id(), "account": one.id} for one in strangers])
        self._unknown += strangers
        return {**found, **self._find(strangers)}

    def find(self, account: AccountRef) -> Person | None:
        return self._find((account,)).get(account)

    def unknown(self) -> Sequence[AccountRef]:
        there = self._find(self._unknown) if self._unknown else {}
        return tuple(account for account in self._unknown if account in there)

    def persons(self, members: Collection[MemberRef]) -> Mapping[MemberRef, Person]:
        if not members:
            return {}
        rows = self._tx.rows(_PERSONS, members=[one.id for one in members])
        return {person.ref: person for person in map(read_person, rows)}

    def roster(self, named: Collection[MemberRef | ChannelRef]) -> Roster:
        channels = [one.id for one in named if isinstance(one, ChannelRef)]
        rows = self._tx.rows(_NAMED_CHANNELS, channels=channels) if channels else ()
        people = self.persons([one for one in named if isinstance(one, MemberRef)])
        return Roster(
            {ref: one for ref, one in people.items() if not is_tombstone(one.account)},
            {channel.ref: channel for channel in map(_read_channel, rows)},
        )

    def learn(self, facts: Iterable[AccountFacts]) -> None:
        told = sorted(facts, key=lambda one: one.account)
        gone = [one.account for one in told if not one.active]
        # Somebody who has left and was erased, or was never met, is not taken in for that.
        met = self._find(gone) if gone else {}
        rows = [
            {
                "id": _new_id(),
                "account": one.account.id,
                "name": one.name,
                "zone": one.zone,
                "human": one.human,
                "active": one.active,
            }
            for one in told
            if one.active or one.account in met
        ]
        self._tx.do_many(_LEARN, rows)

    def own_zone(self, member: MemberRef) -> str | None:
        found = self._tx.row(_OWN_ZONE, member=member.id)
        return None if found is None else found[0]

    def choose_zone(self, member: MemberRef, zone: str | None) -> None:
        self._tx.do(_CHOOSE_ZONE, member=member.id, zone=zone)

    def channel(self, channel: ChannelRef) -> Channel | None:
        found = self._tx.row(_CHANNEL, channel=channel.id)
        return None if found is None else _read_channel(found)

    def channels(self) -> Sequence[Channel]:
        return [_read_channel(row) for row in self._tx.rows(_CHANNELS)]

    def keep_channel(self, channel: Channel) -> None:
        self._tx.do(
            _KEEP_CHANNEL,
            id=channel.ref.id,
            name=channel.name,
            private=channel.private,
            archived=channel.archived,
            present=channel.present,
        )

    def in_channel(self, channel: ChannelRef) -> Sequence[Person]:
        people = map(read_person, self._tx.rows(_IN_CHANNEL, channel=channel.id))
        return sorted(people, key=by_name)

    def channels_of(self, member: MemberRef) -> Collection[ChannelRef]:
        rows = self._tx.rows(_CHANNELS_OF, member=member.id)
        return {ChannelRef(channel) for (channel,) in rows}

    def fill_channel(self, channel: ChannelRef, members: Collection[MemberRef]) -> None:
        ids = sorted(one.id for one in members)
        self._tx.do(_OTHERS_LEAVE, channel=channel.id, members=ids)
        self._tx.do_many(_JOIN, [{"channel": channel.id, "member": id} for id in ids])

    def join(self, channel: ChannelRef, member: MemberRef) -> None:
        self._tx.do(_JOIN, channel=channel.id, member=member.id)

    def leave(self, channel: ChannelRef, member: MemberRef) -> None:
        self._tx.do(_LEAVE, channel=channel.id, member=member.id)

    def organisers(self, channel: ChannelRef) -> Collection[MemberRef]:
        rows = self._tx.rows(_ORGANISERS, channel=channel.id)
        return frozenset(MemberRef(row[0]) for row in rows)

    def appoint(self, channel: ChannelRef, member: MemberRef) -> None:
        self._tx.do(_APPOINT, channel=channel.id, member=member.id)

    def _find(self, accounts: Collection[AccountRef]) -> dict[AccountRef, Person]:
        if len(accounts) == 1:
            (account,) = accounts
            rows = self._tx.rows(_MEET_ONE, account=account.id)
        else:
            rows = self._tx.rows(_MEET, accounts=[one.id for one in accounts])
        return {person.account: person for person in map(read_person, rows)}


def read_person(row: Row) -> Person:
    id, account, name, zone, human, active, known = row
    ref = MemberRef(id)
    return Person(ref, AccountRef(account), name, zone, bool(human), bool(active), bool(known))


def _read_channel(row: Row) -> Channel:
    id, name, private, archived, present = row
    return Channel(ChannelRef(id), name, bool(private), bool(archived), bool(present))


def _new_id() -> str:
    return token_hex(8)

"""How much there is of everything, by platform: for Prometheus, so without any name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case, func, select

from bot.metrics import GAUGES
from storage.operator import outbox_counts
from storage.standup_tables import standup
from storage.statements import Prepared, Transaction
from storage.tables import inquiry, member, promise
from storage.tombstones import PREFIX
from storage.workspaces import all_workspaces

_PEOPLE = Prepared(
    select(member.c.workspace, func.count())
    .where(member.c.human, member.c.active, ~member.c.account.startswith(PREFIX))
    .group_by(member.c.workspace),
    everywhere=True,
)
_STANDUPS = Prepared(
    select(standup.c.workspace, func.count())
    .where(standup.c.standing == "active")
    .group_by(standup.c.workspace),
    everywhere=True,
)
_PROMISES = Prepared(
    select(
        promise.c.workspace, func.count(), func.sum(case((promise.c.again.is_(None), 1), else_=0))
    ).group_by(promise.c.workspace),
    everywhere=True,
)
_INQUIRIES = Prepared(
    select(inquiry.c.workspace, func.count())
    .where(inquiry.c.parked.is_not(None))
    .group_by(inquiry.c.workspace),
    everywhere=True,
)


def counts(transaction: Transaction, now: datetime) -> Mapping[str, Mapping[str, float]]:
    """A number for each platform, by the names in ``bot.metrics.GAUGES``."""
    told: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for installed in all_workspaces(transaction):
        # An alarm cannot tell a number that has gone from one that was never there.
        for name in GAUGES:
            told[name][installed.ref.platform] = 0.0
    for workspace, people in transaction.rows(_PEOPLE):
        told["people"][_platform(workspace)] += people
    for workspace, running in transaction.rows(_STANDUPS):
        told["standups"][_platform(workspace)] += running
    for workspace, promises, parked in transaction.rows(_PROMISES):
        told["promises"][_platform(workspace)] += promises
        told["promises_parked"][_platform(workspace)] += int(parked)
    for workspace, parked in transaction.rows(_INQUIRIES):
        told["messages_parked"][_platform(workspace)] += parked
    for one in outbox_counts(transaction, now):
        platform = one.workspace.platform
        told["messages_waiting"][platform] += one.waiting
        told["messages_parked"][platform] += one.parked
        age = 0.0 if one.oldest is None else (now - one.oldest).total_seconds()
        oldest = told["messages_oldest_seconds"]
        oldest[platform] = max(oldest[platform], age)
    return told


def _platform(workspace: str) -> str:
    return workspace.partition(":")[0]

"""A digest's form, read and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import time

from bot.happening import FieldValue
from bot.rituals import digest_rules as rules
from bot.rituals.digest import Digest
from bot.views import digest_forms as forms

EVENING = time(17, 0)


def filled(fields: Mapping[str, FieldValue], digest: Digest) -> Digest:
    """``digest`` as the form has it. A time that is missing all the same stays as it was."""

    def several(name: str) -> list[str]:
        value = fields.get(name)
        return [str(one) for one in value] if isinstance(value, tuple) else []

    at = fields.get("at")
    days = {int(day) for day in several("days") if day in "0123456" and len(day) == 1}
    return replace(
        digest,
        name=" ".join(str(fields.get("name") or "").split()),
        standups=tuple(dict.fromkeys(several("standups"))),
        days=tuple(sorted(days)),
        at=at if isinstance(at, time) else digest.at,
    )


def amiss(digest: Digest, offered: Collection[str], names: Collection[str]) -> dict[str, str]:
    """A sentence for each field that cannot be taken as it is.

    ``offered`` are the standups that can be chosen, ``names`` those of the channel's other digests.
    """
    errors = {}
    if not digest.name:
        errors["name"] = forms.NEEDS_NAME
    elif len(digest.name) > rules.NAME_AT_MOST:
        errors["name"] = forms.too_long(len(digest.name))
    elif digest.name.casefold() in names:
        errors["name"] = forms.NAME_TAKEN
    if not digest.standups:
        errors["standups"] = forms.NEEDS_A_STANDUP
    elif not set(digest.standups) <= set(offered):
        errors["standups"] = forms.CANNOT_BE_TOLD
    elif len(digest.standups) > rules.STANDUPS_AT_MOST:
        errors["standups"] = forms.too_many(len(digest.standups))
    if not digest.days:
        errors["days"] = forms.NEEDS_A_DAY
    return errors

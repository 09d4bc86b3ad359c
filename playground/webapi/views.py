"""views.*: the forms that an app opens and changes, and the Home tabs that it publishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.blockkit.modal import check_home, check_view
from playground.ui.modals import Modal
from playground.webapi.call import Call, Json, Method
from playground.webapi.refusal import Refusal

LARGEST = 250_000
"""Characters of a view's JSON; Slack says 250 kB."""


def _view(call: Call, check: Callable[[Any], list[str]] = check_view) -> Json:
    view = call.structure("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise Refusal.of("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if problems := check(view):
        raise Refusal.of("invalid_arguments", problems)
    if len(str(view)) > LARGEST:
        raise Refusal("view_too_large")
    return view


async def open_view(call: Call) -> Json:
    trigger = call.text("trigger_id")
    view = _view(call)
    user = call.slack.tickets.exchange(trigger)
    modals = call.slack.modals
    if modals.external(view) is not None:
        raise Refusal("duplicate_external_id")
    modal = modals.open(user, view)
    return {"view": modals.shown(modal)}


def _which(call: Call) -> Modal:
    modals = call.slack.modals
    if call.args.get("view_id"):
        found = modals.find(call.text("view_id"))
    elif call.args.get("external_id"):
        found = modals.external({"external_id": call.text("external_id")})
    else:
        raise Refusal.of("invalid_arguments", ["missing required field: view_id"])
    if found is None:
        raise Refusal("not_found")
    return found


async def update(call: Call) -> Json:
    view = _view(call)
    modal = _which(call)
    hash = call.args.get("hash")
    if hash and hash != modal.hash:
        raise Refusal("hash_conflict")
    changed = call.slack.modals.change(modal, view)
    return {"view": call.slack.modals.shown(changed)}


async def publish(call: Call) -> Json:
    """Somebody's Home tab anew. A hash guards against overwriting a later one."""
    slack = call.slack
    view = _view(call, check_home)
    user = slack.world.users.get(call.text("user_id"))
    if user is None or user.is_bot or user.deleted:
        raise Refusal.of("invalid_arguments", ["invalid `user_id`"])
    if not slack.app.home_tab:
        raise Refusal("not_enabled")
    before = slack.homes.of(user.id)
    if (hash := call.args.get("hash")) and (before is None or hash != before.hash):
        raise Refusal("hash_conflict")
    return {"view": slack.homes.shown(slack.homes.publish(user.id, view))}


METHODS = (
    Method("views.open", open_view, 100),
    Method("views.update", update, 100),
    Method("views.publish", publish, 100),
)

"""views.*: the forms that an app opens, and those it changes."""

from __future__ import annotations

from playground.blockkit.modal import check_view
from playground.ui.modals import Modal
from playground.webapi.call import Call, Json, Method
from playground.webapi.refusal import Refusal

LARGEST = 250_000
"""Characters of a view's JSON; Slack says 250 kB."""


def _view(call: Call) -> Json:
    view = call.structure("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise Refusal.of("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if problems := check_view(view):
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


METHODS = (
    Method("views.open", open_view, 100),
    Method("views.update", update, 100),
)

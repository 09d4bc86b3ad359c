"""users.*, bots.info, auth.test and apps.connections.open: who is who, and how to connect."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from playground.town import User
from playground.webapi.call import Call, Json, Method
from playground.webapi.conversations import page
from playground.webapi.refusal import Refusal
from playground.world import SLACKBOT, World


def described(world: World, user: User) -> Json:
    """A person as users.info and user_change tell of them."""
    body: Json = {
        "id": user.id,
        "team_id": "T99OTHER" if user.foreign else world.town.team,
        "name": user.name,
        "deleted": user.deleted,
        "updated": 1_750_000_000,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {
            "title": user.title,
            "real_name": user.real_name,
            "real_name_normalized": user.real_name,
            "display_name": "",
            "display_name_normalized": "",
            "status_text": "",
            "status_emoji": "",
            "team": world.town.team,
        },
    }
    if user.foreign:
        body["is_stranger"] = True
    if user.deleted:
        return body
    offset = world.clock.now().astimezone(ZoneInfo(user.tz)).utcoffset()
    return body | {
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": 0 if offset is None else int(offset.total_seconds()),
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }


async def info(call: Call) -> Json:
    world = call.slack.world
    user = world.person(call.text("user"))
    if user is None:
        raise Refusal("user_not_found")
    return {"user": described(world, user)}


async def all_users(call: Call) -> Json:
    world = call.slack.world
    found, more = page(call, [*world.users.values(), SLACKBOT])
    return {
        "members": [described(world, user) for user in found],
        "cache_ts": int(world.clock.now().timestamp()),
        "response_metadata": more,
    }


async def bot_info(call: Call) -> Json:
    town = call.slack.world.town
    if call.args.get("bot") not in (None, "", town.bot_id):
        raise Refusal("bot_not_found")
    return {
        "bot": {
            "id": town.bot_id,
            "app_id": town.app_id,
            "user_id": town.bot.id,
            "name": town.bot.real_name,
            "deleted": False,
            "updated": 1_750_000_000,
            "icons": {},
        }
    }


async def auth_test(call: Call) -> Json:
    town = call.slack.world.town
    return {
        "url": f"https://{town.domain}.slack.com/",
        "team": town.workspace,
        "user": town.bot.name,
        "team_id": town.team,
        "user_id": town.bot.id,
        "bot_id": town.bot_id,
        "is_enterprise_install": False,
    }


async def connect(call: Call) -> Json:
    return {"url": call.slack.sockets.ticket(call.slack.url)}


READ = frozenset({"users:read"})
METHODS = (
    Method("users.info", info, 100, READ),
    Method("users.list", all_users, 20, READ),
    Method("bots.info", bot_info, 50, READ),
    Method("auth.test", auth_test, None),
    Method("apps.connections.open", connect, None, app_token=True),
)

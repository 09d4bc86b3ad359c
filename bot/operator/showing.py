"""What is taken elsewhere: a view for the platform's own designer, Slack's manifest, Teams' package."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from bot import settings, text, words
from bot.forms import Form
from bot.messages import Message
from bot.operator import Misuse, print_json, told
from bot.views.samples import ROSTER, SAMPLES


def show(view: str | None, form: str) -> None:
    """Print one view's sample, or without ``view`` the name of each."""
    if view is None:
        click.echo("\n".join(SAMPLES))
        return
    sample = SAMPLES.get(view)
    if sample is None:
        raise Misuse(f"There is no view {view!r}; `muster show` lists them.")
    if form == "text":
        click.echo(text.render(sample, ROSTER))
        return
    print_json(_slack(sample) if form == "slack" else _teams(sample))


def _slack(sample: Message | Form) -> dict[str, Any]:
    from adapters.slack import forms, render

    if isinstance(sample, Message):
        return {"blocks": render.render(sample, ROSTER)["blocks"]}
    return forms.view(sample, None, ROSTER)


def _teams(sample: Message | Form) -> dict[str, Any]:
    from adapters.teams import forms, render

    if isinstance(sample, Message):
        return render.card(sample, ROSTER)
    return forms.card(sample, ROSTER)


def manifest(url: str | None, socket: bool, history: bool) -> None:
    """Print the manifest for HTTP at ``url``, or at the address that is set, or for Socket Mode."""
    from adapters.slack.manifest import manifest as made

    with told():
        chosen = settings.read()
    public_url = None if socket else url or chosen.public_url
    if public_url is None and not socket:
        raise Misuse(
            "Say where the world reaches this server, with --url or MUSTER_PUBLIC_URL, "
            "or choose --socket, which needs no address."
        )
    history = history or (chosen.slack is not None and chosen.slack.history)
    print_json(made(words.COMMANDS.values(), public_url=public_url, history=history))


def package(url: str | None, app_id: str | None, out: Path) -> None:
    """Write the app package of Teams, and say what to do with it."""
    from adapters.teams.package import PATH
    from adapters.teams.package import package as made

    with told():
        chosen = settings.read()
    id = app_id or (chosen.teams.app_id if chosen.teams is not None else "")
    if not _uuid(id):
        raise Misuse(
            "Say which app it is, with --app-id or MUSTER_TEAMS__APP_ID: "
            "the id that Microsoft gave the bot, such as 5f2d9c1a-0000-4000-8000-0000000000b0."
        )
    public_url = url or chosen.public_url
    if public_url is None:
        raise Misuse("Say where the world reaches this server, with --url or MUSTER_PUBLIC_URL.")
    try:
        packed = made(id, version("muster"), words.typed(), public_url)
    except ValueError as wrong:
        raise Misuse(str(wrong)) from None
    with told():
        out.write_bytes(packed)
    click.echo(f"{out} is written. In Teams choose Apps, Manage your apps, Upload an app.")
    click.echo(f"The bot's endpoint address is {public_url.rstrip('/')}{PATH}.")


def _uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False

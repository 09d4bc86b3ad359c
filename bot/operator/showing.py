"""Printing what can be pasted elsewhere: a view for the platform's own designer, and the manifest."""

from __future__ import annotations

import click

from bot import settings, text, words
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
    from adapters.slack import forms, render

    if isinstance(sample, Message):
        payload = {"blocks": render.render(sample, ROSTER)["blocks"]}
    else:
        payload = forms.view(sample, None, ROSTER)
    print_json(payload)


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

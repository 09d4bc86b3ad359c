"""The operator's door: every command of ``muster``, each of which loads what it needs when it runs."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

JSON = click.option("--json", "as_json", is_flag=True, help="For programs instead of people.")

WORKSPACE = click.option(
    "--workspace", help="Such as slack:T0123, where several know that account."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="muster", message="%(prog)s %(version)s")
def main() -> None:
    """Muster runs a team's rituals in its chat: standups first."""


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Where the page is.")
@click.option("--reset", is_flag=True, help="Forget all earlier days first.")
def demo(port: int | None, reset: bool) -> None:
    """Live through a team's standup in the browser, with no account anywhere."""
    from bot import operator

    with operator.told():
        importlib.import_module("playground.demo").main(port=port, reset=reset)


@main.command()
def serve() -> None:
    """Serve a real workspace."""
    from bot.operator import serving

    serving.serve()


@main.command()
def migrate() -> None:
    """Bring the database up to this version."""
    from bot.operator import serving

    serving.migrate()


@main.command()
@click.option(
    "--live", metavar="ID", help="Also send a message to this channel or account, and take it back."
)
@JSON
def doctor(live: str | None, as_json: bool) -> None:
    """Look at all that Muster needs, and say what to do about each fault."""
    from bot.operator import doctor

    doctor.doctor(live, as_json)


@main.command("agenda")
@JSON
def agenda_(as_json: bool) -> None:
    """What is promised, and when it is due; what was given up, and why."""
    from bot.operator import agenda

    agenda.agenda(as_json)


@main.command()
@click.argument("person")
@click.argument("day", required=False)
@JSON
def why(person: str, day: str | None, as_json: bool) -> None:
    """Why PERSON was asked, or was not, on DAY (such as 2027-03-26; today if left out)."""
    from bot.operator import looking

    looking.why(person, day, as_json)


@main.command()
@click.argument("person")
@WORKSPACE
@click.option("--out", type=click.Path(path_type=Path), help="A new file to write to.")
def export(person: str, workspace: str | None, out: Path | None) -> None:
    """Everything that is kept of PERSON (a name, a first name or an account's id), as JSON."""
    from bot.operator import privacy

    privacy.export(person, workspace, out)


@main.command()
@click.argument("person")
@WORKSPACE
@click.option("--yes", "sure", is_flag=True, help="Do not ask once more.")
def erase(person: str, workspace: str | None, sure: bool) -> None:
    """Leave nothing of PERSON in the database; what was counted stays as it was."""
    from bot.operator import privacy

    privacy.erase(person, workspace, sure)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def backup(file: Path, force: bool) -> None:
    """Copy the SQLite database to FILE while Muster serves; no key is in the copy."""
    from bot.operator import copying

    copying.backup(file, force)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--settle", is_flag=True, help="Only let go of what is too late, after pg_restore.")
def restore(file: Path | None, settle: bool) -> None:
    """Put the copy FILE in the database's place, which is kept beside it; stop Muster first."""
    from bot.operator import copying

    copying.restore(file, settle)


@main.command()
@click.option(
    "--at", required=True, help="2027-03-26T09:30 in this machine's zone, or with +01:00."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done, in order.")
@JSON
def tick(at: str, dry_run: bool, as_json: bool) -> None:
    """Do what is promised until a moment, as if it had come."""
    from bot.operator import ticking

    ticking.tick(at, dry_run, as_json)


@main.command()
@click.argument("view", required=False)
@click.option("--as", "form", type=click.Choice(["slack", "teams", "text"]), default="text")
def show(view: str | None, form: str) -> None:
    """Print VIEW as Slack's or Teams' own designer takes it, or as text; without VIEW, list them."""
    from bot.operator import showing

    showing.show(view, form)


@main.command()
@click.argument("platform", type=click.Choice(["slack", "teams"]))
@click.option("--url", help="Where the world reaches this server; MUSTER_PUBLIC_URL if left out.")
@click.option("--socket", is_flag=True, help="Slack: for Socket Mode, which needs no address.")
@click.option("--history", is_flag=True, help="Slack: ask for the history scopes.")
@click.option("--app-id", help="Teams: the bot's id; MUSTER_TEAMS__APP_ID if left out.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Teams: where to put the package; muster-teams.zip if left out.",
)
def manifest(
    platform: str,
    url: str | None,
    socket: bool,
    history: bool,
    app_id: str | None,
    out: Path | None,
) -> None:
    """Print Slack's manifest to make the app from, or write the app package of Teams."""
    from bot.operator import Misuse, showing

    if platform == "slack":
        if app_id or out:
            raise Misuse("--app-id and --out are for Teams; Slack's manifest is printed.")
        showing.manifest(url, socket, history)
    else:
        if socket or history:
            raise Misuse("--socket and --history are for Slack.")
        showing.package(url, app_id, out or Path("muster-teams.zip"))


if __name__ == "__main__":
    main(prog_name="muster")

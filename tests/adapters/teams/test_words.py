"""What people type reaches the command table as bare words, whatever Teams and its clients put around it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intents import Said
from bot.people import AccountRef
from tests.adapters.teams.activities import ANA, BOT, CHANNEL, mention, message
from tests.adapters.teams.answering import Bot, Quiet

Json = dict[str, Any]

KENJI = "00000000-0000-4000-8000-000000000021"
PRIYA = "00000000-0000-4000-8000-000000000022"
AT = "<at>Muster</at>"
BARE = ""
"""What the root command makes of no words is help."""

TYPED: list[tuple[str, str]] = [
    # The bot's own mention, wherever Teams' clients put it, and what they put around it.
    (f"{AT} standup new", "standup new"),
    (f"{AT}&nbsp;standup new", "standup new"),
    (f"{AT}\u00a0standup new", "standup new"),
    (f"{AT}standup new", "standup new"),
    (f"standup new {AT}", "standup new"),
    (f"standup {AT} new", "standup new"),
    (f"  {AT}   standup   new  \n", "standup new"),
    (f"{AT}\r\nstandup new", "standup new"),
    (f"{AT}, standup new", "standup new"),
    (f"{AT}: standup new", "standup new"),
    (f"<p>{AT} standup new</p>", "standup new"),
    (f"<p>{AT}&nbsp;standup new</p>\n", "standup new"),
    (f"<div><p>{AT}</p><p>standup new</p></div>", "standup new"),
    (f"{AT}<br>standup new", "standup new"),
    (f"{AT}<br/>standup<br />new", "standup new"),
    (f'<p itemprop="copy-paste-block">{AT} standup new</p>', "standup new"),
    (f"{AT} <strong>standup</strong> <em>new</em>", "standup new"),
    (f"{AT} stand<b>up</b> new", "standup new"),
    (f"{AT} <span style='font-size:14px'>standup</span> new", "standup new"),
    (f"<ul><li>{AT} standup</li><li>new</li></ul>", "standup new"),
    (f"{AT} standup new\u200b", "standup new"),
    (f"\ufeff{AT} standup\u2060 new", "standup new"),
    (f"{AT}", BARE),
    (f"{AT}&nbsp;", BARE),
    (f"<p>{AT}</p>\n<p>&nbsp;</p>", BARE),
    (f"{AT} {AT} help", "help"),
    # Typed as text, in the personal chat or out of habit.
    ("standup new", "standup new"),
    ("Muster standup new", "standup new"),
    ("muster standup new", "standup new"),
    ("@Muster standup new", "standup new"),
    ("@muster: standup new", "standup new"),
    ("Muster, standup new", "standup new"),
    ("/standup new", "standup new"),
    ("/muster standup new", "standup new"),
    ("@Muster /standup new", "standup new"),
    (f"{AT} /standup new", "standup new"),
    (f"{AT} muster help", "help"),
    ("muster", BARE),
    ("/", BARE),
    ("", BARE),
    ("   ", BARE),
    # What only looks like it.
    ("musterings", "musterings"),
    ("Muster's standup", "Muster's standup"),
    ("standup muster", "standup muster"),
    ("standup skip Muster daily", "standup skip Muster daily"),
    # Escapes and signs, read once and no more.
    ("skip R&amp;D", "skip R&D"),
    ("skip R&amp;amp;D", "skip R&amp;D"),
    ("a &lt;b&gt; c", "a <b> c"),
    ("&lt;at&gt;Muster&lt;/at&gt; x", "<at>Muster</at> x"),
    ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
    ("why @bo", "why @bo"),
    ("a\x00b", "ab"),
    ("standup skip #12", "standup skip #12"),
    ("skip \U0001f44b caf\u00e9", "skip \U0001f44b caf\u00e9"),
]


def said(quiet: Quiet) -> Said:
    intent = quiet.acts[-1].intent
    assert isinstance(intent, Said)
    return intent


@pytest.mark.parametrize(("typed", "words"), TYPED)
async def test_words_come_without_teams_markup_and_the_bots_name(
    teams: Bot, quiet: Quiet, typed: str, words: str
) -> None:
    mine = [mention(BOT, "Muster")] * typed.count(AT)
    assert await teams.receive(message(typed, "channel", entities=mine)) == (200, None)
    assert said(quiet) == Said("muster", words)


def others(teams: Bot) -> None:
    teams.connector.people |= {
        "29:1kenji": {"id": "29:1kenji", "aadObjectId": KENJI, "name": "Kenji Mori"},
        "29:1priya": {"id": "29:1priya", "objectId": PRIYA, "name": "Priya"},
    }


MENTIONED: list[tuple[str, list[Json], str, tuple[str, ...]]] = [
    (
        f"{AT} standup why <at>Kenji Mori</at> <at>Priya</at>",
        [mention(BOT, "Muster"), mention("29:1kenji", "Kenji Mori"), mention("29:1priya", "Priya")],
        "standup why @0 @1",
        (KENJI, PRIYA),
    ),
    (
        "why <at>Kenji</at> <at>Kenji</at>",
        [mention("29:1kenji", "Kenji"), mention("29:1kenji", "Kenji")],
        "why @0 @0",
        (KENJI,),
    ),
    (
        "why <at>Kenji</at> <at>Kenji</at>",
        [mention("29:1kenji", "Kenji"), mention("29:1priya", "Kenji")],
        "why @0 @1",
        (KENJI, PRIYA),
    ),
    ("why <at>Ana Duarte</at>", [mention("29:1ana", "Ana Duarte")], "why @0", (ANA,)),
    ("why <at>Lena</at>", [mention("29:1lena", "Lena")], "why Lena", ()),
    ("why <at>Bo &amp; Co</at>", [mention("29:1x", "Bo & Co")], "why Bo & Co", ()),
    ("why <at>General</at>", [mention("19:x@thread.tacv2", "General")], "why General", ()),
    ("why <at id='1'>Kenji</at>", [mention("29:1kenji", "Kenji")], "why @0", (KENJI,)),
    ("why <at>Nobody</at>", [], "why Nobody", ()),
    ("why 0", [mention("29:1kenji", "Kenji", text="")], "why 0", (KENJI,)),
]


@pytest.mark.parametrize(("typed", "entities", "words", "mentions"), MENTIONED)
async def test_others_who_are_mentioned_are_taken_out_by_their_entities(
    teams: Bot,
    quiet: Quiet,
    typed: str,
    entities: list[Json],
    words: str,
    mentions: tuple[str, ...],
) -> None:
    others(teams)
    await teams.receive(message(typed, "channel", entities=entities))
    assert said(quiet) == Said("muster", words, tuple(map(AccountRef, mentions)))


async def test_a_mention_that_cannot_be_looked_up_stays_a_name(teams: Bot, quiet: Quiet) -> None:
    teams.connector.statuses[f"conversations/{CHANNEL}/members"] = 503
    await teams.receive(
        message("why <at>Kenji</at>", "channel", entities=[mention("29:1kenji", "Kenji")])
    )
    assert said(quiet) == Said("muster", "why Kenji")

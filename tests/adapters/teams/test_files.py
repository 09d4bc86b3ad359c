"""Pictures and files of a message: whoever sees the message gets them, for a while, and nobody else does."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from adapters.teams.files import DAY, DAYS, REMEMBERED, Files, name_of
from adapters.teams.seal import Seal
from bot.mail import Landed
from bot.messages import Attachment, Button, Buttons, Message, Note, Paragraph, Picture
from bot.people import AccountRef, Roster, WorkspaceRef
from bot.rituals.standup_intents import Answer
from playground.teams import cards
from playground.teams.fetching import file, pictures
from playground.teams.tenant import Posted
from tests.adapters.teams.adaptive_card import check_card, read
from tests.adapters.teams.answering import Memory
from tests.adapters.teams.parcels import parcel
from tests.adapters.teams.served import Served, served
from tests.adapters.teams.test_platform import channel

Json = dict[str, Any]


def drawing(colour: str = "#4a3aa8") -> str:
    size = 'xmlns="http://www.w3.org/2000/svg" width="480" height="240"'
    return f'<svg {size}><rect width="480" height="240" fill="{colour}"/></svg>'


TREND = Picture(drawing(), "Of 8 people 5 answered.", "trend")
ANSWERS = Attachment("churn-model.csv", "who,answer\nAna,Ship é\n")
PRESS = Buttons((Button.to("Answer", Answer("d")),))
REPORT = Message("Report", (Paragraph(("This week",)), TREND, ANSWERS, PRESS))


async def delivered(
    there: Served, message: Message = REPORT, landed: Landed | None = None
) -> Posted:
    """A message as it stands in Ana's chat; its row says the same."""
    await channel(there)
    there.memory.rows["row-7"] = (message, Roster())
    to = AccountRef(there.ana.account)
    await there.teams.platform.deliver(parcel(there, to, message, landed))
    posted = there.playground.chat(there.ana).standing()[-1]
    assert posted.card is not None
    check_card(posted.card)
    return posted


def urls(posted: Posted) -> list[str]:
    """The addresses of a card's pictures, then of its files."""
    assert posted.card is not None
    shown = [one["url"] for one in cards.elements(posted.card) if one["type"] == "Image"]
    return [*shown, *(one["url"] for one in cards.actions(posted.card) if "url" in one)]


async def test_a_picture_is_seen_and_its_words_are_read_instead(there: Served) -> None:
    posted = await delivered(there)
    (picture,) = await there.playground.people.looks(there.ana, posted)
    assert picture.shown.startswith(b"\x89PNG")
    assert picture.alternative == "Of 8 people 5 answered."
    assert picture.url.startswith(f"{there.url}/teams/files/")
    assert picture.url.endswith("/trend.png")


async def test_a_file_is_saved_under_its_name_and_read_by_excel(there: Served) -> None:
    await delivered(there)
    chat = there.playground.chat(there.ana)
    title = "Download churn-model.csv"
    saved = await there.playground.people.downloads(there.ana, chat, title)
    assert (saved.status, saved.name, saved.type) == (200, "churn-model.csv", "text/csv")
    assert saved.body.decode() == "\ufeffwho,answer\nAna,Ship é\n"


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [
        ("notes.md", "text/markdown", b"who,answer\n"),
        ("NOTES.TXT", "text/plain", b"who,answer\n"),
        ("notes.html", "application/octet-stream", b"who,answer\n"),
        ("notes", "application/octet-stream", b"who,answer\n"),
    ],
)
async def test_any_other_file_is_saved_as_it_is_and_never_opened_as_a_page(
    there: Served, name: str, kind: str, body: bytes
) -> None:
    (url,) = urls(await delivered(there, Message("x", (Attachment(name, "who,answer\n"),))))
    saved = await file(url)
    assert (saved.name, saved.type, saved.body) == (name, kind, body)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("..", "file"),
        ("", "file"),
        ("a/b\\c:d.csv", "a-b-c-d.csv"),
        ('é "quoted"; x=1\r\n.csv', "é -quoted-; x=1 .csv"),
        ("100%.csv", "100%.csv"),
        ("日本 😀.csv", "日本 😀.csv"),
        ("x" * 300 + ".csv", "x" * 95 + "….csv"),
    ],
)
async def test_whatever_a_file_is_called_it_can_be_saved(
    there: Served, name: str, safe: str
) -> None:
    (url,) = urls(await delivered(there, Message("x", (Attachment(name, "text"),))))
    saved = await file(url)
    assert (saved.status, saved.name, saved.body.decode("utf-8-sig")) == (200, safe, "text")


async def test_answers_say_how_they_are_to_be_kept(there: Served) -> None:
    picture, csv = urls(await delivered(there))
    async with aiohttp.ClientSession() as session:
        for url, kept in ((picture, "private, max-age=3600"), (csv, "private, no-store")):
            async with session.get(url) as got, session.head(url) as head:
                assert (got.headers["Cache-Control"], head.status) == (kept, 200)
                assert got.headers["X-Content-Type-Options"] == "nosniff"
                assert "sandbox" in got.headers["Content-Security-Policy"]
                assert head.headers["Content-Length"] == str(len(await got.read()))
                assert await head.read() == b""
            async with session.post(url) as posted:
                assert posted.status == 405


# Nobody else.


async def test_no_other_address_leads_anywhere_and_none_of_them_asks_the_memory(
    there: Served,
) -> None:
    picture, csv = urls(await delivered(there))
    sealed = picture.split("/")[-2]
    text, signature = sealed.split(".")
    inside = json.loads(base64.urlsafe_b64decode(text + "=="))
    other = base64.urlsafe_b64encode(json.dumps([*inside[:2], 2, *inside[3:]]).encode()).decode()
    forged = [
        "x",
        ".",
        f"{text}.",
        text,
        f".{signature}",
        f"{other.rstrip('=')}.{signature}",
        f"{text}.{Seal(('another secret',)).sign(text)}",
        f"{text}.{signature[:-1]}",
        f"{text}.{signature}.",
        f"{text}A.{signature}",
        "%C3%A9." + signature,
        "%00." + signature,
        csv.split("/")[-2][:-2] + "AA",
    ]
    looked, standing = [], there.memory.standing

    async def looks(workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        looked.append(row)
        return await standing(workspace, row)

    there.memory.standing = looks  # type: ignore[method-assign]  # a memory that counts
    for one in forged:
        assert (await file(f"{there.url}/teams/files/{one}/trend.png")).status == 404
    for path in ("", "/", "/x", f"/{sealed}", f"/{sealed}/", f"/{sealed}/trend.png/x"):
        assert (await file(f"{there.url}/teams/files{path}")).status == 404
    assert looked == []
    assert (await file(picture)).status == 200
    assert looked == ["row-7"]


async def test_an_address_leads_to_nothing_under_another_name(there: Served) -> None:
    picture, csv = urls(await delivered(there))
    for url in (picture, csv):
        assert (await file(f"{url.rpartition('/')[0]}/other.html")).status == 404
        assert (await file(url)).status == 200


@pytest.mark.parametrize("gone", ["emptied", "shorter", "words"])
async def test_what_the_message_says_no_more_cannot_be_had(there: Served, gone: str) -> None:
    picture, csv = urls(await delivered(there))
    if gone == "emptied":
        there.memory.rows.clear()
    else:
        words = Paragraph(("Nothing",))
        blocks = (words,) if gone == "shorter" else (words,) * 4
        there.memory.rows["row-7"] = (Message("x", blocks), Roster())
    assert [(await file(url)).status for url in (picture, csv)] == [404, 404]


async def test_an_address_grows_old(there: Served) -> None:
    picture, csv = urls(await delivered(there))
    there.ahead[0] = DAYS * DAY
    assert [(await file(url)).status for url in (picture, csv)] == [200, 200]
    there.ahead[0] += DAY
    assert [(await file(url)).status for url in (picture, csv)] == [404, 404]


async def test_the_addresses_of_a_secret_that_is_being_rotated_are_good_and_of_none_else() -> None:
    home, memory = WorkspaceRef("teams", "t"), Memory()
    url = Files(memory, Seal(("old",)), "https://a.example").link(home, "r")(0, TREND)
    sealed = url.split("/")[-2]
    text, _, signature = sealed.partition(".")
    assert Seal(("new", "old")).signed(text, signature)
    assert not Seal(("new",)).signed(text, signature)


async def test_a_row_of_another_workspace_is_not_reached(there: Served) -> None:
    seen: list[WorkspaceRef] = []

    async def looks(workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        seen.append(workspace)
        return REPORT, Roster()

    (picture, _) = urls(await delivered(there))
    there.memory.standing = looks  # type: ignore[method-assign]  # a memory that listens
    await file(picture)
    assert seen == [WorkspaceRef("teams", there.playground.tenant.id)]


# What is edited, drawn and missing.


async def test_an_edited_picture_has_a_new_address_and_the_others_keep_theirs(
    there: Served,
) -> None:
    before = await delivered(there)
    picture, csv = urls(before)
    landed = Landed(there.playground.chat(there.ana).id, before.id)
    newer = Picture(drawing("#a8480c"), "Of 8 people 6 answered.", "trend")
    edited = await delivered(there, Message("Report", (TREND, newer, ANSWERS)), landed)
    assert edited.id == before.id
    _same, new, file_ = urls(edited)
    assert (new != picture, file_ == csv) == (True, True)
    first, second = await there.playground.people.looks(there.ana, edited)
    assert first.shown != second.shown


async def test_what_is_shown_for_a_pressed_button_has_its_pictures_still(there: Served) -> None:
    posted = await delivered(there)
    chat = there.playground.chat(there.ana)
    await there.playground.people.presses(there.ana, chat, "Answer")
    answered = posted.seen[there.ana.account]
    assert [bool(one.shown) for one in await pictures(answered)] == [True]


async def test_what_cannot_be_drawn_is_told_in_words_and_the_log_says_no_more(
    there: Served,
) -> None:
    odd = Picture("<svg>Ana's secret", "In words", "trend")
    posted = await delivered(there, Message("x", (odd,)))
    with capture_logs() as logs:
        (seen,) = await there.playground.people.looks(there.ana, posted)
    assert (seen.alternative, seen.shown) == ("In words", b"")
    assert "a picture could not be drawn" in {line["event"] for line in logs}
    assert "secret" not in str(logs)


async def test_the_operator_hears_of_a_picture_that_teams_would_not_show(there: Served) -> None:
    high = Picture(drawing().replace('height="240"', 'height="600"'), "In words", "trend")
    posted = await delivered(there, Message("x", (high,)))
    with capture_logs() as logs:
        (seen,) = await there.playground.people.looks(there.ana, posted)
    assert seen.shown == b""
    assert [line["height"] for line in logs if "too large" in line["event"]] == [1200]


async def test_only_so_many_drawings_are_kept() -> None:
    files = Files(Memory(), Seal(("s",)), "https://a.example")
    for number in range(REMEMBERED + 5):
        await files._draw(drawing(f"#0000{number:02x}"))
    assert len(files._drawn) == REMEMBERED


async def test_without_an_address_of_ours_the_words_and_the_first_lines_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    many = Attachment("churn-model.csv", "\ufeff" + "".join(f"line {n}\r\n" for n in range(40)))
    async with served(tmp_path, public=False) as there:
        posted = await delivered(there, Message("x", (TREND, many, Note(("Bye",)))))
    card = posted.card
    assert card is not None
    lines = read(card).splitlines()
    assert lines[:2] == ["Of 8 people 5 answered.", "line 0"]
    assert lines[12].startswith("line 11")
    assert "MUSTER_PUBLIC_URL" in lines[13]
    assert "churn-model.csv" in lines[13]
    assert lines[14:] == ["Bye"]
    assert urls(posted) == []
    (code,) = [one for one in card["body"] if one["inlines"][0]["text"] == "line 0"]
    assert code["inlines"][0]["fontType"] == "Monospace"


def test_a_pictures_file_is_a_png_whatever_it_is_called() -> None:
    assert name_of(Picture("", "", "churn.model/x")) == "churn.model-x.png"

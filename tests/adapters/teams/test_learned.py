"""What activities tell of their senders and of the connector, and what counts where they differ."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import AGAIN, REMEMBERED, Addresses
from adapters.teams.services import DEFAULT
from bot.news import AccountFacts, LearnedProfile
from bot.people import AccountRef
from tests.adapters.teams.activities import ANA, SERVICE, message
from tests.adapters.teams.answering import HOME
from tests.adapters.teams.shelf import Shelf

ELSEWHERE = "https://smba.trafficmanager.net/emea/"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def book(shelf: Shelf) -> Addresses:
    return Addresses(shelf)


async def test_news_are_told_until_they_are_kept(book: Addresses) -> None:
    first = await book.saw(message("help"))
    again = await book.saw(message("help"))
    assert first == again is not None
    book.learned(HOME, again)
    assert await book.saw(message("help")) is None


async def test_what_another_process_may_have_overwritten_is_told_again_after_a_while(
    shelf: Shelf,
) -> None:
    seconds = [0.0]
    book = Addresses(shelf, lambda: seconds[0])
    news = await book.saw(message("help"))
    assert news is not None
    book.learned(HOME, news)
    seconds[0] = AGAIN - 1
    assert await book.saw(message("help")) is None
    seconds[0] = AGAIN
    assert await book.saw(message("help")) == news


async def test_news_of_somebody_are_told_once_and_again_when_they_change(book: Addresses) -> None:
    async def told(name: str, zone: str | None) -> LearnedProfile | None:
        activity = message("help", entities=[], localTimezone=zone)
        learned = await book.saw(activity | {"from": activity["from"] | {"name": name}})
        if learned is not None:
            book.learned(HOME, learned)
        return learned

    def news(name: str, zone: str | None) -> LearnedProfile:
        return LearnedProfile(AccountFacts(AccountRef(ANA), name, zone, human=None))

    assert await told("Ana", None) == news("Ana", None)
    assert await told("Ana", None) is None
    assert await told("Ana", "Asia/Tokyo") == news("Ana", "Asia/Tokyo")
    assert await told("Ana", "Asia/Tokyo") is None
    assert await told("Ana", None) is None
    assert await told("Ana", "Europe/Paris") == news("Ana", "Europe/Paris")
    assert await told("Ana Duarte", "Europe/Paris") == news("Ana Duarte", "Europe/Paris")


async def test_what_is_told_in_a_channel_of_its_sender_is_news_as_well(book: Addresses) -> None:
    learned = await book.saw(message("help", "channel"))
    assert learned is not None
    assert learned.facts == AccountFacts(AccountRef(ANA), "Ana Duarte", "Europe/Berlin", human=None)


async def test_of_very_many_only_so_many_are_compared_with(book: Addresses, shelf: Shelf) -> None:
    first = message("help")
    people = [f"person-{number}" for number in range(REMEMBERED + 1)]
    for one in (ANA, *people):
        news = await book.saw(first | {"from": first["from"] | {"aadObjectId": one}})
        assert news is not None
        book.learned(HOME, news)
    written = shelf.writes
    assert await book.saw(first) is not None
    assert shelf.writes == written + 1


async def test_the_service_told_last_counts_if_not_at_every_turn(shelf: Shelf) -> None:
    seconds = [0.0]
    book = Addresses(shelf, lambda: seconds[0])
    await book.saw(message("help"))
    await book.saw(message("help", "group", serviceUrl=ELSEWHERE))
    assert await book.service(HOME) == SERVICE
    seconds[0] = AGAIN
    await book.saw(message("help", "group", serviceUrl=ELSEWHERE))
    assert await book.service(HOME) == await Addresses(shelf).service(HOME) == ELSEWHERE


async def test_the_book_of_a_version_that_kept_no_service_tells_one_too(
    book: Addresses, shelf: Shelf
) -> None:
    await book.saw(message("help", serviceUrl=ELSEWHERE))
    shelf.services.clear()
    assert await Addresses(shelf).service(HOME) == ELSEWHERE


async def test_where_nobody_has_told_the_service_it_is_microsofts_own(book: Addresses) -> None:
    assert await book.service(HOME) == DEFAULT
    await book.saw(message("help", "group"))
    assert await book.service(HOME) == SERVICE

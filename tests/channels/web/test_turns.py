"""One turn: answered, recorded before the family is told that it is kept, and help in danger waits for
nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sendbot.channels.web.talk import CarriedTalk
from sendbot.channels.web.turns import asked, in_danger, pressed
from sendbot.conversation.replies import plain
from sendbot.errors import StoreError
from sendbot.store.store import Store
from tests.channels.web.house import site_in
from tests.conversation.small_house import QUESTION_ID
from tests.waiting import until

NOW = 1_800_000_000.0


@asynccontextmanager
async def no_store() -> AsyncIterator[Store]:
    raise StoreError("The database is away.")
    yield  # a generator, although nothing ever comes


def read(talk: CarriedTalk) -> str:
    return "\n".join(plain(reply) for one in talk.exchanges for reply in one.replies)


async def test_a_question_that_is_kept_is_written_before_the_reply_says_so(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        talk = await asked(site, CarriedTalk(), "purple elephants", NOW)
        assert "Your question is kept" in read(talk)
        assert site.recorder.store is not None
        (kept,) = await site.recorder.store.questions()
        assert talk.kept == (kept.id,)
        assert kept.text == "purple elephants"


async def test_what_is_kept_is_redacted(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        await asked(site, CarriedTalk(), "purple elephants, ring me on 07700 900123", NOW)
        assert site.recorder.store is not None
        (kept,) = await site.recorder.store.questions()
        assert kept.text == "purple elephants, ring me on [phone]"


async def test_without_a_database_families_are_answered_and_not_told_that_anything_is_saved(
    tmp_path: Path,
) -> None:
    async with site_in(tmp_path, open_store=no_store) as site:
        assert "Show your card" in read(await asked(site, CarriedTalk(), "borrow book", NOW))
        assert "could not save your question yet" in read(
            await asked(site, CarriedTalk(), "purple elephants", NOW)
        )


class Away:
    """A database that can be taken away and given back."""

    def __init__(self, folder: Path) -> None:
        self.url, self.there = f"sqlite+aiosqlite:///{folder / 'sendbot.db'}", True

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Store]:
        if not self.there:
            raise StoreError("The database is away.")
        async with Store.open(self.url) as store:
            yield store


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (folder / "unwritten").iterdir())


async def test_while_the_database_is_away_a_question_waits_on_the_disk_and_leaves_it_when_taken_back(
    tmp_path: Path,
) -> None:
    async with site_in(tmp_path, open_store=no_store, unwritten=tmp_path / "unwritten") as site:
        talk = await asked(site, CarriedTalk(mark="a"), "purple elephants", NOW)
        assert "Your question is kept" in read(talk)
        assert b"elephants" in on_disk(tmp_path)
        (name,) = talk.kept
        after = await pressed(site, talk, f"1:k:{name}", NOW + 1)
        assert "It is deleted" in read(after)
        assert b"elephants" not in on_disk(tmp_path)
        assert after.kept == ()


async def test_nobody_is_told_that_a_question_is_deleted_which_a_database_that_is_away_still_holds(
    tmp_path: Path,
) -> None:
    database = Away(tmp_path)
    async with site_in(tmp_path, open_store=database.open, unwritten=tmp_path / "unwritten") as site:
        talk = await asked(site, CarriedTalk(mark="a"), "purple elephants", NOW)
        (name,) = talk.kept
    database.there = False
    async with site_in(tmp_path, open_store=database.open, unwritten=tmp_path / "unwritten") as site:
        after = await pressed(site, talk, f"1:k:{name}", NOW + 1)
        assert "It is deleted" not in read(after)
        assert "something went wrong on my side" in read(after)
        assert after.kept == (name,), "so that it can be asked for again"
        database.there = True
        await until(lambda: not site.recorder.away and not site.recorder.waiting)
        assert site.recorder.store is not None
        assert await site.recorder.store.questions() == [], "it goes all the same, once the database is back"


async def test_help_in_danger_is_there_without_a_database_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        talk = await asked(site, CarriedTalk(), "we are drowning", NOW)
        assert "Leave the building now." in plain(talk.danger[0])
        assert talk.wary
        store = site.recorder.store
        assert store is not None
        await until(lambda: not site.still_writing)
        assert await store.questions() == []
        assert (await store.counts())["concernraised"] == 1
        taken_back = talk.danger[-1].buttons[0].data
        after = await pressed(site, talk, taken_back, NOW + 1)
        assert after.danger == ()
        assert after.wary, "the way out stays"
    async with site_in(tmp_path, open_store=no_store) as site:
        assert (await asked(site, CarriedTalk(), "we are drowning", NOW)).danger


async def test_what_came_before_is_understood_for_a_quarter_of_an_hour(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        talk = await asked(site, CarriedTalk(), "borrow loan", NOW)
        assert "Ring the desk" in read(await asked(site, talk, "the second one", NOW + 60))
        late = await asked(site, talk, "the second one", NOW + 16 * 60)
        assert "Ring the desk" not in read(late)


async def test_a_turn_that_breaks_off_still_says_whom_to_ask_and_no_word_of_it_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("my son Joshua")

    monkeypatch.setattr("sendbot.assistant.ordinary_turn", broken)
    async with site_in(tmp_path) as site:
        talk = await asked(site, CarriedTalk(), "my son Joshua", NOW)
        assert "something went wrong on my side" in read(talk)
        assert "RuntimeError at test_turns.py" in caplog.text
        assert "Joshua" not in caplog.text


async def test_danger_is_noticed_for_whoever_asked_too_much(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        assert await in_danger(site, CarriedTalk(), "we are drowning")
        assert not await in_danger(site, CarriedTalk(), "borrow book")


async def test_a_hundred_at_once_are_all_answered_and_all_kept(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        talks = await asyncio.gather(
            *(asked(site, CarriedTalk(), f"purple elephant {n}", NOW) for n in range(100))
        )
        assert all("Your question is kept" in read(talk) for talk in talks)
        assert site.recorder.store is not None
        assert len(await site.recorder.store.questions()) == 100
        assert QUESTION_ID not in {name for talk in talks for name in talk.kept}

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError

from sendbot.care.redaction import redact
from sendbot.conversation.events import (
    Abstained,
    Answered,
    Chatted,
    ChoiceMade,
    Clarified,
    ConcernRaised,
    DeadlineWorkedOut,
    Event,
    Explained,
    Forgotten,
    Rated,
)
from sendbot.errors import StoreError
from sendbot.matching.decision import Candidate
from sendbot.store.store import Store
from sendbot.store.tables import events, metadata

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANDIDATES = (Candidate("hours", 0.4), Candidate("fines", 0.25))


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'sendbot.db'}"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(url(tmp_path)) as opened:
        yield opened


def abstained(number: int = 1, text: str = "when are the bins collected") -> Abstained:
    return Abstained(CANDIDATES, "nothing close", "en", f"q-{number:08d}", redact(text).text)


def clarified(number: int = 1) -> Clarified:
    return Clarified(CANDIDATES, "too close to call", "pl", f"q-{number:08d}", redact("bins or books").text)


async def test_a_question_comes_back_as_it_was_kept(store: Store) -> None:
    await store.record([abstained()], NOON)
    (question,) = await store.questions()
    assert (question.id, question.at, question.text) == ("q-00000001", NOON, "when are the bins collected")
    assert (question.outcome, question.reason, question.language) == ("abstain", "nothing close", "en")
    assert question.candidates == CANDIDATES
    assert question.unanswered


async def test_every_event_is_counted(store: Store) -> None:
    happened: list[Event] = [
        Answered("hours", "pl", True, True),
        abstained(1),
        clarified(2),
        Explained("OPAC"),
        Chatted("greeting"),
        ConcernRaised("safety-flood"),
        ChoiceMade("q-00000002", "hours"),
        Rated("hours", False, "hard"),
        DeadlineWorkedOut("appeal"),
        Forgotten("q-00000009"),
    ]
    await store.record(happened, NOON)
    counts = await store.counts()
    assert counts.pop("questions") == 2
    assert counts == {type(event).__name__.casefold(): 1 for event in happened}
    assert await store.counts(since=NOON + timedelta(hours=1)) == {"questions": 0}


async def test_nothing_is_kept_without_an_id(store: Store) -> None:
    await store.record([Abstained(CANDIDATES, "unreadable")], NOON)
    assert await store.questions() == []
    assert (await store.counts())["abstained"] == 1


async def test_a_choice_settles_a_question_and_none_of_these_does_not(store: Store) -> None:
    await store.record([clarified(1), clarified(2), clarified(3)], NOON)
    await store.record([ChoiceMade("q-00000001", "hours"), ChoiceMade("q-00000002", None)], NOON)
    assert [question.id for question in await store.questions()] == ["q-00000002", "q-00000003"]
    every = {question.id: question for question in await store.questions(only_unanswered=False)}
    assert every["q-00000001"].chosen == "hours"
    assert not every["q-00000001"].unanswered
    assert every["q-00000002"].none_chosen


async def test_forgetting_leaves_nothing_of_a_question(store: Store, tmp_path: Path) -> None:
    await store.record([abstained(text="a very particular sentence")], NOON)
    await store.record([Forgotten("q-00000001")], NOON)
    assert await store.questions() == []
    with sqlite3.connect(tmp_path / "sendbot.db") as connection:
        assert connection.execute("select count(*) from candidates").fetchone() == (0,)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    connection.close()
    assert not await store.delete_question("q-00000001")
    await store.record([abstained(2)], NOON)
    assert await store.delete_question("q-00000002")


async def test_a_forgotten_sentence_is_in_no_file_of_the_database(store: Store, tmp_path: Path) -> None:
    await store.record([abstained(1, "a very particular sentence"), abstained(2, "another peculiar one")], NOON)
    await store.record([Forgotten("q-00000001")], NOON)
    await store.purge(NOON + timedelta(days=1))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"particular" not in written
    assert b"peculiar" not in written


async def test_purge_deletes_only_what_is_old(store: Store) -> None:
    await store.record([abstained(1)], NOON - timedelta(days=400))
    await store.record([abstained(2)], NOON)
    assert await store.purge(NOON - timedelta(days=365)) == 1
    assert [question.id for question in await store.questions()] == ["q-00000002"]


async def test_lists_are_newest_first_and_can_be_narrowed(store: Store) -> None:
    for number in range(1, 6):
        await store.record([clarified(number) if number % 2 else abstained(number)], NOON + timedelta(minutes=number))
    assert [question.id[-1] for question in await store.questions(limit=2)] == ["5", "4"]
    assert [question.id[-1] for question in await store.questions(language="pl")] == ["5", "3", "1"]
    assert [question.id[-1] for question in await store.questions(reason="nothing close")] == ["4", "2"]
    assert [question.id[-1] for question in await store.questions(since=NOON + timedelta(minutes=4))] == ["5", "4"]


async def test_many_questions_are_listed_with_their_candidates(store: Store) -> None:
    await store.record([abstained(number) for number in range(1200)], NOON)
    found = await store.questions()
    assert len(found) == 1200
    assert all(question.candidates == CANDIDATES for question in found)


async def test_all_events_of_a_turn_are_recorded_or_none(store: Store) -> None:
    await store.record([abstained(1)], NOON)
    with pytest.raises(StoreError, match="Could not write to"):
        await store.record([Chatted("greeting"), abstained(1)], NOON)
    assert "chatted" not in await store.counts()


async def test_moments_are_utc_and_need_a_time_zone(store: Store) -> None:
    from datetime import timezone

    await store.record([abstained()], datetime(2026, 11, 23, 14, tzinfo=timezone(timedelta(hours=2))))
    assert (await store.questions())[0].at == NOON
    with pytest.raises(StoreError):
        await store.record([abstained(2)], datetime(2026, 11, 23))


async def test_a_strange_text_is_kept_whole_but_for_what_no_database_takes(store: Store) -> None:
    await store.record([abstained(text="a'); drop table events; -- 🙂 é\x00 \u202e")], NOON)
    assert (await store.questions())[0].text == "a'); drop table events; -- 🙂 é \u202e"


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path)) as first:
        await first.record([abstained()], NOON)
    async with Store.open(url(tmp_path)) as again:
        assert len(await again.questions()) == 1


async def test_two_may_have_it_open_at_once(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path)) as one, Store.open(url(tmp_path)) as other:
        await one.record([abstained(1)], NOON)
        await other.record([abstained(2)], NOON)
        assert len(await one.questions()) == 2


async def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path)):
        pass
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'sendbot.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path / "new" / "data")):
        assert (tmp_path / "new" / "data" / "sendbot.db").is_file()


async def test_a_torn_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "sendbot.db").write_bytes(b"this is no database at all" * 200)
    with pytest.raises(StoreError, match=r"database file .*sendbot.db: it is damaged or is not a database. Move it aside"):
        async with Store.open(url(tmp_path)):
            pass


async def test_a_locked_database_is_waited_for_and_then_said(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path), wait=0.1) as store:
        holder = sqlite3.connect(tmp_path / "sendbot.db", isolation_level=None)
        holder.execute("begin immediate")
        with pytest.raises(StoreError, match="another program is using it"):
            await store.record([abstained()], NOON)
        holder.execute("rollback")
        holder.close()
        await store.record([abstained()], NOON)
        assert len(await store.questions()) == 1


async def test_a_file_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path)):
        pass
    read_only = f"sqlite+aiosqlite:///file:{tmp_path / 'sendbot.db'}?mode=ro&uri=true"
    async with Store.open(read_only) as store:
        assert await store.questions() == []
        with pytest.raises(StoreError, match="the file may not be written to"):
            await store.record([abstained()], NOON)


async def test_a_path_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="Could not open the database file"):
        async with Store.open(url(tmp_path / "file")):
            pass


async def test_a_newer_database_is_said(tmp_path: Path) -> None:
    async with Store.open(url(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "sendbot.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version of sendbot"):
        async with Store.open(url(tmp_path)):
            pass


@pytest.mark.parametrize("address", ["nonsense", "sqlite+nothing:///x", "oracle+asyncdb://h/x", ""])
async def test_a_wrong_address_is_said(address: str) -> None:
    with pytest.raises(StoreError, match="SENDBOT_DATABASE_URL"):
        async with Store.open(address):
            pass


def test_tables_refuse_moments_without_a_time_zone() -> None:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection, pytest.raises(StatementError, match="without a time zone"):
        connection.execute(events.insert().values(at=datetime(2026, 11, 23), kind="x"))
    engine.dispose()

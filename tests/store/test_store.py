from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

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
from sendbot.store.tables import candidates, events

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANDIDATES = (Candidate("hours", 0.4), Candidate("fines", 0.25))


def abstained(number: int = 1, text: str = "when are the bins collected") -> Abstained:
    return Abstained(CANDIDATES, "nothing close", "en", f"q-{number:08d}", redact(text).text)


def clarified(number: int = 1) -> Clarified:
    return Clarified(CANDIDATES, "too close to call", "pl", f"q-{number:08d}", redact("bins or books").text)


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


async def test_purge_deletes_only_what_is_old(store: Store) -> None:
    await store.record([abstained(1)], NOON - timedelta(days=400))
    await store.record([abstained(2)], NOON)
    assert await store.purge(NOON - timedelta(days=365)) == 1
    assert [question.id for question in await store.questions()] == ["q-00000002"]


async def test_lists_are_newest_first_and_can_be_narrowed(store: Store) -> None:
    for number in range(1, 6):
        await store.record(
            [clarified(number) if number % 2 else abstained(number)], NOON + timedelta(minutes=number)
        )
    assert [question.id[-1] for question in await store.questions(limit=2)] == ["5", "4"]
    assert [question.id[-1] for question in await store.questions(language="pl")] == ["5", "3", "1"]
    assert [question.id[-1] for question in await store.questions(reason="nothing close")] == ["4", "2"]
    assert [question.id[-1] for question in await store.questions(since=NOON + timedelta(minutes=4))] == [
        "5",
        "4",
    ]


async def test_many_questions_are_listed_with_their_candidates(store: Store) -> None:
    await store.record([abstained(number) for number in range(1200)], NOON)
    found = await store.questions()
    assert len(found) == 1200
    assert all(question.candidates == CANDIDATES for question in found)


async def test_all_events_of_a_turn_are_recorded_or_none(store: Store) -> None:
    refused = replace(abstained(1), reason=cast(Any, None))
    with pytest.raises(StoreError, match="Could not write to"):
        await store.record([Chatted("greeting"), refused], NOON)
    assert "chatted" not in await store.counts()


async def test_a_question_that_is_brought_again_is_left_as_it_is(store: Store) -> None:
    await store.record([abstained(1, "first words")], NOON)
    await store.record([abstained(1, "other words")], NOON + timedelta(days=4))
    (kept,) = await store.questions()
    assert (kept.text, kept.at, kept.candidates) == ("first words", NOON, CANDIDATES)


async def test_forgetting_leaves_nothing_of_a_question(store: Store) -> None:
    await store.record([abstained(text="a very particular sentence")], NOON)
    await store.record([Forgotten("q-00000001")], NOON)
    assert await store.questions() == []
    async with store.reading() as connection:
        assert (
            await connection.execute(sa.select(sa.func.count()).select_from(candidates))
        ).scalar_one() == 0
    assert not await store.delete_question("q-00000001")
    await store.record([abstained(2)], NOON)
    assert await store.delete_question("q-00000002")


async def test_the_latest_rating_of_a_reply_counts_and_a_reason_belongs_to_its_no(store: Store) -> None:
    no, reason = Rated("hours", False), Rated("hours", False, "hard", replaces=(False, None))
    await store.record([no, no], NOON)
    await store.record([reason], NOON)
    await store.record([Rated("hours", True, replaces=(False, "hard"))], NOON)
    async with store.reading() as connection:
        rows = (
            await connection.execute(
                sa.select(events.c.helped, events.c.reason).where(events.c.kind == "rated")
            )
        ).all()
    assert sorted((row.helped, row.reason) for row in rows) == [(False, None), (True, None)]


def move(file: Path, name: str, log_too: bool) -> None:
    """As an operator does it, who may not know of the files beside it."""
    for ending in ("", "-wal", "-shm") if log_too else ("",):
        found = file.with_name(f"{file.name}{ending}")
        if found.exists():
            found.rename(file.with_name(f"{name}{ending}"))


async def ids_in(file: Path) -> list[str]:
    async with Store.open(f"sqlite+aiosqlite:///{file}") as store:
        return sorted(question.id for question in await store.questions())


@pytest.mark.parametrize("log_too", [True, False])
@pytest.mark.parametrize("becomes", ["moved", "deleted", "replaced", "empty"])
async def test_nothing_goes_into_a_file_that_is_not_under_its_name_any_more(
    tmp_path: Path, becomes: str, log_too: bool
) -> None:
    file, other = tmp_path / "sendbot.db", tmp_path / "other.db"
    async with Store.open(f"sqlite+aiosqlite:///{other}") as store:
        await store.record([abstained(7)], NOON)
    async with Store.open(f"sqlite+aiosqlite:///{file}") as store:
        await store.record([abstained(1)], NOON)
        assert not await store.follow()
        if becomes == "deleted":
            file.unlink()
        else:
            move(file, "moved.db", log_too)
        if becomes == "replaced":
            other.rename(file)
        elif becomes == "empty":
            file.touch()
        for trying in (
            store.record([abstained(2)], NOON),
            store.purge(NOON),
            store.delete_question("q"),
            store.questions(),
        ):
            with pytest.raises(StoreError, match="moved, deleted or replaced"):
                await trying
        with pytest.raises(StoreError, match="moved, deleted or replaced"):
            async with store.changing():
                pass
        if becomes != "replaced":
            with pytest.raises(StoreError, match="There is no database file"):
                await store.follow()
            assert not file.exists() or not file.stat().st_size
            file.unlink(missing_ok=True)
            other.rename(file)
        assert await store.follow()
        await store.record([abstained(8)], NOON)
        assert not await store.follow()
        assert sorted(question.id for question in await store.questions()) == ["q-00000007", "q-00000008"]
    assert await ids_in(file) == ["q-00000007", "q-00000008"]
    if becomes != "deleted":
        assert await ids_in(tmp_path / "moved.db") == ["q-00000001"]


async def test_whoever_opens_anew_takes_no_log_of_the_file_before(tmp_path: Path) -> None:
    """The recorder's way: it closes its store when the file is gone, and opens the one under its name."""
    file, other = tmp_path / "sendbot.db", tmp_path / "other.db"
    async with Store.open(f"sqlite+aiosqlite:///{other}") as store:
        await store.record([abstained(7)], NOON)
    async with Store.open(f"sqlite+aiosqlite:///{file}") as store:
        await store.record([abstained(1)], NOON)
        move(file, "moved.db", log_too=False)
        other.rename(file)
    assert await ids_in(file) == ["q-00000007"]
    assert await ids_in(tmp_path / "moved.db") == ["q-00000001"]


async def test_two_programs_that_work_with_a_file_both_follow(tmp_path: Path) -> None:
    file, other = tmp_path / "sendbot.db", tmp_path / "other.db"
    address = f"sqlite+aiosqlite:///{file}"
    async with Store.open(f"sqlite+aiosqlite:///{other}") as store:
        await store.record([abstained(7)], NOON)
    async with Store.open(address) as one, Store.open(address) as two:
        await one.record([abstained(1)], NOON)
        await two.record([abstained(2)], NOON)
        move(file, "moved.db", log_too=False)
        other.rename(file)
        assert await one.follow()
        await one.record([abstained(8)], NOON)
        assert await two.follow()
        await two.record([abstained(9)], NOON)
        assert len(await one.questions()) == 3
    assert await ids_in(file) == ["q-00000007", "q-00000008", "q-00000009"]
    assert await ids_in(tmp_path / "moved.db") == ["q-00000001", "q-00000002"]

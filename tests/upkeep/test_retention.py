"""What is promised to be deleted is deleted: everything in the table, by every long-lived process, by one
copy at a time."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sendbot.cli.doctor import examine
from sendbot.cli.folders import open_knowledge
from sendbot.cli.wiring import retention_plan
from sendbot.conversation.events import Forgotten
from sendbot.kept_times import Kept, kept_table
from sendbot.review.states import Role
from sendbot.settings import Settings
from sendbot.store import tables
from sendbot.store.accounts import add_person, person
from sendbot.store.audit import note_down
from sendbot.store.consents import Consent, waiting
from sendbot.store.handled_updates import Handled, handled, record_handled
from sendbot.store.link_emails import keep_email
from sendbot.store.private_links import find_link, keep_link, link_id
from sendbot.store.store import Store
from sendbot.store.upkeep_runs import claim_run, last_run, mark_run, stored_kinds
from sendbot.upkeep.retention import NAME, RetentionPlan, keep_retention, run_retention
from tests.store.desk_house import NOON, asked
from tests.waiting import PATIENCE

OLD = timedelta(days=4000)
ROOT = Path(__file__).parents[2]


def plan(folder: Path, days: int = 365) -> RetentionPlan:
    return RetentionPlan(kept_table(days), folder)


async def furnish(store: Store, at: datetime, number: int) -> None:
    """One thing of every kind that is kept for a time, made at this moment."""
    event = asked(number, f"peculiar question {number}")
    wish = Consent(f"q-{number:08d}", "sealed", at)
    await record_handled(store, [Handled(1, (number,), at, (event,), (wish,))])
    assert await keep_link(store, f"secret {number}", f"q-{number:08d}", "", at)
    assert await keep_email(store, link_id(f"secret {number}"), "sealed", "", at)
    await note_down(store, at, "somebody", "tested", f"thing {number}")
    someone = await person(store, "a@example.org")
    assert someone is not None
    async with store.changing() as connection:
        group = {
            "id": f"g-{number:08d}", "routed_by_hand": False, "state": "new", "reason": "", "asked": 0,
            "unanswered": 0,
            "asked_when_closed": 0, "heat": 0.0, "languages": "", "made_at": at, "first_at": at,
            "last_at": at, "version": 1,
        }  # fmt: skip
        await connection.execute(sa.insert(tables.review_groups).values(group))
        note = {"group_id": group["id"], "at": at, "author": "somebody", "text": f"note {number}"}
        await connection.execute(sa.insert(tables.review_notes).values(note))
        draft = {"group_id": group["id"], "at": at, "author": "somebody", "fields": "{}", "preview": ""}
        await connection.execute(sa.insert(tables.review_drafts).values(draft))
        session = {"token": f"t{number}", "staff_id": someone.id, "form": "f", "made_at": at, "seen_at": at}
        await connection.execute(sa.insert(tables.staff_sessions).values(session))
        digest = {
            "week": f"2026-W0{number}",
            "workstream": "w",
            "channel": "chat",
            "recipient": 0,
            "sent_at": at,
        }
        await connection.execute(sa.insert(tables.digests).values(digest))
        view = {"staff_id": someone.id, "name": f"view {number}", "fields": "{}", "used_at": at}
        await connection.execute(sa.insert(tables.saved_views).values(view))


async def counts(store: Store) -> dict[str, int]:
    names = (
        "logged_questions",
        "review_notes",
        "review_drafts",
        "consents",
        "private_links",
        "link_emails",
        "handled_updates",
        "staff_sessions",
        "digests",
        "saved_views",
        "events",
    )
    async with store.reading() as connection:
        return {
            name: (await connection.execute(sa.text(f"SELECT count(*) FROM {name}"))).scalar_one()
            for name in names
        }


async def test_everything_in_the_table_is_deleted_when_its_time_is_over_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    await add_person(store, NOON, "test", email="a@example.org", name="A", role=Role.ADMIN, password="x")
    await furnish(store, NOON - OLD, 1)
    await furnish(store, NOON, 2)
    removed = await run_retention(store, plan(tmp_path), NOON)
    assert removed is not None
    assert {kind for kind, number in removed.items() if number} == set(stored_kinds())
    assert set((await counts(store)).values()) == {1}
    assert [wish.question_id for wish in await waiting(store)] == ["q-00000002"]
    assert await find_link(store, "secret 1") is None
    assert await find_link(store, "secret 2") is not None
    assert set(await handled(store, 1, [1, 2])) == {2}


@pytest.mark.parametrize(
    "row", [row for row in kept_table() if row.key in stored_kinds()], ids=lambda row: row.key
)
async def test_a_thing_stays_until_its_very_time(store: Store, tmp_path: Path, row: Kept) -> None:
    await add_person(store, NOON, "test", email="a@example.org", name="A", role=Role.ADMIN, password="x")
    await furnish(store, NOON, 1)
    just_before = await run_retention(store, plan(tmp_path), NOON + row.time - timedelta(seconds=1))
    assert just_before is not None
    assert just_before[row.key] == 0
    just_after = await run_retention(store, plan(tmp_path), NOON + row.time + timedelta(seconds=1))
    assert just_after is not None
    # A wish and a link go with their question, and every kind whose time is shorter went before.
    assert just_after[row.key] == (
        2 if row.key == "audit" else 1
    )  # the account that was added is in the log too


def test_the_table_and_the_database_name_the_same_kinds() -> None:
    elsewhere = {"caches", "form"}  # in the data folder, and in the page that the family has open
    assert {row.key for row in kept_table()} == stored_kinds() | elsewhere


async def test_another_setting_deletes_after_another_time(store: Store, tmp_path: Path) -> None:
    await store.record([asked(1, "peculiar question")], NOON - timedelta(days=31))
    assert (await run_retention(store, plan(tmp_path), NOON) or {})["questions"] == 0
    assert (await run_retention(store, plan(tmp_path, 30), NOON) or {})["questions"] == 1


async def test_only_one_copy_works_at_a_time_and_a_dead_one_is_replaced(store: Store, tmp_path: Path) -> None:
    assert await claim_run(store, NAME, NOON)
    assert await run_retention(store, plan(tmp_path), NOON) is None
    assert await claim_run(store, NAME, NOON + timedelta(minutes=31))
    await mark_run(store, NAME, NOON, {"questions": 3})
    found = await last_run(store, NAME)
    assert found is not None
    assert (found.at, found.removed) == (NOON, {"questions": 3})
    both = await asyncio.gather(
        *(run_retention(store, plan(tmp_path), NOON) for _ in range(2)), return_exceptions=True
    )
    assert sum(isinstance(one, dict) for one in both) >= 1


async def test_a_long_lived_process_deletes_at_its_start(store: Store, tmp_path: Path) -> None:
    await store.record([asked(1, "peculiar question")], datetime.now(UTC) - timedelta(days=400))

    async def opened() -> Store:
        return store

    working = asyncio.create_task(keep_retention(opened, plan(tmp_path)))
    async with asyncio.timeout(PATIENCE):
        while await last_run(store, NAME) is None:
            await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert await store.questions() == []


def test_old_indexes_go_and_the_newest_stays(tmp_path: Path) -> None:
    from sendbot.upkeep.retention import _drop_caches  # heavy: only this test looks inside

    kinds = ("index-a.npz", "index-b.npz", "solved-a.npz", "solved-b.npz", "safety-a.npz", "other.npz")
    for place, name in enumerate(kinds):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1000 + place, 1000 + place))
    assert _drop_caches(plan(tmp_path)) == 2
    left = ["index-b.npz", "other.npz", "safety-a.npz", "solved-b.npz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_families_read_the_time_that_is_set() -> None:
    for days in (365, 30):
        settings = Settings(knowledge_dir=ROOT / "knowledge", retention_days=days)
        entry = open_knowledge(settings).entries["about-privacy"]
        assert f"{days} days" in entry.answer
        assert f"{days} days" in (entry.easy_read or "")
        assert retention_plan(settings).table[0].time == timedelta(days=days)


async def test_doctor_prints_the_table_and_the_last_time(tmp_path: Path) -> None:
    settings = Settings(knowledge_dir=ROOT / "knowledge", data_dir=tmp_path, encoder="none")
    async with Store.open(settings.database) as store:
        await run_retention(store, retention_plan(settings), datetime.now(UTC))
    said = [str(found) async for found in examine(settings)]
    assert sum(line.startswith("well  kept:") for line in said) == len(kept_table())
    assert any("last done" in line and "removed: nothing" in line for line in said)


async def test_a_sentence_leaves_the_files_though_somebody_reads_for_a_while(tmp_path: Path) -> None:
    path = tmp_path / "sendbot.db"
    async with Store.open(f"sqlite+aiosqlite:///{path}") as store:
        await store.record([asked(1, "a very particular sentence")], NOON)
        reader = sqlite3.connect(path)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM logged_questions").fetchall()
        await store.record([Forgotten("q-00000001")], NOON)
        assert store.traces_left
        reader.rollback()
        reader.close()
        assert await store.forget_traces()
        assert not store.traces_left
        written = b"".join(found.read_bytes() for found in tmp_path.iterdir())
        assert b"particular" not in written

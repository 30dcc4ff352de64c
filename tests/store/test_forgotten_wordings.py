"""Every way in which a question goes takes its wording out of the answers that are being written."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sendbot.conversation.events import Forgotten
from sendbot.store.audit import Actor
from sendbot.store.review.changes import Changes
from sendbot.store.review.kept_answers import KeptAnswer, drop_answer, keep_answer, keep_preview, kept_answer
from sendbot.store.store import Store
from sendbot.store.upkeep_runs import delete_older
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(hours=2)
ADA = Actor("Ada", 7)
BADGE, UNIFORM, FIRST = "g-00000001", "g-00000002", "q-00000001"
JUST_AFTER_THE_FIRST = NOON + timedelta(minutes=1)


def changes(store: Store) -> Changes:
    return Changes(store, make_grouper(store), "Ann", LATER)


WAYS: dict[str, Callable[[Store], Awaitable[object]]] = {
    "a family": lambda store: store.record([Forgotten(FIRST)], LATER),
    "the command line": lambda store: store.delete_question(FIRST),
    "purge": lambda store: store.purge(JUST_AFTER_THE_FIRST),
    "its age": lambda store: delete_older(store, {"questions": JUST_AFTER_THE_FIRST}),
    "a lead": lambda store: changes(store).delete_question(BADGE, FIRST),
    "a lead, in part": lambda store: changes(store).redact_question(BADGE, FIRST, "application"),
}


async def _drafted(store: Store, group: str, **fields: str) -> None:
    kept = json.dumps(fields)
    await keep_answer(store, group, kept, ADA, LATER, "")
    assert await keep_preview(store, group, kept, {"changes": "blue badge application"})


async def _kept(store: Store, group: str = BADGE) -> KeptAnswer:
    found = await kept_answer(store, group)
    assert found is not None
    return found


@pytest.mark.parametrize("way", WAYS)
async def test_a_question_that_goes_takes_its_wordings_and_the_preview_along(store: Store, way: str) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await _drafted(
        store,
        BADGE,
        title="Blue badge application?",
        answer="Ring the library.",
        questions="Blue  badge application\nblue badge applications\nbadge for parking",
        tests="my blue badge application\napply for a blue badge",
    )
    mark = (await _kept(store)).mark
    await WAYS[way](store)
    found = await _kept(store)
    assert found.fields == {
        "title": "",
        "answer": "Ring the library.",
        "questions": "blue badge applications\nbadge for parking",
        "tests": "apply for a blue badge",
    }
    assert found.preview == {}
    assert found.mark != mark  # whoever has the old form open is told before it is saved again


@pytest.mark.parametrize("way", [way for way in WAYS if "part" not in way])
async def test_the_answer_of_a_group_without_questions_goes_whole(store: Store, way: str) -> None:
    await fill(store, ("blue badge application",))
    await make_grouper(store).catch_up(LATER)
    await _drafted(store, BADGE, answer="Ring the library.")
    await WAYS[way](store)
    assert await kept_answer(store, BADGE) is None


async def test_a_wording_leaves_also_the_answer_of_the_group_that_its_question_was_in_before(
    store: Store,
) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await _drafted(store, BADGE, questions="blue badge application\napply for a blue badge")
    await changes(store).move(BADGE, 1, [FIRST], UNIFORM)
    await store.delete_question(FIRST)
    assert (await _kept(store)).fields == {"questions": "apply for a blue badge"}


async def test_other_groups_answers_and_what_other_families_asked_too_stay(store: Store) -> None:
    await fill(store, ("blue badge application", "school uniform grant", "blue badge application"))
    await make_grouper(store).catch_up(LATER)
    await _drafted(store, UNIFORM, questions="school uniform grant")
    await _drafted(store, BADGE, title="Blue badge application?", questions="blue badge application")
    await store.delete_question(FIRST)
    assert (await _kept(store)).fields["questions"] == "blue badge application"
    assert (await _kept(store)).fields["title"] == "Blue badge application?"
    assert (await _kept(store)).preview == {}
    assert (await _kept(store, UNIFORM)).preview != {}


async def test_words_that_are_taken_out_of_a_question_leave_the_answer_however_the_line_was_changed(
    store: Store,
) -> None:
    await fill(store, ("how do I get a blue badge for our pinewood lodge", "apply for a blue badge"))
    await make_grouper(store).catch_up(LATER)
    await _drafted(
        store,
        BADGE,
        title="A badge for Pinewood",
        questions="is there parking when pinewood is closed\nwhat does it cost",
    )
    await changes(store).redact_question(BADGE, FIRST, "pinewood")
    assert (await _kept(store)).fields == {"title": "", "questions": "what does it cost"}


async def test_what_is_thrown_away_is_gone_from_the_files(tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        await fill(store)
        await make_grouper(store).catch_up(LATER)
        await _drafted(store, BADGE, answer="Something peculiar.")
        await drop_answer(store, BADGE, ADA, LATER, (await _kept(store)).mark)
        assert b"peculiar" not in b"".join(found.read_bytes() for found in tmp_path.iterdir())

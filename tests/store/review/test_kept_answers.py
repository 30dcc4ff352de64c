from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from sendbot.errors import AnswerConflictError
from sendbot.store.audit import Actor
from sendbot.store.review.kept_answers import drop_answer, keep_answer, keep_preview, kept_answer, mark_of
from sendbot.store.review.queries import history
from sendbot.store.store import Store
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(hours=2)
ADA, BEN = Actor("Ada", 7), Actor("Ben", 8)
BADGE = "g-00000001"
ONE, TWO, THREE = (json.dumps({"title": word}) for word in ("One", "Two", "Three"))


async def test_an_answer_is_kept_with_its_group_and_a_new_wording_voids_the_preview(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    assert await kept_answer(store, BADGE) is None
    await keep_answer(store, BADGE, ONE, ADA, LATER, "")
    assert await keep_preview(store, BADGE, ONE, {"tried": 3})
    await keep_answer(store, BADGE, ONE, BEN, LATER, "")  # the same words: nothing is lost, nothing changes
    kept = await kept_answer(store, BADGE)
    assert kept is not None
    assert (kept.fields, kept.author, kept.preview) == ({"title": "One"}, "Ada", {"tried": 3})
    await keep_answer(store, BADGE, TWO, ADA, LATER, kept.mark)
    kept = await kept_answer(store, BADGE)
    assert kept is not None
    assert kept.preview == {}
    await drop_answer(store, BADGE, BEN, LATER, kept.mark)
    assert await kept_answer(store, BADGE) is None
    await drop_answer(store, BADGE, BEN, LATER, "")
    lines, _ = await history(store, BADGE)
    assert [(line.action, line.account) for line in lines] == [
        ("threw an answer away", 8),
        *[("wrote an answer", 7)] * 2,
    ]


async def test_nobody_writes_over_or_throws_away_what_they_have_not_seen(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await keep_answer(store, BADGE, ONE, ADA, LATER, "")
    for known in ("", mark_of(TWO)):
        with pytest.raises(AnswerConflictError) as told:
            await keep_answer(store, BADGE, TWO, BEN, LATER, known)
        assert told.value.now.fields == {"title": "One"}
        with pytest.raises(AnswerConflictError):
            await drop_answer(store, BADGE, BEN, LATER, known)
    await drop_answer(store, BADGE, ADA, LATER, mark_of(ONE))
    with pytest.raises(AnswerConflictError, match="threw this answer away") as told:
        await keep_answer(store, BADGE, TWO, BEN, LATER, mark_of(ONE))
    assert told.value.now is None


@pytest.mark.parametrize("before", ["", ONE])
async def test_of_two_who_save_in_the_same_moment_one_is_told(store: Store, before: str) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    known = mark_of(before) if before else ""
    if before:
        await keep_answer(store, BADGE, before, ADA, LATER, "")
    both = await asyncio.gather(
        keep_answer(store, BADGE, TWO, ADA, LATER, known),
        keep_answer(store, BADGE, THREE, BEN, LATER, known),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["AnswerConflictError", "NoneType"]
    kept = await kept_answer(store, BADGE)
    assert kept is not None
    assert kept.fields["title"] == ("Two" if both[0] is None else "Three")


async def test_a_preview_is_kept_only_with_the_form_that_it_was_made_of(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    await keep_answer(store, BADGE, ONE, ADA, LATER, "")
    await keep_answer(store, BADGE, TWO, BEN, LATER, mark_of(ONE))
    assert not await keep_preview(store, BADGE, ONE, {"tried": 3})
    kept = await kept_answer(store, BADGE)
    assert kept is not None
    assert kept.preview == {}


LATER_THAN_8 = (
    "DROP TABLE saved_views",
    "DROP TABLE link_emails",
    *(f"ALTER TABLE private_links DROP COLUMN {name}" for name in ("addresses", "tries", "told_at")),
)
"""What the migrations after it brought, taken back."""


async def test_a_preview_from_before_migration_8_is_emptied_and_the_text_stays(url: str) -> None:
    async with Store.open(url) as store:
        await fill(store)
        await make_grouper(store).catch_up(LATER)
        await keep_answer(store, BADGE, ONE, ADA, LATER, "")
        await keep_preview(store, BADGE, ONE, {"changes": "what others asked"})
        async with store.changing() as connection:
            for later in LATER_THAN_8:
                await connection.execute(sa.text(later))
            await connection.execute(sa.text("UPDATE alembic_version SET version_num = '0007'"))
    async with Store.open(url) as store:
        kept = await kept_answer(store, BADGE)
    assert kept is not None
    assert (kept.fields, kept.preview) == ({"title": "One"}, {})

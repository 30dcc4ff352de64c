from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from sendbot.conversation.events import Forgotten
from sendbot.store.review.queries import Filter, counts, queue
from sendbot.store.review.words import write_missing
from sendbot.store.store import Store
from sendbot.store.tables import review_words
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(hours=2)


async def found(store: Store, text: str) -> list[str]:
    return [row.id for row in (await queue(store, Filter(search=text)))[0]]


async def test_a_search_forgives_slips_endings_accents_and_quotes(store: Store) -> None:
    await fill(store, ("swimming for a child\u2019s party", "złota karta", "blue badge application"))
    await make_grouper(store).catch_up(LATER)
    for text, wanted in (
        ("blu badge", "g-00000003"),
        ("swiming", "g-00000001"),
        ("child's", "g-00000001"),
        ("zlota", "g-00000002"),
        ("badges", "g-00000003"),
    ):
        assert await found(store, text) == [wanted], text
    assert await found(store, "badge swimming") == []
    assert await found(store, "G-00000003") == ["g-00000003"]
    assert (await counts(store, Filter(search="badge")))["open"] == 1


async def test_words_go_with_their_question_and_old_questions_get_theirs(store: Store) -> None:
    await fill(store)
    grouper = make_grouper(store)
    await grouper.catch_up(LATER)
    await store.record([Forgotten("q-00000005")], LATER)
    async with store.changing() as connection:
        words = (await connection.execute(sa.select(review_words.c.question_id).distinct())).scalars().all()
        assert sorted(words) == ["q-00000001", "q-00000002", "q-00000003", "q-00000004"]
        await connection.execute(sa.delete(review_words))
        assert await write_missing(connection) == 4
    assert await found(store, "uniform") == ["g-00000002"]

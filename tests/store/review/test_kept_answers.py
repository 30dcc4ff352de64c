from __future__ import annotations

from datetime import timedelta

from sendbot.store.audit import Actor
from sendbot.store.review.kept_answers import drop_answer, keep_answer, keep_preview, kept_answer
from sendbot.store.review.queries import history
from sendbot.store.store import Store
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(hours=2)
ADA = Actor("Ada", 7)


async def test_an_answer_is_kept_with_its_group_and_a_new_wording_voids_the_preview(store: Store) -> None:
    await fill(store)
    await make_grouper(store).catch_up(LATER)
    assert await kept_answer(store, "g-00000001") is None
    await keep_answer(store, "g-00000001", '{"title": "One"}', ADA, LATER)
    await keep_preview(store, "g-00000001", {"tried": 3})
    await keep_answer(store, "g-00000001", '{"title": "One"}', Actor("Other"), LATER)
    kept = await kept_answer(store, "g-00000001")
    assert kept is not None
    assert (kept.fields, kept.author, kept.preview) == ({"title": "One"}, "Ada", {"tried": 3})
    await keep_answer(store, "g-00000001", '{"title": "Two"}', ADA, LATER)
    kept = await kept_answer(store, "g-00000001")
    assert kept is not None
    assert kept.preview == {}
    lines, _ = await history(store, "g-00000001")
    assert [(line.action, line.account) for line in lines] == [("wrote an answer", 7)] * 2
    await drop_answer(store, "g-00000001")
    assert await kept_answer(store, "g-00000001") is None

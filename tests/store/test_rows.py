from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sendbot.care.redaction import redact
from sendbot.conversation.events import (
    Abstained,
)
from sendbot.errors import StoreError
from sendbot.matching.decision import Candidate
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANDIDATES = (Candidate("hours", 0.4), Candidate("fines", 0.25))


def abstained(number: int = 1, text: str = "when are the bins collected") -> Abstained:
    return Abstained(CANDIDATES, "nothing close", "en", f"q-{number:08d}", redact(text).text)


async def test_a_question_comes_back_as_it_was_kept(store: Store) -> None:
    await store.record([abstained()], NOON)
    (question,) = await store.questions()
    assert (question.id, question.at, question.text) == ("q-00000001", NOON, "when are the bins collected")
    assert (question.outcome, question.reason, question.language) == ("abstain", "nothing close", "en")
    assert question.candidates == CANDIDATES
    assert question.unanswered


async def test_moments_are_utc_and_need_a_time_zone(store: Store) -> None:
    from datetime import timezone

    await store.record([abstained()], datetime(2026, 11, 23, 14, tzinfo=timezone(timedelta(hours=2))))
    assert (await store.questions())[0].at == NOON
    with pytest.raises(StoreError):
        await store.record([abstained(2)], datetime(2026, 11, 23))


async def test_a_strange_text_is_kept_whole_but_for_what_no_database_takes(store: Store) -> None:
    await store.record([abstained(text="a'); drop table events; -- 🙂 é\x00 \u202e")], NOON)
    assert (await store.questions())[0].text == "a'); drop table events; -- 🙂 é \u202e"

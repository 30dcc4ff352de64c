from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.assistant import Assistant
from sendbot.channels.lines import as_json, outcome, outcomes, read_question
from sendbot.store.store import Store
from tests.conversation.small_house import MIND, TODAY

KEYS = [
    "question",
    "outcome",
    "entry",
    "part",
    "candidates",
    "reason",
    "concerns",
    "soft_concerns",
    "language",
    "kept",
    "reply",
]


async def ask(*lines: bytes) -> list[dict[str, object]]:
    return [json.loads(as_json(found)) async for found in outcomes(lines, Assistant(MIND), TODAY)]


async def test_each_line_has_its_outcome_in_order() -> None:
    found = await ask(
        b"borrow book\n",
        b'{"question": "borrow loan"}\r\n',
        b"when are the bins collected\n",
        b"\n",
        b"\xff\xfe\n",
    )
    assert [item["outcome"] for item in found] == ["answer", "clarify", "abstain", "abstain", "abstain"]
    assert [item["entry"] for item in found] == ["borrow", None, None, None, None]
    assert all(list(item) == KEYS for item in found)


async def test_candidates_are_filled_whatever_the_outcome() -> None:
    (found,) = await ask(b"opening overdue bins rubbish fortnight")
    assert found["outcome"] == "abstain"
    assert [item["entry"] for item in found["candidates"]] == ["fines", "hours"]  # type: ignore[attr-defined]
    assert found["reason"] == "nothing close"


@pytest.mark.parametrize("line", [b'{"question": ', b'{"q": "x"}', b'{"question": 7}', b"{" * 100_000])
async def test_a_line_that_cannot_be_read_does_not_stop_the_stream(line: bytes) -> None:
    bad, good = await ask(line, b"opening hours")
    assert list(bad) == [*KEYS, "error"]
    assert bad["outcome"] == "abstain"
    assert good["entry"] == "hours"


async def test_messages_are_played_as_one_conversation() -> None:
    (found,) = await ask(b'{"messages": ["borrow book", "and what if it is late?"]}')
    assert found["question"] == "and what if it is late?"
    (second,) = await ask(b'{"messages": ["borrow loan", "the second one"]}')
    assert (second["outcome"], second["entry"]) == ("answer", "renew")
    (alone,) = await ask(b"the second one")
    assert alone["entry"] is None


@pytest.mark.parametrize("line", [b'{"messages": []}', b'{"messages": "x"}', b'{"messages": [1]}'])
async def test_messages_that_are_none_are_said_to_be(line: bytes) -> None:
    (found,) = await ask(line)
    assert "list of texts" in str(found["error"])


async def test_it_says_whether_a_question_would_be_kept() -> None:
    assert [
        item["kept"] for item in await ask(b"when are the bins collected", b"borrow book", b"thanks")
    ] == [True, False, False]


async def test_what_is_said_to_be_kept_is_what_is_stored(tmp_path: Path) -> None:
    lines = [b"when are the bins collected", b"we are drowning, and when are the bins collected?", b"thanks"]
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        found = [item["kept"] async for item in outcomes(lines, Assistant(MIND, store), TODAY)]
        stored = await store.questions()
    assert found == [True, False, False]
    assert len(stored) == 1


async def test_danger_is_named_and_its_words_come_first() -> None:
    found = await outcome("we are drowning", Assistant(MIND), TODAY)
    assert found["concerns"] == ["safety-flood"]
    assert found["reply"].startswith("If the water is rising")


async def test_lone_surrogates_are_carried_as_question_marks() -> None:
    assert json.loads(as_json(await outcome("a\ud800b", Assistant(MIND), TODAY)))["question"] == "a?b"


@given(st.text().filter(lambda text: not text.lstrip().startswith("{")))
def test_plain_text_is_a_question_as_it_stands(text: str) -> None:
    assert read_question(text) == text

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sendbot.assistant import Assistant
from sendbot.care.redaction import Span, redact
from sendbot.conversation.messages import Message
from sendbot.store.store import Store
from tests.care.labelled import personal
from tests.conversation.small_house import MIND, TODAY

PIECES = st.sampled_from(
    ["my son ", "Jayden", " called ", "aoife", "07700 900123", "a@b.co", "@sam_99", "CW1 2AB", " dob ",
     "3/4/2015", "943 476 5919", "QQ 12 34 56 C", "flat 2 ", "Mill Lane",
     "St Mary's Primary School", "😀", "e\u0301", "\u200b", " ", "\n", ".", ", ", "'s ", "case no ",
     "EH123/21/00042", "https://", "dot", " at ", "12", "x"]
)  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join))


@given(MESSAGES)
@example("@61Xi@61Xi@61Xi@61Xi@61Xi@61Xi@61Xi@61Xi@61Xi")
@example("000000000:000000:000000:000000:000000")  # each replacement is the cue for the next number
@example(":".join(["000000000", *["000000"] * 12]))
@settings(max_examples=400, deadline=None)
def test_redacting_again_changes_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


@given(MESSAGES)
@settings(max_examples=400, deadline=None)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    found = redact(text)
    end = 0
    for span in found.spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    assert found.spans or found.text == text


@pytest.mark.parametrize("before", ["😀😀 ", "e\u0301e\u0301 ", "👩‍👩‍👧 ", "ﬁ "])
def test_offsets_are_right_behind_marks_of_more_than_one_code_point(before: str) -> None:
    text = f"{before}ring me on 07700 900123 please"
    (span,) = redact(text).spans
    assert text[span.start : span.end] == "07700 900123"


async def test_nothing_personal_is_kept_in_the_database_or_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    messages = [
        message
        for message in personal()
        if message.details and all(detail not in redact(message.text).text for detail, _ in message.details)
    ]
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'sendbot.db'}") as store:
        assistant = Assistant(MIND, store)
        for message in messages:
            await assistant.answer(Message(message.text, TODAY), _hear)
        kept = "\n".join(question.text for question in await store.questions())
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for message in messages:
        for detail, _ in message.details:
            if len(detail) > 4 and sum(detail in other.text for other in messages) == 1:
                assert detail not in kept
                assert detail.encode() not in written, detail
                assert detail not in caplog.text
    assert len(messages) > 150


async def _hear(reply: object) -> None:
    """A family's end of the line."""


@pytest.mark.parametrize(
    "piece", ["my son ", "Jayden 07700 900123 ", "O'x ", "CW1 2AB flat 1 ", "die at dot "]
)
def test_a_hostile_message_is_looked_at_one_and_a_half_times_at_most(piece: str) -> None:
    read: list[int] = []

    def finds_something_everywhere(text: str) -> list[Span]:
        read.append(len(text))
        return [Span(start, start + 3, "PERSON") for start in range(0, len(text) - 3, 150)]

    text = (piece * 4096)[:4096]
    redact(text, finder=finds_something_everywhere)
    assert len(text) <= sum(read) <= 1.5 * len(text) + 10

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.review.preview import LARGEST_BLOCK, with_block
from tests.conversation.small_house import KNOWLEDGE


def test_a_block_for_a_known_entry_makes_its_lists_grow_and_nothing_else_change() -> None:
    read = with_block(
        KNOWLEDGE,
        "- id: hours\n  answers: [g-1]\n  questions:\n    - opening hours\n    - half day closing\n",
    )
    assert read.knowledge is not None
    before, after = KNOWLEDGE.entries["hours"], read.knowledge.entries["hours"]
    assert after.questions == (*before.questions, "half day closing")
    assert after.answers == ("g-1",)
    assert after.answer == before.answer
    assert read.entries == ("hours",)
    assert KNOWLEDGE.entries["hours"] is before


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("- id: new-one\n  title: [", "Line 2"),
        ("- id: new-one\n  title: No answer\n", "Line 1"),
        ("- title: x\n", "Each entry needs an id"),
        ("just words", "The block needs a list of entries"),
        ("", "empty"),
        ("entries:\n  - id: hours\n    read: yesterday\n", "Line 3"),
        ("- id: hours\n  questionz: [x]\n", "Line 2"),
        ("&a [*a]", "ine 1"),
        ("x" * (LARGEST_BLOCK + 10), "The block needs a list of entries"),
    ],
)
def test_what_is_wrong_with_a_block_is_said_with_its_line(block: str, problem: str) -> None:
    read = with_block(KNOWLEDGE, block)
    assert read.knowledge is None
    assert any(problem in said for said in read.problems), read.problems


@given(st.text(max_size=200))
def test_no_block_breaks_the_preview(block: str) -> None:
    read = with_block(KNOWLEDGE, block)
    assert (read.knowledge is None) == bool(read.problems)

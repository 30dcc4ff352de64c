"""Drafts that a curator pastes, and the preview that reads them."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sendbot.review.drafts import halves, missing_content, missing_wording, new_id, wordings_in_order
from sendbot.review.preview import LARGEST_BLOCK, with_block
from tests.conversation.small_house import KNOWLEDGE

TODAY = date(2026, 11, 23)
ASKED = [
    "blue badge application",
    "How do I get a blue badge?",
    "yes: no",
    "# hash",
    "can [name] have one",
    "blue badge application",
    "  ",
]


def test_half_of_the_wordings_teach_and_half_test() -> None:
    draft = missing_content("g-1", ASKED, KNOWLEDGE, "voice", "Lee", TODAY)
    (entry,) = yaml.safe_load(draft.block)
    tests = yaml.safe_load(draft.tests)[entry["id"]]
    assert not set(entry["questions"]) & set(tests)
    assert sorted([*entry["questions"], *tests]) == sorted(
        ["blue badge application", "How do I get a blue badge?", "yes: no", "# hash"]
    )


def test_wordings_with_something_taken_out_are_never_proposed() -> None:
    assert "[name]" not in missing_content("g-1", ASKED, KNOWLEDGE, None, "", TODAY).block


def test_a_draft_for_an_entry_holds_only_what_is_new() -> None:
    entry = KNOWLEDGE.entries["hours"]
    draft = missing_wording("g-1", ["opening hours", "When are you open?", "half day closing"], entry)
    (found,) = yaml.safe_load(draft.block)
    assert found == {"id": "hours", "answers": ["g-1"], "questions": ["half day closing"]}
    assert draft.path == "knowledge/library.yaml"


@given(st.lists(st.text(max_size=80), max_size=6))
def test_whatever_families_wrote_the_block_is_yaml_that_says_it_again(texts: list[str]) -> None:
    draft = missing_content("g-1", texts, KNOWLEDGE, "care", "", TODAY)
    (entry,) = yaml.safe_load(draft.block)
    said = {
        " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:300]
        for text in texts
    }
    assert set(entry["questions"] or ()) <= said
    assert entry["answers"] == ["g-1"]
    assert entry["answer"] == ""
    if draft.tests:
        assert set(yaml.safe_load(draft.tests)[entry["id"]]) <= said


def test_a_new_id_was_never_another_entry_s() -> None:
    assert new_id("Late fees", KNOWLEDGE) == "late-fees-2"
    assert new_id("???", KNOWLEDGE) == "new-entry"


def test_one_wording_teaches() -> None:
    assert halves(["one"]) == (["one"], [])


def test_wordings_that_differ_only_in_letters_are_one() -> None:
    assert wordings_in_order({"q-1": "Blue badge", "q-2": "blue  BADGE!", "q-3": "other"}) == [
        "Blue badge",
        "other",
    ]


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
        ("- id: new-one\n  title: [", "Line 3"),
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

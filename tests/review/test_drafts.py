"""Drafts that a curator pastes, and the preview that reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from sendbot.knowledge.entries import Workstream
from sendbot.review.drafts import missing_content, missing_wording, new_id
from tests.conversation.small_house import KNOWLEDGE

TODAY = date(2026, 11, 23)


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


def test_a_draft_for_a_group_that_is_not_sorted_names_no_workstream_and_no_file() -> None:
    house = replace(KNOWLEDGE, workstreams={"voice": Workstream(id="voice", name="Voice", about="All.")})
    draft = missing_content("g-1", ["blue badge application"], house, None, "", TODAY)
    assert "    workstream: ''  # to choose: voice\n" in draft.block
    assert draft.path == "knowledge/topic.yaml"
    assert missing_content("g-1", ["blue badge application"], house, "voice", "", TODAY).path == (
        "knowledge/library.yaml"
    )

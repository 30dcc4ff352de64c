"""Parts of entries in the knowledge: whose questions they are, and where those stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sendbot.evaluation.confusable import confusable
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.knowledge.reading import read
from tests.conversation.house_with_parts import with_parts

FOLDER = Path(__file__).parents[2] / "knowledge"


def edited(**more: object) -> Knowledge:
    """The library with the part about lost books changed."""
    knowledge = with_parts()
    lost: Entry = knowledge.entries["fine-lost"].model_copy(update=more)
    return replace(knowledge, entries={**knowledge.entries, lost.id: lost})


def test_a_parts_title_and_questions_are_its_wholes_after_its_own() -> None:
    knowledge = with_parts()
    questions = knowledge.questions()
    assert not {"fine-lost", "fine-appeal"} & set(questions)
    assert questions["fines"] == (
        "How much is a fine?", "late fine", "overdue charge",
        "A fine for a lost book", "lost book fine", "pay for a lost novel",
        "Appealing a fine", "appeal fine", "challenge an unfair fine",
    )  # fmt: skip
    assert questions["renew"] == ("How do I renew a loan?", "renew loan", "extend loan longer")


def test_a_part_that_stands_before_its_whole_comes_after_it_all_the_same() -> None:
    knowledge = with_parts()
    turned = replace(knowledge, entries=dict(reversed(list(knowledge.entries.items()))))
    assert turned.questions()["fines"][0] == "How much is a fine?"


def test_ids_lead_to_their_whole() -> None:
    knowledge = with_parts()
    assert [knowledge.whole(name) for name in ("fine-lost", "fines", "late-fees", "nowhere")] == [
        "fines", "fines", "fines", "nowhere",
    ]  # fmt: skip
    assert [knowledge.part(name) for name in ("fine-lost", "fines", "nowhere")] == ["fine-lost", None, None]
    assert [entry.id for entry in knowledge.family("fine-appeal")] == ["fines", "fine-lost", "fine-appeal"]
    assert knowledge.family("nowhere") == ()


def test_a_part_of_nothing_or_of_a_part_stands_by_itself() -> None:
    for wrong in ("nowhere", "fine-appeal", "fine-lost"):
        knowledge = edited(part_of=wrong)
        assert knowledge.whole("fine-lost") == "fine-lost"
        assert knowledge.questions()["fine-lost"][1] == "lost book fine"
        assert "lost book fine" not in knowledge.questions()["fines"]


def test_a_question_is_found_in_the_entry_that_has_it() -> None:
    knowledge = with_parts()
    for text, owner in (
        ("late fine", "fines"),
        ("appeal fine", "fine-appeal"),
        ("Appealing a fine", "fine-appeal"),
    ):
        found = knowledge.asked_in("fines", text)
        assert found is not None
        assert found.id == owner
    assert knowledge.asked_in("fines", "renew loan") is None


def test_confused_questions_of_a_part_are_told_in_its_own_lines() -> None:
    knowledge = read(FOLDER).knowledge
    part = knowledge.entries["dla-mobility"]
    confused = [("dla", text, "blue-badge") for text in part.questions[:20]]
    confused += [("dla", text, "blue-badge") for text in knowledge.entries["dla"].questions[:2]]
    (found,) = confusable(knowledge, confused)
    assert found.place == knowledge.place("entries", "dla-mobility", "questions")
    assert part.questions[0] in found.message
    assert '22 questions of entry "dla" (most of its part "dla-mobility")' in found.message


def test_the_parts_of_the_real_folder_belong_to_entries_that_must_exist() -> None:
    required = (Path(__file__).parent / "required_entries.txt").read_text(encoding="utf-8").split()
    parts = [entry for entry in read(FOLDER).knowledge.entries.values() if entry.part_of]
    assert len(parts) > 30
    assert [entry.id for entry in parts if entry.part_of not in required or entry.id in required] == []

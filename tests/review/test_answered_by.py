from __future__ import annotations

from dataclasses import replace

from sendbot.review.answered_by import answers_in, entry_for, questions_named
from tests.conversation.small_house import KNOWLEDGE


def test_only_entries_that_name_what_they_answer_are_listed() -> None:
    assert answers_in(KNOWLEDGE) == []
    named = KNOWLEDGE.entries["hours"].model_copy(update={"answers": ("g-00000001", "q-00000002")})
    (found,) = answers_in(replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "hours": named}))
    assert (found.entry, found.named) == ("hours", ("g-00000001", "q-00000002"))


def test_the_mark_changes_with_the_words_a_family_reads_and_with_nothing_else() -> None:
    def mark(**changed: object) -> str:
        entry = KNOWLEDGE.entries["hours"].model_copy(update={"answers": ("g-00000001",)} | changed)
        return answers_in(replace(KNOWLEDGE, entries={"hours": entry}))[0].mark

    assert mark() == mark(answers=("g-00000001", "g-00000002")) == mark(questions=("other",))
    assert len({mark(), mark(answer="Every day."), mark(title="Open?")}) == 3


def test_a_question_is_answered_by_the_entry_that_names_it_else_by_the_desk_s_group() -> None:
    named = KNOWLEDGE.entries["hours"].model_copy(update={"answers": ("g-00000001", "q-00000002")})
    knowledge = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "hours": named})
    assert questions_named(knowledge) == ["q-00000002"]
    assert questions_named(KNOWLEDGE) == []
    assert entry_for("q-00000002", "borrow", knowledge) is named
    assert entry_for("q-00000009", "borrow", knowledge) is KNOWLEDGE.entries["borrow"]
    assert entry_for("q-00000009", None, knowledge) is None
    assert entry_for("q-00000009", "gone", knowledge) is None

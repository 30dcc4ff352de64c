from __future__ import annotations

from sendbot.knowledge.reading_age import reading_age


def test_short_words_in_short_sentences_are_for_the_young() -> None:
    easy = reading_age("You can ask the team. They will help you. It is free.")
    hard = reading_age(
        "Notwithstanding representations previously submitted, authorities determining applications must "
        "demonstrate proportionate consideration of individually identified requirements."
    )
    assert easy < 8
    assert hard > 18
    assert reading_age("**") == 0


def test_marks_and_lists_count_nothing() -> None:
    assert reading_age("**Ask** the team.\n- Ask again.") == reading_age("Ask the team.\nAsk again.")

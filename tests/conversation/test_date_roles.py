from __future__ import annotations

from datetime import date

import pytest

from sendbot.conversation.date_roles import another_matter, roles_of, strange_words, without_days
from sendbot.conversation.read_exact_dates import find_days
from sendbot.conversation.which_date_counts import AskBack, read_days
from tests.conversation.date_phrases import COUNTS

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(("words", "roles"), [
    ("letter 3 november", {"letter"}), ("mediation certificate", {"certificate"}),
    ("mediation was on", {"mediation"}), ("i got it", {"ours"}),
    ("they received it", {"theirs"}), ("i posted it", {"sent"}), ("it came out", set()),
    ("it came on", {"ours"}), ("his birthday", {"birth"}),
    ("the hearing", {"hearing"}), ("3 november 2026", set()), ("and chased on", {"chasing"}),
    ("i rang again on", {"chasing"}),
])  # fmt: skip
def test_words_say_what_a_day_is(words: str, roles: set[str]) -> None:
    assert roles_of(words) == roles


@pytest.mark.parametrize(("words", "other"), [
    ("the letter is dated 3 november", False), ("yesterday", False),
    ("3 november. how long have i got?", False), ("3 november, how do I get a taxi?", True),
    ("monday school excluded him again", True), ("they did it again yesterday what can i do", True),
    ("my daughter turned 16 last week", True),
])  # fmt: skip
def test_a_question_and_the_start_of_a_story_are_another_matter(words: str, other: bool) -> None:
    counts = COUNTS["appeal"]
    found = find_days(words, WEDNESDAY)
    assert another_matter(words, found, roles_of(counts[0].start), counts) is other


def test_words_that_nobody_needs_for_a_day_are_counted() -> None:
    words = "it was the third of november and the zebra sang on 3 november"
    found = find_days(words, WEDNESDAY)
    assert "3 november" not in without_days(words, found)
    assert strange_words("zebra sang on 3 november", (), COUNTS["appeal"]) == strange_words(
        "zebra sang november", (), COUNTS["appeal"]
    )
    assert strange_words("the letter is dated", (), COUNTS["appeal"]) == 0


@pytest.mark.parametrize(
    "words", ["i emailed it on the 1st and chased on the 15th", "chased them on the 15th"]
)
def test_the_day_of_a_reminder_is_never_taken_for_the_first_one(words: str) -> None:
    assert isinstance(read_days(words, COUNTS["request"], WEDNESDAY), AskBack)

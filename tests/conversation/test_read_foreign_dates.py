from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from sendbot.conversation.read_foreign_dates import in_english
from sendbot.conversation.which_date_counts import read_days
from tests.conversation.date_phrases import COUNTS, Phrase

TODAY = date(2026, 11, 25)
KEPT = yaml.safe_load(Path(__file__).with_name("foreign_date_phrases.yaml").read_text(encoding="utf-8"))


def phrases(half: str) -> list[Phrase]:
    return [
        Phrase(say, TODAY, COUNTS["appeal"], {0: meant} if isinstance(meant, date) else meant)
        for say, meant in KEPT[half]
    ]


@pytest.mark.parametrize("half", ["build", "judge"])
def test_days_in_the_other_languages_are_read_or_asked_about_and_never_read_wrongly(half: str) -> None:
    said = phrases(half)
    came = [(phrase, phrase.grade(read_days(phrase.say, phrase.counts, phrase.on))) for phrase in said]
    found = Counter(grade for _, grade in came)
    assert len(said) >= 48
    assert [phrase.say for phrase, grade in came if grade == "wrong"] == []
    assert found["right"] / len(said) >= 0.8, [phrase.say for phrase, grade in came if grade != "right"]


@pytest.mark.parametrize(
    "text",
    [
        "3 November 2026",
        "no, 3 november",
        "November 3. I dont have a certificate",
        "yesterday, do i have to?",
    ],
)
def test_english_is_left_as_it_is(text: str) -> None:
    assert in_english(text) == text

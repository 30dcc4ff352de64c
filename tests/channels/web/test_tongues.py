"""Each piece of a page says which language it is in, when that is another one."""

from __future__ import annotations

from dataclasses import replace

from sendbot.channels.web.tongues import Tongues, direction
from tests.conversation.small_house import KNOWLEDGE

TONGUES = Tongues(KNOWLEDGE)


def test_a_curated_text_is_known_by_heart_and_a_paragraph_of_it_too() -> None:
    assert TONGUES.of("Poproś o tłumacza.") == "pl"
    assert TONGUES.of("Pokaż kartę.\n") == "pl"
    assert TONGUES.of("Show your card.") == "en"


def test_a_curated_text_with_something_filled_in_is_known_by_how_it_begins() -> None:
    polish = KNOWLEDGE.languages["pl"].model_copy(
        update={"wording": {"told": "Pytanie z dnia {date} ma odpowiedź."}}
    )
    tongues = Tongues(replace(KNOWLEDGE, languages={"pl": polish}))
    assert tongues.of("Pytanie z dnia 3 May 2026 ma odpowiedź.") == "pl"
    assert tongues.of("Pytani") == "en"


def test_any_other_text_is_known_by_its_script() -> None:
    assert TONGUES.of("مرحبا. يسعدنا وجودك هنا في Cheshire East") == "ar"
    assert TONGUES.of("您好，请问") == "zh"
    assert TONGUES.of("café") == "en"
    assert TONGUES.of("") == "en"


def test_only_what_differs_is_said_with_its_direction_where_that_turns() -> None:
    assert TONGUES.attributes("Poproś o tłumacza.", "pl") == ""
    assert TONGUES.attributes("Poproś o tłumacza.", "en") == 'lang="pl"'
    assert TONGUES.attributes("Show your card.", "ar") == 'lang="en" dir="ltr"'
    assert TONGUES.attributes("مرحبا", "en") == 'lang="ar" dir="rtl"'
    assert (direction("ar"), direction("pl")) == ("rtl", "ltr")

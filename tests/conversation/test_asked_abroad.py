from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sendbot.conversation.messages import Before
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.plain_asks import names_no_subject
from sendbot.conversation.turn import take_turn
from sendbot.encoding.encoder import Vectors
from sendbot.knowledge.reading import load
from sendbot.mind.mind import Mind
from tests.conversation.hearing import heard
from tests.conversation.small_house import KNOWLEDGE, MIND, message

FOLLOW_UPS = {
    "is it free": ("czy to jest darmowe", "ile to kosztuje"),
    "who do I call": ("do kogo mam zadzwonić",),
    "and the late fine": ("a ta kara",),
}
UNSAID = "Tego w odpowiedzi powyżej nie ma."


def _mind(encode: Callable[[Sequence[str]], Vectors] | None = None) -> Mind:
    language = KNOWLEDGE.languages["pl"].model_copy(
        update={"follow_ups": FOLLOW_UPS, "wording": {"again-unsaid": UNSAID}}
    )
    return replace(MIND, knowledge=replace(KNOWLEDGE, languages={"pl": language}), encode=encode)


def _asked(text: str, mind: Mind, entry: str | None = "fines", language: str | None = "pl") -> Turn:
    return take_turn(message(text, before=Before(entry=entry, question="kara", language=language)), mind)


@pytest.mark.parametrize("text", ["ile to kosztuje?", "ILE TO KOSZTUJE", "czy to jest darmowe"])
def test_a_follow_up_that_curators_wrote_is_asked_of_the_last_answer(text: str) -> None:
    turn = _asked(text, _mind())
    assert (turn.entry, turn.follows, turn.language) == ("fines", True, "pl")
    assert "10p" in heard(turn)


def test_what_the_answer_does_not_say_is_said_in_the_language() -> None:
    assert heard(_asked("ile to kosztuje?", _mind(), "renew")).startswith(UNSAID)


def test_whoever_asks_whom_to_ring_is_told_in_any_language() -> None:
    assert "0300 123 5012" in heard(_asked("do kogo mam zadzwonic", _mind(), "renew"))


def _likened(texts: Sequence[str]) -> Vectors:
    """Whatever speaks of costs is alike; all else is not."""
    return np.array(
        [[1.0, 0.0] if re.search("koszt|кошт", text) else [0.0, 1.0] for text in texts], dtype=np.float32
    )


def test_the_likest_phrase_tells_what_is_asked_in_other_words() -> None:
    assert _asked("kosztuje to coś?", _mind(), "fines").follows is False
    turn = _asked("kosztuje to coś?", _mind(_likened), "fines")
    assert (turn.entry, turn.follows) == ("fines", True)


def test_nothing_is_asked_on_without_a_question_or_in_a_language_that_is_not_spoken() -> None:
    assert _asked("ile to kosztuje?", _mind(), "fines", None).follows is False
    alone = message("ile to kosztuje?", before=Before(language="pl"))
    assert take_turn(alone, _mind()).follows is False


def test_after_a_question_without_an_answer_it_is_asked_of_that_and_never_answered_outright() -> None:
    turn = _asked("ile to kosztuje?", _mind(), None)
    assert turn.follows is True
    assert turn.outcome != "answer"


def test_plain_english_stays_english() -> None:
    assert (
        _asked("is it free", _mind(lambda texts: np.ones((len(texts), 1), dtype=np.float32))).language == "en"
    )


def test_a_phrase_whose_english_names_a_subject_drags_nobody_back() -> None:
    assert _asked("a ta kara", _mind(), "borrow").follows is False


@pytest.mark.parametrize("text", ["ile kosztuje mi ILL i gdzie", "скільки коштує моя DLA тут"])
def test_whoever_names_an_english_thing_changes_the_subject(text: str) -> None:
    assert _asked(text, _mind(_likened)).follows is False
    assert _asked(text.replace("ILL", "ill").replace("DLA", ""), _mind(_likened)).follows


def test_every_language_asks_on_in_english_that_names_no_subject() -> None:
    languages = load(Path("knowledge")).languages
    for code, language in languages.items():
        assert len(language.follow_ups) >= 15, code
        for english, asked in language.follow_ups.items():
            assert names_no_subject(english), (code, english)
            assert len(asked) >= 2, (code, english)

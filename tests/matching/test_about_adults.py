from __future__ import annotations

import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.matching import matcher as matcher_module
from sendbot.matching.about_adults import grown_up
from sendbot.matching.matcher import Matcher
from sendbot.matching.reading.text import words
from tests.matching.small_base import OUTSIDE, QUESTIONS


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("my husband had a stroke, can he get speech therapy", {"husband"}),
        ("my elderly mum needs a blue badge", {"mum"}),
        ("I'm 52 and my PIP has stopped", {"adult"}),
        ("adult ADHD and no prescription", {"adult"}),
        ("my mum is 82, can she have a blue badge", {"mum"}),
        ("my wife is deaf, who comes out to her", {"wife"}),
        ("my husband and I want a plan for our son", set()),
        ("my mum says I need a plan", set()),
        ("my partner wont sign the school form", set()),
        ("I'm a single mum of three", set()),
        ("im 17 and want to know", set()),
        ("my dad died and my daughter is not sleeping", set()),
        ("how do I borrow a book", set()),
        ("", set()),
    ],
)
def test_somebody_grown_up_is_told_from_a_childs_family(message: str, found: set[str]) -> None:
    assert grown_up(words(message)) == found


def test_an_entry_of_children_alone_is_not_answered_for_somebody_grown_up(
    matcher: Matcher, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "how much are late fines for my elderly aunty"
    of_children = {**QUESTIONS, "fines": (*QUESTIONS["fines"], "a late fine of my child")}
    spoken = Matcher.fit(of_children, out_of_scope=OUTSIDE, encoder=encoder)
    (held_back, *_), (elsewhere, *_) = spoken.rank(asked), matcher.rank(asked)
    assert held_back.entry == elsewhere.entry == "fines"
    monkeypatch.setattr(matcher_module, "_FOR_ANOTHER", 1.0)
    (whole, *_), (untouched, *_) = spoken.rank(asked), matcher.rank(asked)
    assert held_back.score == pytest.approx(0.5 * whole.score, abs=1e-6)  # scores have six places
    assert elsewhere.score == untouched.score  # it does not speak of children


def test_an_entry_that_speaks_of_nobody_is_answered_for_anybody(matcher: Matcher) -> None:
    asked = "how much are late fines"
    assert matcher.rank(f"{asked} for my elderly aunty")[0].score > 0.5 * matcher.rank(asked)[0].score


def test_an_entry_that_speaks_of_them_is(words_only: Matcher) -> None:
    questions = {**QUESTIONS, "fines": (*QUESTIONS["fines"], "a late fine of my aunty")}
    spoken = Matcher.fit(questions)
    asked = "how much is the late fine of my aunty"
    assert spoken.rank(asked)[0].entry == "fines"
    assert spoken.rank(asked)[0].score > words_only.rank(asked)[0].score

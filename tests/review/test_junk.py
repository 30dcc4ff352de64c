from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.reading import load
from sendbot.matching.reading.text import words
from sendbot.review.junk import _is_markup, _is_selling, looks_junk
from tests.review.judged import SUBJECTS


@pytest.mark.parametrize(
    "text",
    [
        "asdf",
        "hhhhhhhh",
        "qwerty",
        "?",
        "...",
        "pizza near me",
        "will it rain saturday",
        "tell me a joke",
        "ehc plan in scotland",
        "how does it work in wales",
        "bitcoin price",
        "👍",
        "sdfg hjkl",
    ],
)
def test_taps_small_talk_and_other_nations_look_like_junk(text: str) -> None:
    assert looks_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "EHCP",
        "SENCO",
        "DLA",
        "we are moving from scotland, is the plan valid",
        "no sleep",
        "hydrotherapy",
        "żłobek",
        "学校",
        "help",
        "he will not eat pizza or anything else",
        "PDA and ARFID",
        "rhythm",
    ],
)
def test_short_and_odd_questions_of_families_do_not(text: str) -> None:
    assert not looks_junk(text)


def test_no_question_of_the_judged_set_does() -> None:
    assert [text for texts in SUBJECTS.values() for text in texts if looks_junk(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Earn £5000 a week from home with crypto click here www.crypto-gain.biz",
        "Bitcoin investment platform, guaranteed returns",
        "Buy cheap followers now",
        "buy 1000 real instagram followers",
        "Quality backlinks for your website, https://rank.example.com",
        "Links for sale! 50% off, order now",
        "best casino bonus http://win.example",
        "how do i apply for NDIS",
        "<script>alert(1)</script>",
        "<SCRIPT src=//x.example></SCRIPT>",
        "<script>alert('my son')",
        '<img src=x onerror="alert(1)">',
        "<b></b><br/>",
        "<!-- hello -->",
    ],
)
def test_selling_and_markup_without_words_look_like_junk(text: str) -> None:
    assert looks_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I earn £151 a week from home and keep carers allowance",
        "can I work from home and earn £150 a week",
        "my son spent all his money on crypto, click here sites, who helps",
        "i was scammed with bitcoin on www.crypto-gain.biz",
        "i lost money in crypto, is there help with food",
        "is the form on www.gov.uk/find-local-council the right one",
        "https://www.example.gov.uk/livewell",
        "where is the cheapest soft play",
        "is there a discount for days out",
        "hearing aid batteries for sale",
        "cheap sensory toys online, is argos.com ok",
        "i cannot click here on the page",
        "<b>what is an ehcp</b>",
        "<p>transport refused</p><script>x()</script>",
        "<3 thank you where do i send it",
        "<help me>",
        "my son is <5 and not talking",
        "<a place for my son>",
        "who has ideas for a special offer at the zoo today",
        "can she join today",
        "does my lad get 50% off on the bus",
        "disabled followers of the club, can they buy a ticket",
    ],
)
def test_families_who_speak_of_money_links_and_signs_are_no_junk(text: str) -> None:
    assert not looks_junk(text)


def test_no_question_of_the_knowledge_looks_like_selling_or_markup() -> None:
    entries = load(Path(__file__).parents[2] / "knowledge").entries.values()
    asked = [question for entry in entries for question in entry.questions]
    assert [text for text in asked if _is_selling(text, words(text), ()) or _is_markup(text)] == []


@pytest.mark.parametrize("text", ["we live in Otherham, is it as in scotland", "is Great Wick like wales"])
def test_who_names_a_place_of_the_area_asks_about_here(text: str) -> None:
    assert looks_junk(text)
    assert not looks_junk(text, ("otherham", "Great Wick"))


def test_a_part_of_a_word_is_no_place() -> None:
    assert looks_junk("ehc plan in scotland with otherhampton", ("otherham", ""))

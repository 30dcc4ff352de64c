from __future__ import annotations

import pytest

from sendbot.knowledge.looks.pasted import pasted
from sendbot.knowledge.written import Written
from tests.knowledge.looks.told import said


@pytest.mark.parametrize(
    ("text", "offset", "advice"),
    [
        ("Ask the team.\nWas this page helpful?", 14, "copied from a web page"),
        ("Ask the team. Click here to apply.", 14, "Take it out"),
        ("Ask the team.\n\nIn this section\n\nAsk.", 15, "copied from a web page"),
        ("Get the form (PDF, 1.2 MB) first.", 13, "copied from a web page"),
        ("Ask the team.\n\nKind regards", 15, "belongs to an email"),
        ("Ask for a reas-\n  onable change.", 10, "Join it: reasonable."),
        ("The law says so.² Ask.", 16, "footnote"),
        ("The law says so [12].", 16, "footnote"),
        ("Ask Cllr Brown about it.", 4, "write the role or the team"),
        ("Ask for Fiona Marsh at the desk.", 8, "write the role or the team"),
        ("Ring and ask for extension 2215.", 17, "phone_note"),
        ("It costs £4,50 a day.", 9, "Write £4.50."),
        ("Ask ** the team** first.", 4, "**word**"),
        ("Ask **the team ** first.", 4, "**word**"),
        ("Translated by Google Translate.", 14, "have a person check"),
    ],
)
def test_what_was_copied_with_a_text_is_told_with_what_to_do(text: str, offset: int, advice: str) -> None:
    (only,) = said(pasted, text)
    assert only.startswith(f"{offset}: ")
    assert advice in only


@pytest.mark.parametrize(
    "text",
    [
        "The page was last reviewed on 15 November 2023.",
        "It needs a short- or long-term plan.",
        'On GOV.UK click on "Start now", then on the green button.',
        "In this section of the plan the help is law.",
        "Read more in the leaflet (PDF).",
        "This is for short-\nand long-term help.",
        "It costs £1,250 a year, or £12,500 in all.",
        "**Ask the team** first. A **newer page** says so.",
        "Ask the miss nobody knows. Drive to Dr.",
        "Claire House and the Helen Foundation may help. Fiona may too. Mark it.",
        "They can share pages with you, and cookies are free.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert said(pasted, text) == []


def test_the_bots_own_words_are_about_a_page_and_a_button_has_no_bold() -> None:
    own = Written(("wording", "page-print"), "wording.yaml", 'text "page-print"', "Print this page")
    assert list(pasted(own)) == []
    button = Written(("wording", "button-none"), "wording.yaml", 'text "button-none"', "None of **these**")
    assert "a button has no bold words" in next(pasted(button))[2]
    assert said(pasted, "click here", kind="question") == []

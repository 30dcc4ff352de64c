from __future__ import annotations

import pytest

from sendbot.conversation.glossary import asked_term, gloss, terms_in
from tests.conversation.small_house import KNOWLEDGE, WORDING

TERMS = KNOWLEDGE.terms


@pytest.mark.parametrize(
    "text",
    [
        "what is an OPAC",
        "What's an opac?",
        "whats the OPAC",
        "opac meaning",
        "meaning of OPAC",
        "explain opac",
        "hi what does OPAC stand for please",
    ],
)
def test_a_word_is_asked_for_in_many_ways(text: str) -> None:
    term = asked_term(text, TERMS)
    assert term is not None
    assert term.term == "OPAC"


@pytest.mark.parametrize(
    "text",
    ["what is an OPAC desk for", "opac", "how do I use the OPAC", "what is", "", "what is " + "x" * 5000],
)
def test_other_questions_are_not_about_a_word(text: str) -> None:
    assert asked_term(text, TERMS) is None


def test_terms_in_capitals_count_and_spelled_out_ones_do_not() -> None:
    assert [term.term for term in terms_in("Ask for an ILL or use the OPAC.", TERMS)] == ["OPAC", "ILL"]
    assert terms_in("I feel ill.", TERMS) == ()
    assert terms_in("Ask for an inter-library loan (ILL).", TERMS) == ()


def test_a_term_without_plain_words_is_still_a_sentence() -> None:
    assert gloss(TERMS[1], WORDING) == "**ILL** means Inter-Library Loan."

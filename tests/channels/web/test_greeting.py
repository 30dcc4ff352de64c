"""The welcome, cut where the field for the question comes in; its examples are questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.channels.web.blocks import Blocks
from sendbot.channels.web.greeting import Greeting, greeting
from sendbot.channels.web.look import Look
from tests.conversation.small_house import KNOWLEDGE


def said(**words: str) -> Greeting:
    knowledge = replace(KNOWLEDGE, wording={**KNOWLEDGE.wording, **words})
    return greeting(Look(knowledge, Blocks(knowledge)))


def test_the_first_paragraph_comes_first_and_the_one_with_the_emergency_number_next() -> None:
    found = said(welcome="Hello.\n\nI am a machine.\n\nIn danger? Call 999.\n\nBye.")
    assert found.hello == "<p>Hello.</p>"
    assert found.danger == '<p>In danger? Call <a class="tel" href="tel:999">999</a>.</p>'
    assert found.rest == "<p>I am a machine.</p><p>Bye.</p>"


@pytest.mark.parametrize(
    ("examples", "lead", "questions"),
    [
        ("You could ask:\n- How long?\n- **Who** pays?", "You could ask:", ("How long?", "Who pays?")),
        ("You could ask:\n\n- How long?", "You could ask:", ("How long?",)),
        ("- How long?", "", ("How long?",)),
        ("Ask what you like.", "Ask what you like.", ()),
    ],
)
def test_lines_with_a_dash_are_questions(examples: str, lead: str, questions: tuple[str, ...]) -> None:
    found = said(examples=examples)
    assert (found.lead, found.examples) == (lead, questions)


def test_a_welcome_of_one_paragraph_is_enough() -> None:
    found = said(welcome="Hello.")
    assert (found.danger, found.rest) == ("", "")

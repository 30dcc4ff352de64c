from __future__ import annotations

import pytest

from sendbot.knowledge.looks.typed import typed
from tests.knowledge.looks.told import said


@pytest.mark.parametrize(
    ("text", "offset", "advice"),
    [
        ("Not applicable.", 0, "delete the whole line"),
        ("You MUST NOT SIGN THE FORM yet.", 4, "Write small letters"),
        ("Ask the team,they know.", 8, "Put a space there"),
        ("Ask the team , they know.", 11, "Take the space out"),
        ("Ask the team.. They know.", 12, "Keep one of them"),
        ("You don?t need it.", 6, "Type it again"),
        ("It is ?20 a week.", 6, "Type it again"),
        ("Ask <your school> first.", 4, "Write what belongs there"),
        ("Ask the tribunel first.", 8, "Write: tribunal."),
        ("Ask first (see appendix B).", 11, "Take it out"),
        ("1. Ask.\n3. Wait.", 8, "Number it 2"),
        ("There are two ways:\n- Ask.\n- Wait.\n- Ring.", 0, "3 listed"),
        ("You have 4 weeks. You have 6 weeks.", 18, "Keep the right one"),
        ("Ask first. You need:", 0, "Write the list"),
    ],
)
def test_how_a_text_is_typed_is_told_with_what_to_do(text: str, offset: int, advice: str) -> None:
    (only,) = said(typed, text)
    assert only.startswith(f"{offset}: ")
    assert advice in only


@pytest.mark.parametrize(
    "text",
    [
        "DLA, PIP and UC are three kinds of money.",
        "Use GOV.UK, e.g. its page on DLA.",
        "At 8.30am, or 2.5 miles off... you may ask.",
        "Is it late? 20 weeks is the limit.",
        "Look at Section F of the plan.",
        "1. Ask.\n2. Wait.\n\nThen:\n1. Ring.\n2. Write.",
        "There are two ways:\n- Ask.\n  And again.\n- Wait.",
        "None of this is your fault.",
        "If 3 < 5 and 7 > 5, ask, etc., as you like.",
        "ESA, DLA, PIP, JSA and UC are benefits.",
        "A child of 5 gets 2 hours. A child of 6 gets 3 hours.",
        "See paragraph 9.61 of the Code.",
    ],
)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    assert said(typed, text) == []
    assert said(typed, "DO IT NOW PLEASE ,and?20", kind="question") == []


def test_a_question_pasted_from_a_numbered_list_is_told() -> None:
    (only,) = said(typed, "Q3. what is it", kind="question")
    assert "Take it out" in only
    assert said(typed, "7) where do I ask", kind="question")
    for text in ("20 weeks", "3.5 miles to school", "Q and A", "16: what then", "question for you"):
        assert said(typed, text, kind="question") == [], text

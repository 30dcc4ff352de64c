from __future__ import annotations

import pytest

from sendbot.knowledge.wanted import asks_for


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how long does the library keep a book", "a time"),
        ("I lent it to my nan. By when must it be back?", "a time"),
        ("hes lost it when do they send the bill", "a time"),
        ("is there a deadline for fines", "a time"),
        ("how many school days may they take", "an amount of days"),
        ("from what age may a child join", "an age"),
        ("how old must she be", "an age"),
        ("Which team runs the book bus?", "a name"),
        ("my card is gone, whos the one to ring", "a name"),
        ("it's a bus full of books. What is it called?", "a name"),
        ("which form do I fill in", "a form"),
        ("can they keep my deposit", "a yes or no"),
        ("They threw out my books, is that allowed", "a yes or no"),
        ("Is borrowing compulsory, then?", "a yes or no"),
        ("Can’t we have both?", "a yes or no"),
    ],
)
def test_what_is_asked_for_shows_in_the_words(question: str, wanted: str) -> None:
    assert asks_for(question) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "borrowing a book",
        "how do I borrow a book",
        "She cries when she has to give one back.",
        "could you explain how fines work",
        "What can we do about the noise?",
        "I do not know what to do.",
        "",
    ],
)
def test_other_questions_are_let_be(question: str) -> None:
    assert asks_for(question) is None

from __future__ import annotations

import pytest

from sendbot.conversation.events import (
    DeadlineWorkedOut,
)
from tests.conversation.hearing import heard, say


def test_a_date_is_worked_out_by_command() -> None:
    turn = say("/date return-book 3 March")
    assert heard(turn).startswith(
        "Tuesday 24 March 2026\n\nLast day to bring the book back.\n\nThat date has passed."
    )
    assert turn.events == (DeadlineWorkedOut("return-book"),)
    assert turn.replies[0].attachment is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", "Hello."),
        ("/help", "Hello."),
        ("/start borrow", "How do I borrow a book?"),
        ("/contacts", "Who can help"),
        ("/date", "I can work out these"),
        ("/deadlines", "I can work out these"),
        ("/privacy", "What is kept?"),
        ("/topics", "These are some"),
        ("/date appeal", "Last day to appeal"),
        ("/date@sendbot return-book", "Last day to bring"),
        ("/start nonsense", "Hello."),
        ("/date return-book banana", "I could not read that as a date"),
    ],
)
def test_commands(text: str, expected: str) -> None:
    assert heard(say(text)).startswith(expected)

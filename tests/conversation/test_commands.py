from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.events import (
    DeadlineWorkedOut,
)
from sendbot.conversation.turn import take_turn
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import KNOWLEDGE, MIND, message


def test_a_date_is_worked_out_by_command() -> None:
    turn = say("/date return-book 3 March")
    assert heard(turn).startswith(
        "Tuesday 24 March 2026\n\nLast day to bring the book back.\n\nThat date has passed."
    )
    assert turn.events == (DeadlineWorkedOut("return-book"),)
    assert turn.replies[0].attachment is not None


def test_what_is_kept_is_said_whole_however_long_it_is() -> None:
    privacy = KNOWLEDGE.entry(KNOWLEDGE.area.entries.privacy)
    assert privacy is not None
    long = privacy.model_copy(update={"answer": f"{privacy.answer}\n\n{'Nothing else. ' * 60}Press Drop."})
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, privacy.id: long}))
    assert "Press Drop." in heard(take_turn(message("/privacy"), mind))
    assert "Press Drop." not in heard(take_turn(message(f"/start {privacy.id}"), mind))


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

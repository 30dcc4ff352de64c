from __future__ import annotations

from dataclasses import fields

from sendbot.conversation.messages import Message, join
from tests.conversation.small_house import TODAY


def test_messages_sent_together_are_read_as_one() -> None:
    joined = join(
        [
            Message("my son", TODAY, easy_read=True),
            Message("keeps being sent home", TODAY, question_id="q-abcd1234"),
        ]
    )
    assert joined.text == "my son\nkeeps being sent home"
    assert joined.easy_read
    assert joined.question_id == "q-abcd1234"


def test_a_message_cannot_say_who_sent_it() -> None:
    assert {field.name for field in fields(Message)} == {
        "text",
        "now",
        "language",
        "easy_read",
        "question_id",
        "date_for",
        "before",
        "noticed",
        "below_card",
        "not_kept",
        "written",
    }


def test_what_no_encoding_can_carry_is_replaced() -> None:
    assert Message("a\ud800b 🙂", TODAY).text == "a?b 🙂"

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from sendbot.conversation.work_out_deadline import find_deadline, offer_deadlines, work_out_reply
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import DEADLINES, KNOWLEDGE, MIND, TODAY


def worked(name: str, text: str) -> str:
    return plain(work_out_reply(name, text, KNOWLEDGE, TODAY).replies[0])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("return-book", "return-book"),
        ("return", "return-book"),
        ("APPEAL", "appeal-fine"),
        ("fine", "pay-fine"),
        ("", None),
        ("x", None),
    ],
)
def test_a_deadline_is_found_by_id_or_by_a_word_of_it(name: str, found: str | None) -> None:
    deadline = find_deadline(name, KNOWLEDGE)
    assert (deadline.id if deadline else None) == found


def test_the_date_comes_first_then_how_it_was_counted_and_the_caveat() -> None:
    day, label, ahead, counted, caveat = worked("return-book", "20 November 2026").split("\n\n")
    assert (day, label) == ("Friday 11 December 2026", "Last day to bring the book back.")
    assert ahead == "That is 18 days from today."
    assert "3 weeks" in counted
    assert caveat == "Ask at the desk if you are ill."


def test_today_and_the_past_are_said() -> None:
    assert "That is today." in worked("return-book", "2 November 2026")
    assert "That is 1 day from today." in worked("return-book", "3 November 2026")
    assert "That date has passed." in worked("return-book", "1 June 2026")


def test_the_later_of_two_dates_is_the_answer() -> None:
    assert worked("appeal-fine", "1 October 2026").startswith("Tuesday 1 December 2026")
    assert worked("appeal-fine", "1 October 2026 and 20 November 2026").startswith("Sunday 20 December 2026")
    assert worked("appeal-fine", "1 October, 2026").startswith("Tuesday 1 December 2026")


def test_what_is_no_date_is_asked_for_again() -> None:
    turn = work_out_reply("return-book", "when the cows come home", KNOWLEDGE, TODAY)
    assert plain(turn.replies[0]).startswith("I could not read that as a date.")
    assert turn.replies[0].asks_date_for == "return-book;31"
    assert turn.events == ()
    assert plain(work_out_reply("gone", "3 March", KNOWLEDGE, TODAY).replies[0]).startswith(
        "I do not know which date"
    )


def test_each_deadline_is_a_button() -> None:
    many = [
        deadline.model_copy(update={"id": f"{deadline.id}-{number}"})
        for number in range(3)
        for deadline in DEADLINES
    ]
    reply = offer_deadlines(KNOWLEDGE, many).replies[0]
    assert [button.label for button in reply.buttons] == [deadline.label for deadline in many]
    short = many[0].model_copy(update={"short": "The book"})
    assert offer_deadlines(KNOWLEDGE, [short]).replies[0].buttons[0].label == "The book"
    assert plain(offer_deadlines(KNOWLEDGE, []).replies[0]) == "I have no dates to work out yet."


def told(**more: object) -> str:
    """What is said of a fine that was sent on 10 June 2026, and its calendar file."""
    fine = DEADLINES[2].model_copy(update=more)
    house = replace(
        KNOWLEDGE, entries={"fines": KNOWLEDGE.entries["fines"].model_copy(update={"deadlines": (fine,)})}
    )
    reply = work_out_reply(fine.id, "10 June 2026", house, date(2026, 6, 20)).replies[0]
    assert reply.attachment is not None
    return f"{plain(reply)}\n{reply.attachment.text}"


def test_what_must_arrive_is_said_with_its_rule_and_where_it_was_moved() -> None:
    heard = told(must_arrive=True, moves="august-and-christmas", law="Library rule 20")
    assert heard.startswith(
        "It must arrive by Tuesday 1 September 2026\n\nLast day to appeal against a fine."
    )
    assert "By counting alone the time ends on Monday 10 August 2026." in heard
    assert "The rule for this: Library rule 20." in heard
    assert "DTSTART;VALUE=DATE:20260901" in heard


def test_nothing_is_said_of_a_rule_or_a_move_that_there_is_not() -> None:
    heard = told()
    assert heard.startswith("Monday 10 August 2026\n\nLast day to appeal against a fine.")
    assert all(words not in heard for words in ("arrive", "The rule", "counting alone"))


@pytest.mark.parametrize(
    "text",
    [
        "Today, the school sent him home again, what can I do?",
        "how do I borrow a book?",
        "opening hours",
        "last week they shut early, is that allowed?",
    ],
)
def test_another_question_lets_go_at_once(text: str) -> None:
    assert all(reply.asks_date_for is None for reply in say(text, date_for="appeal-fine").replies)


def test_small_talk_keeps_the_bot_waiting_for_three_messages() -> None:
    waiting: str | None = "appeal-fine"
    for _ in range(3):
        assert waiting is not None
        waiting = say("thanks", date_for=waiting).replies[-1].asks_date_for
    assert waiting is None


@pytest.mark.parametrize(
    "data",
    [
        "1:d:pay-fine:x",
        "1:d:pay-fine:2026-02-30",
        "1:d:gone:2026-11-03",
        "1:d:pay-fine:2026-11-03:2026-11-03",
        "1:d:pay-fine:1926-11-03",
    ],
)
def test_a_forged_day_is_an_old_button(data: str) -> None:
    assert "older message" in heard(press(data, MIND, TODAY))


def test_a_command_is_a_command_although_a_date_is_waited_for() -> None:
    assert "2 months from Monday 2 March 2026" in heard(
        say("/date appeal-fine 2 March 2026", date_for="pay-fine")
    )


@pytest.mark.parametrize("year", [9999, 2032, 2019, 1])
def test_a_yes_makes_no_day_meant_that_is_too_far_away(year: int) -> None:
    asked = say(f"/date appeal-fine 5 november {year:04}").replies[-1]
    assert "more than five years away" in plain(asked)
    for _ in range(2):
        asked = say("yes", date_for=asked.asks_date_for).replies[-1]
        assert "more than five years away" in plain(asked)
    assert "Saturday 5 December 2026" in heard(say("5 october 2026", date_for=asked.asks_date_for))

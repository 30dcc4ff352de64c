from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.conversation import buttons
from sendbot.conversation.buttons import BUTTON_LIMIT, DATA_LIMIT, Press, View, view_of
from sendbot.conversation.events import Answered, ChoiceMade, Explained, Forgotten, Rated
from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from sendbot.knowledge.entries import ID_LIMIT
from tests.conversation.small_house import MIND, QUESTION_ID, TODAY


def heard(data: str) -> str:
    return "\n\n".join(plain(reply) for reply in press(data, MIND, TODAY).replies)


def test_an_entry_opens_in_the_view_of_the_button() -> None:
    assert heard("1:e:borrow").startswith("How do I borrow a book?\n\nShow your card at the desk.")
    assert heard("1:z:borrow").startswith("How do I borrow a book?\n\nShow your card.\n")
    assert heard("1:e:borrow:z").startswith("How do I borrow a book?\n\nShow your card.\n")
    assert heard("1:e:borrow:pl").startswith("Jak wypożyczyć książkę?")
    assert press("1:e:borrow", MIND, TODAY).events == (Answered("borrow", by_button=True),)


def test_a_retired_id_still_opens_its_entry() -> None:
    assert press("1:e:late-fees", MIND, TODAY).entry == "fines"


def test_a_choice_is_recorded_with_its_entry() -> None:
    turn = press(f"1:c:renew:{QUESTION_ID}", MIND, TODAY)
    assert turn.events == (ChoiceMade(QUESTION_ID, "renew"), Answered("renew", by_button=True))
    assert press(f"1:c:late-fees:{QUESTION_ID}", MIND, TODAY).events[0] == ChoiceMade(QUESTION_ID, "fines")


def test_none_of_these_gives_people_and_says_what_becomes_of_the_question() -> None:
    turn = press(f"1:n:{QUESTION_ID}", MIND, TODAY)
    assert turn.events == (ChoiceMade(QUESTION_ID, None),)
    assert "The desk" in heard(f"1:n:{QUESTION_ID}")
    assert "goes to the staff" in heard(f"1:n:{QUESTION_ID}")
    assert turn.replies[0].buttons[0].data == f"1:k:{QUESTION_ID}"
    assert "goes to the staff" not in heard("1:n:")


def test_a_question_is_forgotten() -> None:
    assert press(f"1:k:{QUESTION_ID}", MIND, TODAY).events == (Forgotten(QUESTION_ID),)
    assert heard(f"1:k:{QUESTION_ID}") == "I will not keep that question. It is deleted."


def test_rating_asks_why_and_gives_a_person_to_whoever_needs_one() -> None:
    assert [button.data for button in press("1:h:borrow", MIND, TODAY).replies[0].buttons] == [
        "1:r:borrow:y",
        "1:r:borrow:n",
    ]
    assert press("1:r:borrow:y", MIND, TODAY).events == (Rated("borrow", True),)
    reasons = press("1:r:borrow:n", MIND, TODAY)
    assert reasons.events == (Rated("borrow", False),)
    assert len(reasons.replies[0].buttons) == 4
    assert press("1:w:borrow:hard", MIND, TODAY).events == (Rated("borrow", False, "hard"),)
    assert "The helpline" in heard("1:w:borrow:person")


def test_words_of_an_answer_are_explained() -> None:
    assert "- OPAC means Online Public Access Catalogue: a list of all books." in heard("1:g:borrow")
    assert press("1:g:borrow", MIND, TODAY).events == (Explained("OPAC"),)
    assert "no words to explain" in heard("1:g:hours")


def test_working_out_a_date_asks_for_the_day_it_counts_from() -> None:
    turn = press("1:d:return-book", MIND, TODAY)
    assert "the day you borrowed it" in heard("1:d:return-book")
    assert "/date return-book 3 March" in heard("1:d:return-book")
    assert turn.replies[0].asks_date_for == "return-book"
    assert [button.data for button in press("1:d:fines", MIND, TODAY).replies[0].buttons] == [
        "1:d:pay-fine",
        "1:d:appeal-fine",
    ]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "1:",
        "1:e",
        "1:e:",
        "1:e:nothing",
        "2:e:borrow",
        "1:q:borrow",
        "1:e:BORROW",
        "1:e:borrow\n",
        "1:r:borrow:x",
        "1:r:gone:y",
        "1:w:borrow:sulk",
        "1:w:gone:hard",
        "1:h:gone",
        "1:g:gone",
        "1:d:gone",
        "1:k:",
        "1:k:q-1",
        "1:k:x' OR 1=1",
        "1:c:gone:q-abcd1234",
        "1:z:",
        "a" * 65,
        "1:e:" + "b" * 60,
        "é",
        "1:e:borrow:z:x:y",
        "\x00",
    ],
)
def test_stale_foreign_and_forged_buttons_get_a_polite_reply(data: str) -> None:
    turn = press(data, MIND, TODAY)
    assert plain(turn.replies[0]).startswith("That button is from an older message")
    assert turn.events == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=70) | st.from_regex(r"1:[a-z]:[a-z0-9:-]{0,60}", fullmatch=True))
def test_no_data_is_an_exception(data: str) -> None:
    turn = press(data, MIND, TODAY)
    assert turn.replies
    assert all(len(reply.buttons) <= BUTTON_LIMIT for reply in turn.replies)


def test_the_longest_button_fits() -> None:
    longest = buttons.write(buttons.CHOOSE, "e" * ID_LIMIT, QUESTION_ID, View(True, "pl").token())
    assert len(longest) <= DATA_LIMIT
    assert buttons.read(longest) == Press(buttons.CHOOSE, ("e" * ID_LIMIT, QUESTION_ID, "z-pl"))


@pytest.mark.parametrize("view", [View(), View(True), View(False, "pl"), View(True, "pl")])
def test_a_view_travels_in_a_button(view: View) -> None:
    assert view_of(view.token()) == view

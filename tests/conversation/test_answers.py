from __future__ import annotations

from sendbot.conversation.answers import open_button
from sendbot.conversation.buttons import View
from sendbot.conversation.events import (
    Answered,
)
from sendbot.knowledge.entries import Translation
from tests.conversation.hearing import heard, labels, say
from tests.conversation.small_house import entry


def test_a_clear_question_gets_the_entry_with_people_date_and_source() -> None:
    turn = say("how do I borrow a book")
    assert heard(turn).split("\n\n")[:3] == [
        "How do I borrow a book?",
        "Show your card at the desk.",
        "The OPAC tells you where it is.",
    ]
    assert (
        "The desk\nHelp with desk.\nPhone: 0300 123 5012, choose option 3\nWebsite: https://library.example\nOpen: Monday to Friday"
        in heard(turn)
    )
    assert "From pages read in November 2026. The council has not checked this yet." in heard(turn)
    assert "Where this comes from:\n- Borrowing, dated June 2025: https://library.example/borrow" in heard(
        turn
    )
    assert turn.events == (Answered("borrow"),)
    assert (turn.outcome, turn.entry, turn.reason) == ("answer", "borrow", "clear match")


def test_an_answer_offers_date_easy_read_and_words_and_asks_whether_it_helped() -> None:
    assert labels(say("borrow book")) == [
        "Work out my date",
        "Easy Read",
        "What do these words mean?",
        "Did this help?",
    ]
    assert labels(say("opening hours")) == ["Did this help?"]


def test_easy_read_is_used_when_asked_for_and_sticks_in_the_buttons() -> None:
    turn = say("borrow book", easy_read=True)
    assert heard(turn).startswith("How do I borrow a book?\n\nShow your card.\n")
    assert labels(turn)[1] == "Show the full answer"
    assert any(button.data == "1:e:renew:z" for button in turn.replies[0].buttons)
    assert "do not have an Easy Read version" in heard(say("renew loan", easy_read=True))


def test_the_closest_entries_lend_their_contacts_when_declining() -> None:
    turn = say("opening overdue bins rubbish fortnight")
    assert turn.outcome == "abstain"
    assert "The post" in heard(turn)
    assert "The desk" in heard(turn)


def test_a_button_shows_the_short_title_that_a_phone_does_not_cut() -> None:
    long = entry("long", "A title that is far too long for the button of a small phone", ("x",), "A.")
    short = long.model_copy(update={"short_title": "A short title"})
    assert open_button(long, View()).label == long.title
    assert open_button(short, View()).label == "A short title"
    translated = short.model_copy(
        update={"translations": {"pl": Translation(title="Tytuł", answer="O.", of="x")}}
    )
    assert open_button(translated, View(language="pl")).label == "Tytuł"

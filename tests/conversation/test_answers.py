from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.answers import answer_reply, label_of, more_reply, translation_of
from sendbot.conversation.buttons import View
from sendbot.conversation.events import (
    Answered,
)
from sendbot.conversation.replies import Card, Sources, brief_of, card_of, plain
from sendbot.knowledge.entries import SHORT_TITLE_LIMIT
from sendbot.number_of_buttons import BUTTON_LIMIT
from tests.conversation.hearing import heard, labels, say
from tests.conversation.house_with_parts import with_parts
from tests.conversation.small_house import ENTRIES, KNOWLEDGE, contact, entry


def test_a_clear_question_gets_the_answer_and_a_person_on_one_line() -> None:
    turn = say("how do I borrow a book")
    assert heard(turn) == (
        "How do I borrow a book?\n\nShow your card at the desk.\n\nThe OPAC tells you where it is.\n\n"
        "The desk: Help with desk. Phone: 0300 123 5012, choose option 3\n\n"
        "1. Work out my date\n2. Easy Read\n3. More people and where this is from\n4. Did this help?"
    )
    assert turn.events == (Answered("borrow"),)
    assert (turn.outcome, turn.entry, turn.reason) == ("answer", "borrow", "clear match")


def test_the_first_button_is_the_next_step() -> None:
    assert labels(say("borrow book"))[0] == "Work out my date"
    near = entry("near", "Near", ("near",), "Here.", related=("renew", "hours"))
    assert answer_reply(near, KNOWLEDGE, View()).buttons[0].data == "1:e:renew"
    assert labels(say("opening hours")) == ["More people and where this is from", "Did this help?"]


def test_with_a_date_and_a_second_thing_asked_both_are_offered_and_easy_read_waits() -> None:
    borrow, hours = ENTRIES[0], ENTRIES[3]
    alone = answer_reply(borrow, KNOWLEDGE, View()).buttons
    both = answer_reply(borrow, KNOWLEDGE, View(), also=hours).buttons
    assert "Easy Read" in [button.label for button in alone]
    assert [button.label for button in both][:2] == ["When are you open?", "Work out my date"]
    assert "Easy Read" not in [button.label for button in both]
    assert len(both) <= BUTTON_LIMIT


def test_what_was_asked_too_comes_before_the_date_and_is_no_second_button() -> None:
    knowledge = with_parts()
    fines, lost = knowledge.entries["fines"], knowledge.entries["fine-lost"]
    near = [button.label for button in answer_reply(fines, knowledge, View()).buttons]
    assert near[:2] == ["Work out my date", "A fine for a lost book"]
    asked = [button.label for button in answer_reply(fines, knowledge, View(), also=lost).buttons]
    assert asked[:2] == ["A fine for a lost book", "Work out my date"]
    assert len(asked) <= BUTTON_LIMIT
    whole = [button.label for button in answer_reply(lost, knowledge, View(), also=fines).buttons]
    assert whole[:2] == ["How much is a fine?", "Appealing a fine"]


def test_everybody_dates_and_sources_stand_on_the_button_for_more() -> None:
    reply = more_reply(ENTRIES[0], KNOWLEDGE, View())
    text = plain(reply)
    assert "Open: Monday to Friday" in text
    assert "November 2026" in text
    assert "Where this comes from:\n- Borrowing, dated June 2025: https://library.example/borrow" in text
    assert reply.buttons[0].label == "What do these words mean?"
    short = answer_reply(ENTRIES[0], KNOWLEDGE, View())
    assert not any(isinstance(part, Card | Sources) for part in short.parts)


def test_a_page_is_read_more_and_never_somebody_who_can_help() -> None:
    pages = entry("pages", "Pages", ("pages",), "Read.", contacts=("team", "desk"))
    text = plain(more_reply(pages, KNOWLEDGE, View()))
    assert (
        text.index("Who can help") < text.index("The desk") < text.index("Read more") < text.index("The team")
    )
    assert "The team" not in plain(answer_reply(pages, KNOWLEDGE, View()))
    alone = entry("alone", "Alone", ("alone",), "Read.", contacts=("guide",))
    guide = contact("guide", web="https://library.example/guide")
    held = replace(KNOWLEDGE, contacts={**KNOWLEDGE.contacts, "guide": guide})
    assert "Read more: https://library.example/guide" in plain(answer_reply(alone, held, View()))


def test_a_long_answer_is_cut_at_a_paragraph_and_the_button_has_the_whole() -> None:
    paragraphs = [
        f"Paragraph {name} is about {name}s. " + "It says a lot of things. " * 9
        for name in ("fish", "bird", "horse")
    ]
    long = entry("long", "Long", ("long",), "\n\n".join(paragraphs), contacts=("desk",))
    birds = answer_reply(long, KNOWLEDGE, View(), question="what about birds")
    assert "fish" in plain(birds)
    assert len(plain(birds)) < 800
    assert birds.buttons[0].label == "The whole answer and its sources"
    assert "Paragraph horse" in plain(more_reply(long, KNOWLEDGE, View()))


def test_easy_read_is_easy_read_all_over_and_sticks_in_the_buttons() -> None:
    easy = "Show your card. " * 12
    book = ENTRIES[0].model_copy(update={"easy_read": easy.strip(), "short_title": "Borrowing"})
    reply = answer_reply(book, KNOWLEDGE, View(easy_read=True))
    text = plain(reply)
    assert text.startswith("Borrowing\n\nShow your card.")
    assert len(book.easy_read or "") >= 0.6 * len(text)
    assert [button.label for button in reply.buttons][1:3] == ["The full answer", "More help"]
    assert "Help with desk" not in text
    assert any(button.data == "1:m:borrow:z" for button in reply.buttons)
    assert "do not have an Easy Read version" in heard(say("renew loan", easy_read=True))


def test_somebody_named_before_is_named_without_what_they_are_for() -> None:
    assert "The desk: Phone: 0300" in plain(answer_reply(ENTRIES[0], KNOWLEDGE, View(), told=("desk",)))


def test_a_button_is_never_longer_than_a_phone_shows() -> None:
    long = entry("long", "A title that is a good deal longer than any phone shows", ("long",), "Yes.")
    assert len(label_of(long, View())) <= SHORT_TITLE_LIMIT
    assert label_of(long.model_copy(update={"short_title": "Short"}), View()) == "Short"


def test_the_closest_entry_lends_the_one_person_when_declining() -> None:
    turn = say("opening overdue bins rubbish fortnight")
    assert turn.outcome == "abstain"
    assert "The post" in heard(turn)
    assert "The desk" not in heard(turn)


def test_a_translation_of_an_older_answer_is_not_shown() -> None:
    borrow = KNOWLEDGE.entries["borrow"]
    view = View(language="pl")
    assert translation_of(borrow, view) is not None
    assert translation_of(borrow.model_copy(update={"answer": "Show two cards."}), view) is None


def test_a_name_that_begins_with_the_has_a_capital_on_its_card_and_its_line() -> None:
    hub = contact("hub", phone="0113 496 0123").model_copy(update={"name": "the Marlow hub"})
    assert card_of(hub, KNOWLEDGE.wording).name == "The Marlow hub"
    assert brief_of(hub, KNOWLEDGE.wording).name == "The Marlow hub"

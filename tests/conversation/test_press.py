from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.events import Answered, ChoiceMade, Explained, Forgotten, Rated
from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from tests.conversation.small_house import KNOWLEDGE, MIND, QUESTION_ID, TODAY


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


def test_buttons_of_a_reply_in_another_language_are_answered_in_it() -> None:
    polish = KNOWLEDGE.languages["pl"].model_copy(
        update={
            "wording": {
                "none-chosen": "Przykro mi.",
                "forgotten": "Usunięte.",
                "stale": "Za stare.",
                "not-meant": "Rozumiem.",
            }
        }
    )
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, languages={"pl": polish}))

    def said(data: str) -> str:
        return plain(press(data, mind, TODAY).replies[0])

    assert said(f"1:n:{QUESTION_ID}:pl").startswith("Przykro mi.")
    assert press(f"1:n:{QUESTION_ID}:pl", mind, TODAY).replies[0].buttons[0].data == f"1:k:{QUESTION_ID}:pl"
    assert said(f"1:k:{QUESTION_ID}:pl") == "Usunięte."
    assert said("1:x:safety-flood:pl") == "Rozumiem."
    assert said("1:e:no-such-entry:pl") == "Za stare."
    assert said("1:e:no-such-entry:borrow") != "Za stare."


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
    assert press("1:w:borrow:hard", MIND, TODAY).events == (
        Rated("borrow", False, "hard", replaces=(False, None)),
    )
    assert "The helpline" in heard("1:w:borrow:person")


def test_no_leads_somewhere_whatever_was_wrong() -> None:
    other = press("1:w:borrow:not-asked", MIND, TODAY).replies[0]
    assert [button.data for button in other.buttons] == ["1:e:renew", "1:e:hours", "1:e:contact-human"]
    hard = heard("1:w:borrow:hard")
    assert "Show your card." in hard
    assert "Talk to a person" in heard("1:w:borrow:hard:z")
    assert "The desk" in heard("1:w:borrow:out-of-date")


def test_a_topic_offers_its_first_entries() -> None:
    found = press("1:o:library", MIND, TODAY).replies[0]
    assert [button.data for button in found.buttons] == ["1:e:borrow", "1:e:renew", "1:e:fines", "1:e:hours"]
    assert "no longer works" in heard("1:o:nothing")


def test_more_holds_what_the_answer_left_out() -> None:
    assert "Where this comes from" in heard("1:m:borrow")
    assert press("1:m:borrow", MIND, TODAY).events == ()
    assert "no longer works" in heard("1:m:nothing")


def test_words_of_an_answer_are_explained() -> None:
    assert "- OPAC means Online Public Access Catalogue: a list of all books." in heard("1:g:borrow")
    assert press("1:g:borrow", MIND, TODAY).events == (Explained("OPAC"),)
    assert "no words to explain" in heard("1:g:hours")


def test_working_out_a_date_asks_for_the_day_it_counts_from() -> None:
    turn = press("1:d:return-book", MIND, TODAY)
    assert "the day you borrowed it" in heard("1:d:return-book")
    assert "For example: 3 November 2026" in heard("1:d:return-book")
    assert turn.replies[0].asks_date_for == "return-book"
    assert [button.data for button in press("1:d:fines", MIND, TODAY).replies[0].buttons] == [
        "1:d:pay-fine",
        "1:d:appeal-fine",
    ]

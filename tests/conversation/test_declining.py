from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.replies import People
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Ranking
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import KNOWLEDGE, MIND, PEOPLE, contact, message

UNKNOWN = "when are the bins collected"


def test_an_honest_no_is_a_sentence_one_person_and_what_becomes_of_the_question() -> None:
    turn = say(UNKNOWN)
    people = [part for part in turn.replies[0].parts if isinstance(part, People)]
    assert [len(part.lines) for part in people] == [1]
    assert len(heard(turn)) < 420
    assert turn.kept


def test_childrens_social_care_is_lent_to_nobody() -> None:
    social = contact("checs", phone="0300 123 5012")
    entries = {
        name: item.model_copy(update={"contacts": ("checs", "post")})
        for name, item in KNOWLEDGE.entries.items()
    }
    entries["contact-human"] = KNOWLEDGE.entries["contact-human"]
    area = KNOWLEDGE.area.model_copy(update={"people": PEOPLE.model_copy(update={"kept_back": ("checs",)})})
    people = {**KNOWLEDGE.contacts, "checs": social}
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, entries=entries, contacts=people, area=area))
    turn = take_turn(message("opening overdue bins rubbish fortnight"), mind)
    assert "The post" in heard(turn)
    assert "The checs" not in heard(turn)


def test_the_honest_no_is_in_the_familys_language_and_says_once_that_nobody_checked_it() -> None:
    own = {"fallback": "Nie wiem.", "words-unchecked": "Niesprawdzone."}
    polish = KNOWLEDGE.languages["pl"].model_copy(update={"wording": own})
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, languages={"pl": polish}))
    first = take_turn(message(UNKNOWN, language="pl"), mind)
    assert heard(first).startswith("Nie wiem.")
    assert heard(first).count("Niesprawdzone.") == 1
    assert "Odpowied\u017a jest poni\u017cej" not in heard(first)


def test_nothing_near_is_no_reason_to_fail() -> None:
    assert isinstance(MIND.matcher.rank(""), Ranking)
    assert say("").replies

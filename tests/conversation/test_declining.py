from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.replies import People
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Ranking, Reason, Signs
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


def test_a_family_of_another_area_is_named_nobody_of_this_one() -> None:
    finder = contact("finder", web="https://finder.example")
    area = KNOWLEDGE.area.model_copy(update={"people": PEOPLE.model_copy(update={"elsewhere": ("finder",)})})
    people = {**KNOWLEDGE.contacts, "finder": finder}
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, contacts=people, area=area), matcher=Elsewhere())
    turn = take_turn(message("we live in Wales, how do I borrow"), mind)
    assert turn.reason == str(Reason.OTHER_PLACE)
    named = [
        line.contact for part in turn.replies[0].parts if isinstance(part, People) for line in part.lines
    ]
    assert named == ["finder"]


class Elsewhere:
    """A matcher that finds every message to be about another place."""

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        found = MIND.matcher.rank(message, limit, language)
        return Ranking(found, Signs(reason=Reason.OTHER_PLACE))

    def language(self, message: str) -> str:
        return MIND.matcher.language(message)


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


def test_whoever_asks_about_their_own_case_can_open_the_answer_about_the_team() -> None:
    assert "The team" in [button.label for button in say("mine").replies[0].buttons]
    assert "The team" not in [button.label for button in say("scotland").replies[0].buttons]

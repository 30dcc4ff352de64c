from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.follow_up import followed, leaning, weighed
from sendbot.conversation.messages import Before
from sendbot.conversation.plain_asks import names_no_subject
from sendbot.conversation.remembering import offered_in
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Answer, Candidate, Ranking, decide
from sendbot.mind.mind import Mind
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import KNOWLEDGE, MIND, Ranked, message

BORROWING = Before(entry="borrow", question="borrow a book")


def test_a_message_leans_by_how_it_begins_points_and_how_little_it_says() -> None:
    assert (
        leaning("and if they say no?") > leaning("what happens if my library card is stolen on holiday") == 0
    )
    assert leaning("is it free") >= 0.4


def test_a_follow_up_is_about_the_subject_or_what_is_related_to_it() -> None:
    late = say("and the late fine?", before=BORROWING)
    assert (late.entry, late.follows) == ("fines", True)
    assert say("and the late fine?").follows is False


def test_what_stands_in_the_answer_just_given_is_said_again_in_its_sentence() -> None:
    turn = say("what do i show them?", before=BORROWING)
    assert turn.entry == "borrow"
    assert "How do I borrow a book?" not in heard(turn).split("\n")[0]
    assert "The whole answer" in heard(turn)


def test_after_choices_that_nobody_took_a_short_follow_up_is_never_answered_outright() -> None:
    offered = Before(question="late fine", offered=("fines", "renew"), earlier="borrow")
    ranking = MIND.rank("can we fight it")
    found = followed("can we fight it", offered, MIND, ranking, decide(ranking, MIND.thresholds))
    assert found is not None
    assert not isinstance(found.decision, Answer)
    near = {candidate.entry for candidate in found.decision.candidates}
    assert {"fines", "renew", "borrow"} <= near


def test_hurried_thumbs_follow_up_as_others_do() -> None:
    hurried, plain = say("n the late fine?", before=BORROWING), say("and the late fine?", before=BORROWING)
    assert (hurried.entry, hurried.follows) == (plain.entry, plain.follows) == ("fines", True)


def test_a_full_question_is_never_dragged_back() -> None:
    turn = say("how much is a late overdue fine charge", before=BORROWING)
    alone = say("how much is a late overdue fine charge")
    assert (turn.outcome, turn.entry, turn.follows) == (alone.outcome, alone.entry, False)
    ranking = MIND.matcher.rank("opening hours sunday library desk")
    assert (
        followed(
            "opening hours sunday library desk", BORROWING, MIND, ranking, decide(ranking, MIND.thresholds)
        )
        is None
    )


def test_a_short_message_that_no_entry_is_near_is_no_follow_up_unless_a_sign_says_so() -> None:
    assert say("how tall is everest", before=BORROWING).follows is False
    assert say("and how tall is it", before=BORROWING).follows is True


def test_nothing_is_followed_without_anything_before() -> None:
    ranking = MIND.matcher.rank("is it free")
    assert followed("is it free", Before(), MIND, ranking, decide(ranking, MIND.thresholds)) is None


def test_the_chances_are_those_of_known_entries_and_sum_to_one() -> None:
    chances = weighed("and the fine?", BORROWING, MIND, 1.0)
    assert abs(sum(chances.values()) - 1) < 1e-9
    assert set(chances) <= set(MIND.knowledge.entries)
    assert "borrow" not in weighed("and the fine?", BORROWING, MIND, 1.0, without=("borrow",))


def test_an_answer_that_follows_is_never_under_its_own_line() -> None:
    ranking = MIND.matcher.rank("and that?")
    found = followed("and that?", BORROWING, MIND, ranking, decide(ranking, MIND.thresholds))
    assert found is not None
    if isinstance(found.decision, Answer):
        assert found.decision.candidates[0].score >= 0.65


def test_what_can_be_asked_of_anything_is_about_the_last_answer_or_what_is_related_to_it() -> None:
    for text in ("is it free?", "how long does it take", "who do I ring about it?", "and if they refuse it?"):
        assert names_no_subject(text)
        turn = take_turn(
            message(text, before=Before(entry="renew", question="extend my loan")), Dragging.mind()
        )
        offered = {turn.entry, *offered_in(turn)} - {None}
        assert offered, text
        assert "fines" not in offered, text


@pytest.mark.parametrize(
    "text", ["how do I pay a fine", "and a late book?", "can I speak to a person", "blue badge"]
)
def test_a_message_that_names_its_subject_may_leave_the_last_answer(text: str) -> None:
    assert not names_no_subject(text)


def test_a_price_is_told_only_by_an_entry_that_says_one() -> None:
    asked = "is it free?"
    silent = take_turn(message(asked, before=Before(entry="borrow", question="borrow book")), MIND)
    assert (silent.entry, silent.follows) == ("borrow", True)
    assert heard(silent).startswith("I cannot find that in what I wrote above")
    assert "0300 123 5012" in heard(silent)
    telling = take_turn(message(asked, before=Before(entry="fines", question="late fine")), MIND)
    assert telling.entry == "fines"
    assert "10p" in heard(telling)


@pytest.mark.parametrize(("asked", "title"), [("is it free?", "Sunday"), ("what if they refuse?", "Sunday")])
def test_what_a_neighbour_says_beside_is_no_answer_about_the_subject(asked: str, title: str) -> None:
    beside = "Ring us. Ruby gives free local advice, and a bus costs 10p. A driver may refuse you."
    mind = _with("hours", title=title, answer=beside)
    turn = take_turn(message(asked, before=BORROWING), mind)
    assert turn.entry == "borrow"
    assert "Ruby" not in heard(turn)


@pytest.mark.parametrize(
    ("asked", "title"), [("is it free?", "What a loan costs"), ("what if they refuse?", "A loan was refused")]
)
def test_a_neighbour_answers_that_is_about_what_is_asked(asked: str, title: str) -> None:
    mind = _with("hours", title=title, answer="A loan costs 10p. Was it refused? Come back.")
    assert take_turn(message(asked, before=BORROWING), mind).entry == "hours"


def _with(name: str, **more: object) -> Mind:
    """The library with one entry changed, whose neighbours say nothing of what is asked."""
    silent = {"fines": {"answer": "Ask us.", "title": "Fines"}, "renew": {}}
    entries = {
        key: found.model_copy(update=more if key == name else silent.get(key, {}))
        for key, found in KNOWLEDGE.entries.items()
    }
    return replace(MIND, knowledge=replace(KNOWLEDGE, entries=entries))


@pytest.mark.parametrize("text", ["where do I send it", "can I do it online", "do they have to"])
def test_a_bare_question_stays_with_the_answer_just_given(text: str) -> None:
    turn = say(text, before=BORROWING)
    assert turn.entry == "borrow"
    assert set(offered_in(turn)) & {"renew", "hours", "fines"}  # what is near stays a press away


class Dragging:
    """A matcher for which everything is about fines."""

    @staticmethod
    def mind() -> Mind:
        entries = {
            name: found.model_copy(update={"topic": "money"}) if name == "fines" else found
            for name, found in KNOWLEDGE.entries.items()
        }
        return replace(MIND, matcher=Dragging(), knowledge=replace(KNOWLEDGE, entries=entries))

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:  # noqa: ARG002 - the protocol's
        return Ranking([Candidate("fines", 0.9), Candidate("renew", 0.05), Candidate("hours", 0.04)])

    def language(self, message: str) -> str:  # noqa: ARG002 - the protocol's
        return "en"


def _with_refusals(title: str) -> Mind:
    """The library with two entries of one file, of which no other says what comes of a no."""
    entries = {
        name: found.model_copy(update={"topic": "lending"} | ({"title": title} if name == "renew" else {}))
        for name, found in KNOWLEDGE.entries.items()
        if name in {"borrow", "renew"}
    }
    entries["borrow"] = entries["borrow"].model_copy(update={"related": ()})
    return replace(MIND, knowledge=replace(KNOWLEDGE, entries=entries))


def test_what_comes_of_a_no_is_found_by_its_title_in_the_subjects_own_file() -> None:
    before = Before(entry="borrow", question="borrow or renew a loan of a book")
    told = take_turn(message("and if they say no?", before=before), _with_refusals("Renewal refused"))
    opened = offered_in(told)
    assert told.entry == "renew" or "renew" in opened
    silent = take_turn(message("and if they say no?", before=before), _with_refusals("Renewal"))
    assert (silent.entry, offered_in(silent)) != (told.entry, opened)


@pytest.mark.parametrize(
    ("text", "score", "alone"),
    [("do i have to renew", 0.95, True), ("do i have to renew", 0.7, False), ("do i renew it", 0.95, False)],
)
def test_what_is_surely_answered_and_points_at_nothing_stands_alone(
    text: str, score: float, alone: bool
) -> None:
    ranking = Ranking([Candidate("renew", score)])
    mind = replace(MIND, matcher=Ranked(ranking))
    offered = Before(question="late fine or opening hours", offered=("fines", "hours"))
    meant = followed(text, offered, mind, ranking, Answer("renew", (Candidate("renew", score),)))
    assert (meant is None) == alone

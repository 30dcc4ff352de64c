from __future__ import annotations

import json

from sendbot.evaluation.answered import Replies, answered, answered_by_entry, shortfall, unanswered
from sendbot.evaluation.labelled import by_wholes, read_questions, run
from sendbot.evaluation.report import as_html, as_json, as_text, measure
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.knowledge.held import reply_text
from sendbot.matching.decision import Candidate, Thresholds
from tests.conversation.house_with_parts import with_parts

LINES = Thresholds(answer=0.7, clarify=0.3)
WHOLE = {"a": "you have 15 school days.", "b": "ask the desk."}
REPLIES = Replies(WHOLE)


def ask(
    question: str, *expected: str, holds: tuple[str, ...] = (), lacks: tuple[str, ...] = ()
) -> LabelledQuestion:
    return LabelledQuestion(question=question, expected=expected, holds=holds, lacks=lacks)


ASKED = [
    ask("full", "a", holds=("15 School days",)),
    ask("partial", "a", holds=("15 school days", "in writing")),
    ask("misleading", "a", lacks=("15 school days",)),
    ask("wrong entry", "b", holds=("the desk",)),
    ask("button", "a", holds=("15 school days",)),
    ask("alternative", "b", "a", holds=("15 school days",)),
    ask("nothing asked", "a"),
    ask("unanswerable", holds=("15 school days",)),
]


def rank(message: str) -> list[Candidate]:
    return [Candidate("a", 0.5 if message == "button" else 0.9), Candidate("b", 0.4)]


RESULTS = run(ASKED, rank, LINES)


def test_matched_and_answered_are_counted_apart_and_only_where_something_is_asked() -> None:
    found = answered(RESULTS, REPLIES)
    assert found.asked == 6
    assert found.matched == 4 / 6
    assert found.answered == 2 / 6


def test_an_alternative_answers_by_its_own_reply() -> None:
    other = Replies({"a": "later.", "b": WHOLE["b"]})
    assert not shortfall(RESULTS[5], REPLIES)
    assert shortfall(RESULTS[5], other)


def test_nothing_is_said_of_what_was_not_given() -> None:
    assert shortfall(RESULTS[3], REPLIES) is None
    assert shortfall(RESULTS[4], REPLIES) is None
    assert shortfall(RESULTS[6], REPLIES) is None
    assert shortfall(RESULTS[7], REPLIES) is None


def test_each_entry_has_its_figures_and_each_shortfall_its_words() -> None:
    by_entry = answered_by_entry(RESULTS, REPLIES)
    assert (by_entry["a"].asked, by_entry["a"].matched, by_entry["a"].answered) == (4, 0.75, 0.25)
    assert (by_entry["b"].asked, by_entry["b"].matched) == (2, 0.5)
    told = {result.question.question: str(found) for result, found in unanswered(RESULTS, REPLIES)}
    assert told == {
        "partial": 'does not hold "in writing"',
        "misleading": 'must not hold "15 school days"',
    }


def test_the_figure_falls_when_the_words_are_taken_out_of_the_reply() -> None:
    assert answered(RESULTS, Replies(WHOLE | {"a": "you have some days."})).answered == 1 / 6


def test_text_json_and_page_tell_both_figures() -> None:
    report = measure("set", ASKED, rank, LINES, replies=REPLIES)
    text = as_text(report)
    assert "66.7 %  matched: a right entry was given" in text
    assert "33.3 %  answered: what it says also holds what was asked" in text
    assert "a: 75.0 % / 25.0 % (of 4)" in text
    assert "'partial': a does not hold \"in writing\"" in text
    (data,) = json.loads(as_json([report]))
    assert data["answered"] == {"asked": 6, "matched": 4 / 6, "answered": 2 / 6, "at_once": None}
    assert data["answered_by_entry"]["b"]["matched"] == 0.5
    rows = {row["question"]: (row["answered"], row["missing"], row["misleading"]) for row in data["messages"]}
    assert rows["full"] == (True, [], [])
    assert rows["partial"] == (False, ["in writing"], [])
    assert rows["misleading"] == (False, [], ["15 school days"])
    assert rows["button"] == (None, [], [])
    page = as_html([report])
    assert "<caption>Matched is not answered</caption>" in page
    assert "<caption>Answered, by entry</caption>" in page
    assert "<td>partial</td><td>a</td><td>in writing</td>" in page


def test_a_set_that_asks_for_nothing_has_no_such_part() -> None:
    report = measure("set", [ask("x", "a")], rank, LINES, replies=REPLIES)
    assert report.answered is None
    assert "Matched is not answered" not in as_text(report)
    assert json.loads(as_json([report]))[0]["answered"] is None
    assert "Matched is not answered" not in as_html([report])


def test_a_file_may_say_what_replies_must_hold() -> None:
    (found,) = read_questions(
        ['{"question": "x", "expected": ["a"], "holds": ["15 school days"], "lacks": ["10 days"]}'], "f"
    )
    assert (found.holds, found.lacks) == (("15 school days",), ("10 days",))


def test_what_the_first_message_tells_is_counted_apart_from_what_more_would_tell() -> None:
    def first(entry: str, question: str) -> str:
        return WHOLE[entry] if question == "full" else "there is a limit."

    assert answered(RESULTS, REPLIES).at_once is None
    assert answered(RESULTS, Replies(WHOLE, first)).at_once == 2 / 6
    report = measure("set", ASKED, rank, LINES, replies=Replies(WHOLE, first))
    assert "33.3 %  answered at once" in as_text(report)


def test_a_part_is_matched_by_its_whole_and_answered_by_the_words_that_are_shown() -> None:
    knowledge = with_parts()
    asked = [ask("lost", "fine-lost", holds=("its price",)), ask("appeal", "fine-appeal", holds=("write",))]
    results = run(by_wholes(asked, knowledge), lambda _: [Candidate("fines", 0.9)], LINES)
    assert [result.verdict for result in results] == ["right", "right"]
    assert run(asked, lambda _: [Candidate("fines", 0.9)], LINES)[0].verdict == "wrong"
    whole = {entry.id: reply_text(entry, knowledge.contacts) for entry in knowledge.entries.values()}
    always_lost = Replies(whole, shown=lambda _entry, _question: "fine-lost")
    assert answered(results, always_lost).answered == 1 / 2
    assert answered(results, Replies(whole)).answered == 0

from __future__ import annotations

from sendbot.evaluation.answered import answered, answered_by_entry, shortfall, unanswered
from sendbot.evaluation.labelled import Result
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.decision import Candidate, Ranking, Thresholds, decide

LINES = Thresholds(answer=0.7, clarify=0.3)
REPLIES = {"hours": "we open every day but sunday.", "fines": "a fine is 10p a day."}


def result(
    entry: str, expected: str, score: float = 0.9, holds: tuple[str, ...] = (), lacks: tuple[str, ...] = ()
) -> Result:
    question = LabelledQuestion(question="q", expected=(expected,), kind="plain", holds=holds, lacks=lacks)
    return Result(question, decide(Ranking([Candidate(entry, score)]), LINES))


TOLD = result("hours", "hours", holds=("Sunday",))
NOT_TOLD = result("hours", "hours", holds=("Christmas",))
MISLED = result("fines", "fines", lacks=("10p",))
OTHER = result("fines", "hours", holds=("Sunday",))
DECLINED = result("hours", "hours", score=0.1, holds=("Sunday",))
ASKS_NOTHING = result("hours", "hours")


def test_matched_is_not_answered() -> None:
    found = answered([TOLD, NOT_TOLD, MISLED, OTHER, DECLINED, ASKS_NOTHING], REPLIES)
    assert (found.asked, found.matched, found.answered) == (5, 3 / 5, 1 / 5)
    nothing = answered([ASKS_NOTHING], REPLIES)
    assert (nothing.asked, nothing.matched, nothing.answered) == (0, None, None)


def test_what_was_not_told_is_named() -> None:
    assert not shortfall(TOLD, REPLIES)
    assert shortfall(TOLD, REPLIES) is not None
    assert shortfall(OTHER, REPLIES) is None
    assert shortfall(ASKS_NOTHING, REPLIES) is None
    assert [result for result, _ in unanswered([TOLD, NOT_TOLD, MISLED, OTHER], REPLIES)] == [
        NOT_TOLD,
        MISLED,
    ]


def test_each_entry_answers_for_its_own_questions() -> None:
    found = answered_by_entry([TOLD, NOT_TOLD, MISLED, OTHER], REPLIES)
    assert {entry: one.asked for entry, one in found.items()} == {"fines": 1, "hours": 3}
    assert found["hours"].answered == 1 / 3

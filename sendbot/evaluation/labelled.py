"""Measuring answers: how often the right entry comes first, is offered, or is wrongly given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sendbot.errors import QuestionsFileError
from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.matching.decision import (
    Abstain,
    Answer,
    Candidate,
    Clarify,
    Decision,
    Reason,
    Thresholds,
    decide,
)

Rank = Callable[[str], Sequence[Candidate]]
Progress = Callable[[Sequence[LabelledQuestion]], Iterable[LabelledQuestion]]

LET_THROUGH = 0.05
"""The share of unanswerable messages that are answered when systems are compared at equal caution."""


@dataclass(frozen=True)
class Result:
    """One question with what was decided about it."""

    question: LabelledQuestion
    decision: Decision

    @property
    def top(self) -> str | None:
        """The first candidate's entry, whatever was decided."""
        return self.decision.candidates[0].entry if self.decision.candidates else None

    @property
    def score(self) -> float:
        """The first candidate's score, the figure that thresholds are applied to."""
        return self.decision.candidates[0].score if self.decision.candidates else 0.0

    @property
    def answerable(self) -> bool:
        """Does any entry answer this question?"""
        return bool(self.question.expected)

    @property
    def first_right(self) -> bool:
        """Is the first candidate one of the right entries?"""
        return self.top in self.question.expected

    @property
    def in_three(self) -> bool:
        """Is a right entry among the first three candidates?"""
        return any(candidate.entry in self.question.expected for candidate in self.decision.candidates[:3])

    @property
    def verdict(self) -> str:
        """What a family would have met: right, right button, wrong buttons, wrong, declined; false or rightly
        declined."""
        if not self.answerable:
            names = {Answer: "false answer", Clarify: "false buttons", Abstain: "rightly declined"}
            return names[type(self.decision)]
        if isinstance(self.decision, Answer):
            return "right" if self.decision.entry in self.question.expected else "wrong"
        if isinstance(self.decision, Clarify):
            return (
                "right button"
                if set(self.decision.entries) & set(self.question.expected)
                else "wrong buttons"
            )
        return "declined"


@dataclass(frozen=True)
class Figures:
    """Shares, 0 to 1; of answerable questions unless the name says otherwise. None where there is nothing to
    divide by."""

    answerable: int
    unanswerable: int
    first_right: float | None
    in_three: float | None
    right_at_let_through: float | None
    right: float | None
    right_button: float | None
    wrong: float | None
    declined: float | None
    false_answers: float | None
    false_buttons: float | None
    separation: float | None
    """Area under the ROC curve of the first score, answerable against unanswerable."""


def read_questions(lines: Iterable[str], name: str) -> list[LabelledQuestion]:
    """Read JSON lines of {"question", "expected", "kind", "holds", "lacks"}; the last three may be left out.

    Raises QuestionsFileError with file and line.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_read_line(line, f"{name}:{number}"))
    if not found:
        raise QuestionsFileError(
            f"{name} holds no questions. Give one JSON object a line, such as "
            f'{{"question": "...", "expected": ["dla"]}}.'
        )
    return found


def _read_line(line: str, place: str) -> LabelledQuestion:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise QuestionsFileError(f"{place}: this line is not JSON ({problem}).") from problem
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("question"), str)
        or not isinstance(row.get("expected"), list)
    ):
        raise QuestionsFileError(
            f'{place}: each line needs a "question" (text) and "expected" (a list of entry ids, empty '
            "when none answers it)."
        )
    return LabelledQuestion(
        question=row["question"],
        expected=tuple(str(entry) for entry in row["expected"]),
        kind=str(row.get("kind", "")),
        holds=_texts(row, "holds", place),
        lacks=_texts(row, "lacks", place),
    )


def _texts(row: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    """What the reply must (or must not) hold; nothing where the line does not say."""
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise QuestionsFileError(f'{place}: "{key}" must be a list of texts, such as ["15 school days"].')
    return tuple(found)


def by_wholes(questions: Iterable[LabelledQuestion], knowledge: Knowledge) -> list[LabelledQuestion]:
    """The questions with the entries that they expect as the matcher knows them: a part is its whole."""

    def wholes(question: LabelledQuestion) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(knowledge.whole, question.expected)))

    return [question.model_copy(update={"expected": wholes(question)}) for question in questions]


def run(
    questions: Sequence[LabelledQuestion], rank: Rank, thresholds: Thresholds, progress: Progress = iter
) -> list[Result]:
    """Rank and decide every question."""
    return [Result(question, decide(rank(question.question), thresholds)) for question in progress(questions)]


def figures(results: Sequence[Result]) -> Figures:
    """All figures of a run."""
    answerable = [result for result in results if result.answerable]
    unanswerable = [result for result in results if not result.answerable]
    verdicts = Counter(result.verdict for result in results)

    def share(count: float, of: Sequence[Result]) -> float | None:
        return count / len(of) if of else None

    return Figures(
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        first_right=share(sum(result.first_right for result in answerable), answerable),
        in_three=share(sum(result.in_three for result in answerable), answerable),
        right_at_let_through=right_at(answerable, unanswerable, LET_THROUGH),
        right=share(verdicts["right"], answerable),
        right_button=share(verdicts["right button"], answerable),
        wrong=share(verdicts["wrong"], answerable),
        declined=share(verdicts["declined"], answerable),
        false_answers=share(verdicts["false answer"], unanswerable),
        false_buttons=share(verdicts["false buttons"], unanswerable),
        separation=separation(
            [result.score for result in answerable], [result.score for result in unanswerable]
        ),
    )


def right_at(
    answerable: Sequence[Result], unanswerable: Sequence[Result], let_through: float
) -> float | None:
    """The share of answerable questions answered rightly when the threshold lets that share of unanswerable
    ones through."""
    if not answerable or not unanswerable:
        return None
    scores = sorted((result.score for result in unanswerable), reverse=True)
    allowed = int(let_through * len(scores))
    threshold = scores[allowed] if allowed < len(scores) else float("-inf")
    return sum(result.first_right and result.score > threshold for result in answerable) / len(answerable)


def separation(inside: Sequence[float], outside: Sequence[float]) -> float | None:
    """Area under the ROC curve: the chance that an answerable question scores above an unanswerable one (ties
    count half)."""
    if not inside or not outside:
        return None
    ordered = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    total, below, place = 0.0, 0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ones = sum(kind for _, kind in ordered[place:end])
        zeros = end - place - ones
        total += ones * (below + zeros / 2)
        below += zeros
        place = end
    return total / (len(inside) * len(outside))


def by_kind(results: Sequence[Result]) -> dict[str, Figures]:
    """Figures for each kind of question, answerable and not apart."""
    kinds = sorted({result.question.kind for result in results})
    return {
        kind or "(no kind)": figures([result for result in results if result.question.kind == kind])
        for kind in kinds
    }


def by_entry(results: Sequence[Result]) -> dict[str, Figures]:
    """Figures for each entry that was expected."""
    entries = sorted({entry for result in results for entry in result.question.expected})
    return {
        entry: figures([result for result in results if entry in result.question.expected])
        for entry in entries
    }


def confusions(results: Sequence[Result]) -> list[tuple[str, str, int]]:
    """(expected, given first, how often), most often first: pairs whose wording should be told apart."""
    pairs = Counter(
        (result.question.expected[0], result.top)
        for result in results
        if result.answerable and result.top and not result.first_right
    )
    return [(expected, str(given), count) for (expected, given), count in pairs.most_common()]


def reasons(results: Sequence[Result]) -> Mapping[Reason, int]:
    """How often each reason for abstaining was given."""
    return Counter(result.decision.reason for result in results if isinstance(result.decision, Abstain))

"""Matched is not answered: of the questions that say what their reply must hold, how many met their entry,
and how many were told what they asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendbot.evaluation.labelled import Result
from sendbot.knowledge.held import Unmet, asks_more, unmet
from sendbot.matching.decision import Answer

Replies = Mapping[str, str]
"""What a family reads of each entry, as `knowledge.held.reply_text` gives it."""


@dataclass(frozen=True)
class AnsweredFigures:
    """Shares, 0 to 1, of `asked`: the answerable questions that say what their reply must hold or lack."""

    asked: int
    matched: float | None
    """A right entry was given."""
    answered: float | None
    """Its reply also holds all that was asked, and nothing that would mislead."""


def shortfall(result: Result, replies: Replies) -> Unmet | None:
    """What the right entry that was given leaves unanswered, empty when nothing; None where none was given,
    or nothing was asked of it."""
    given = result.decision.entry if isinstance(result.decision, Answer) else None
    if given is None or given not in result.question.expected or not asks_more(result.question):
        return None
    return unmet(replies.get(given, ""), result.question.holds, result.question.lacks)


def answered(results: Sequence[Result], replies: Replies) -> AnsweredFigures:
    """The figures of these results."""
    asked = [result for result in results if result.answerable and asks_more(result.question)]
    found = [short for result in asked if (short := shortfall(result, replies)) is not None]
    return AnsweredFigures(
        asked=len(asked),
        matched=len(found) / len(asked) if asked else None,
        answered=sum(not short for short in found) / len(asked) if asked else None,
    )


def answered_by_entry(results: Sequence[Result], replies: Replies) -> dict[str, AnsweredFigures]:
    """The figures of each entry whose own questions (those that expect it first) ask for something."""
    own: dict[str, list[Result]] = {}
    for result in results:
        if result.answerable and asks_more(result.question):
            own.setdefault(result.question.expected[0], []).append(result)
    return {entry: answered(found, replies) for entry, found in sorted(own.items())}


def unanswered(results: Sequence[Result], replies: Replies) -> list[tuple[Result, Unmet]]:
    """The questions that met their entry and were not told what they asked, with what was wrong."""
    pairs = ((result, shortfall(result, replies)) for result in results)
    return [(result, short) for result, short in pairs if short]

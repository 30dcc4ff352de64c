"""Matched is not answered: of the questions that say what their reply must hold, how many met their entry,
and how many were told what they asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sendbot.evaluation.labelled import Result
from sendbot.knowledge.held import Unmet, asks_more, unmet
from sendbot.matching.decision import Answer


@dataclass(frozen=True)
class Replies:
    """What a family reads. `whole` is all of an entry, as `knowledge.held.reply_text` gives it; `first` is
    the one message that an entry and a question lead to, folded, before "more" is pressed. `shown` is the id
    whose words they are, of the entry itself or of a part of it."""

    whole: Mapping[str, str]
    first: Callable[[str, str], str] | None = None
    shown: Callable[[str, str], str] = lambda entry, _question: entry


@dataclass(frozen=True)
class AnsweredFigures:
    """Shares, 0 to 1, of `asked`: the answerable questions that say what their reply must hold or lack."""

    asked: int
    matched: float | None
    """A right entry was given."""
    answered: float | None
    """What the entry says also holds all that was asked, and nothing that would mislead."""
    at_once: float | None = None
    """The first message does already, with no button pressed; None where that is not known."""


def shortfall(result: Result, replies: Replies) -> Unmet | None:
    """What the right entry that was given leaves unanswered, empty when nothing; None where none was given,
    or nothing was asked of it."""
    given = result.decision.entry if isinstance(result.decision, Answer) else None
    if given is None or given not in result.question.expected or not asks_more(result.question):
        return None
    shown = replies.shown(given, result.question.question)
    return unmet(replies.whole.get(shown, ""), result.question.holds, result.question.lacks)


def answered(results: Sequence[Result], replies: Replies) -> AnsweredFigures:
    """The figures of these results."""
    asked = [result for result in results if result.answerable and asks_more(result.question)]
    found = [short for result in asked if (short := shortfall(result, replies)) is not None]

    def share(count: int) -> float | None:
        return count / len(asked) if asked else None

    first = replies.first
    return AnsweredFigures(
        asked=len(asked),
        matched=share(len(found)),
        answered=share(sum(not short for short in found)),
        at_once=share(sum(told_at_once(result, first) for result in asked)) if first else None,
    )


def told_at_once(result: Result, first: Callable[[str, str], str]) -> bool:
    """Was a right entry given whose first message tells what was asked?"""
    given = result.decision.entry if isinstance(result.decision, Answer) else None
    if given is None or given not in result.question.expected:
        return False
    question = result.question
    return not unmet(first(given, question.question), question.holds, question.lacks)


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

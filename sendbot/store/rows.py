"""From events to rows, and back to values that others read. No connection is used here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sendbot.care.redaction import Redacted
from sendbot.conversation.events import (
    Abstained,
    AlarmTakenBack,
    Answered,
    Chatted,
    ChoiceMade,
    Clarified,
    ConcernPerhaps,
    ConcernRaised,
    DeadlineWorkedOut,
    Event,
    Explained,
    Forgotten,
    LeftUnkept,
    Rated,
)
from sendbot.matching.decision import Candidate

Row = dict[str, Any]

_COLUMNS = ("entry", "reason", "language", "about", "helped", "by_button", "easy_read")


@dataclass(frozen=True)
class LoggedQuestion:
    """A question that was kept: what a workstream lead reads."""

    id: str
    at: datetime
    text: Redacted
    outcome: str
    reason: str
    language: str
    chosen: str | None
    none_chosen: bool
    candidates: tuple[Candidate, ...]

    @property
    def unanswered(self) -> bool:
        """Did the family leave without an answer, as far as we know?"""
        return self.outcome == "abstain" or self.none_chosen or self.chosen is None


def event_row(event: Event, at: datetime) -> Row:
    """One row of `events`. No event's text is ever in it."""
    kind = type(event).__name__.casefold()
    return {"at": at, "kind": kind, **dict.fromkeys(_COLUMNS), **_values(event)}


def _values(event: Event) -> Row:
    match event:
        case Answered(entry, language, by_button, easy_read):
            return {"entry": entry, "language": language, "by_button": by_button, "easy_read": easy_read}
        case Clarified(_, reason, language) | Abstained(_, reason, language):
            return {"reason": reason, "language": language}
        case Explained(term, language):
            return {"about": term[:80], "language": language}
        case ChoiceMade(_, entry):
            return {"entry": entry}
        case Rated(entry, helped, why, _):
            return {"entry": entry, "helped": helped, "reason": why}
        case ConcernRaised(about, language) | ConcernPerhaps(about, language):
            return {"about": about, "language": language}
        case LeftUnkept(language):
            return {"language": language}
        case Chatted(about) | DeadlineWorkedOut(about) | AlarmTakenBack(about):
            return {"about": about}
        case Forgotten():
            return {}


def question_rows(event: Clarified | Abstained, at: datetime) -> tuple[Row, list[Row]] | None:
    """The question to keep and its candidates; None when the event keeps none."""
    if event.question_id is None or event.question is None:
        return None
    question = {
        "id": event.question_id,
        "at": at,
        "text": event.question.replace("\x00", ""),  # PostgreSQL refuses this character in text
        "outcome": "clarify" if isinstance(event, Clarified) else "abstain",
        "reason": event.reason,
        "language": event.language,
        "none_chosen": False,
    }
    scored = [
        {
            "question_id": event.question_id,
            "position": position,
            "entry": candidate.entry,
            "score": float(candidate.score),
        }
        for position, candidate in enumerate(event.candidates)
    ]
    return question, scored


def read_questions(rows: Sequence[sa.Row[Any]], scored: Sequence[sa.Row[Any]]) -> Iterator[LoggedQuestion]:
    """The kept questions with their candidates, in the rows' order."""
    by_question: dict[str, list[Candidate]] = {}
    for item in scored:
        by_question.setdefault(item.question_id, []).append(Candidate(item.entry, item.score))
    for row in rows:
        yield LoggedQuestion(
            id=row.id,
            at=row.at,
            text=Redacted(row.text),
            outcome=row.outcome,
            reason=row.reason,
            language=row.language,
            chosen=row.chosen,
            none_chosen=row.none_chosen,
            candidates=tuple(by_question.get(row.id, ())),
        )

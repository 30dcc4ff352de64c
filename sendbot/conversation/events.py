"""What happened in a turn, as it is recorded. Text appears only as `Redacted`; a concern never carries text
at all."""

from __future__ import annotations

from dataclasses import dataclass

from sendbot.care.redaction import Redacted
from sendbot.matching.decision import Candidate


@dataclass(frozen=True)
class Answered:
    """A family was given an entry: for its question, or because it pressed a button."""

    entry: str
    language: str = "en"
    by_button: bool = False
    easy_read: bool = False


@dataclass(frozen=True)
class Clarified:
    """Two or three entries were offered. The question is kept only when it has an id."""

    candidates: tuple[Candidate, ...]
    reason: str
    language: str = "en"
    question_id: str | None = None
    question: Redacted | None = None


@dataclass(frozen=True)
class Abstained:
    """No entry was good enough. The question is kept only when it has an id."""

    candidates: tuple[Candidate, ...]
    reason: str
    language: str = "en"
    question_id: str | None = None
    question: Redacted | None = None


@dataclass(frozen=True)
class Explained:
    """A glossary term was explained; `term` is the curator's word, never the family's."""

    term: str
    language: str = "en"


@dataclass(frozen=True)
class Chatted:
    """Small talk: a greeting, thanks, a test. Not an unanswered question."""

    about: str


@dataclass(frozen=True)
class ConcernRaised:
    """Danger was noticed, and a card went out. The category only, never a word of the message."""

    concern: str
    language: str = "en"


@dataclass(frozen=True)
class ConcernPerhaps:
    """There may be danger, and a line stood under the ordinary reply. The category only, never a word of the
    message."""

    concern: str
    language: str = "en"


@dataclass(frozen=True)
class LeftUnkept:
    """A question that staff would have seen was not kept, because danger was noticed in the message, surely
    or perhaps. Counted alone: nobody sees what was asked."""

    language: str = "en"


@dataclass(frozen=True)
class AlarmTakenBack:
    """Under a card, somebody said that it was not what they meant."""

    concern: str


@dataclass(frozen=True)
class ChoiceMade:
    """After clarifying, the family chose an entry, or none of those offered."""

    question_id: str | None
    entry: str | None


@dataclass(frozen=True)
class Rated:
    """The family said whether an answer helped and, if not, why."""

    entry: str
    helped: bool
    why: str | None = None
    replaces: tuple[bool, str | None] | None = None
    """What the same person said of the same reply before, and why; it counts no more."""


@dataclass(frozen=True)
class Forgotten:
    """The family asked that a question is not kept."""

    question_id: str


@dataclass(frozen=True)
class DeadlineWorkedOut:
    """A date was worked out. Neither the family's date nor the result is recorded."""

    deadline: str


Event = (
    Answered
    | Clarified
    | Abstained
    | Explained
    | Chatted
    | ConcernRaised
    | ConcernPerhaps
    | LeftUnkept
    | AlarmTakenBack
    | ChoiceMade
    | Rated
    | Forgotten
    | DeadlineWorkedOut
)

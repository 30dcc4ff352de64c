"""Deciding: from a ranking to Answer, Clarify or Abstain, each with its reason. Scoring lives in
`matcher`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sendbot.number_of_buttons import CHOICES_OFFERED


class Reason(StrEnum):
    """Why a decision was taken, in words that staff read."""

    CLEAR = "clear match"
    NOTHING_CLOSE = "nothing close"
    TOO_CLOSE = "too close to call"
    TWO_QUESTIONS = "two questions at once"
    ONLY_STOP_WORDS = "only stop words"
    NOT_A_QUESTION = "not a question"
    UNREADABLE = "unreadable"
    OTHER_PLACE = "other council or nation"
    PERSONAL_CASE = "personal case"


@dataclass(frozen=True)
class Candidate:
    """An entry with its score, 0 to 1, higher is better; `features` says what the score was made of."""

    entry: str
    score: float
    features: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Signs:
    """What a message shows before any entry is considered. `chat` names small talk such as "greeting" or
    "thanks"."""

    reason: Reason | None = None
    chat: str | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    known_share: float = 1.0
    questions: tuple[str, ...] = ()
    """The entries of the separate questions that one message asks, when there are two or more."""


class Ranking(list[Candidate]):
    """Candidates, best first, with the signs and the language of the message that they answer."""

    def __init__(
        self, candidates: Sequence[Candidate] = (), signs: Signs | None = None, language: str = "en"
    ) -> None:
        super().__init__(candidates)
        self.signs = signs or Signs()
        self.language = language

    def first(self, limit: int) -> Ranking:
        """The same with the best few candidates only."""
        return Ranking(self[:limit], self.signs, self.language)


@dataclass(frozen=True)
class Thresholds:
    """Where the lines are drawn, calibrated and kept as data."""

    answer: float
    clarify: float


@dataclass(frozen=True)
class Answer:
    """One entry is what the message means."""

    entry: str
    candidates: tuple[Candidate, ...]
    reason: Reason = Reason.CLEAR


@dataclass(frozen=True)
class Clarify:
    """Two or three entries are close; the family chooses. Best first."""

    entries: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    reason: Reason = Reason.TOO_CLOSE


@dataclass(frozen=True)
class Abstain:
    """No entry is good enough; say so and give somebody to turn to."""

    candidates: tuple[Candidate, ...]
    reason: Reason = Reason.NOTHING_CLOSE


Decision = Answer | Clarify | Abstain


_WORTH_A_BUTTON = 0.05
"""A candidate is offered when its score is at least this share of the best one's."""


def decide(ranking: Sequence[Candidate], thresholds: Thresholds) -> Decision:
    """Answer at or above `answer`; clarify with two or three entries at or above `clarify`; abstain below.

    A ranking's signs (small talk, another nation, one person's case, noise) lead to abstaining whatever the
    scores. Never answers with a score under its threshold.
    """
    candidates = tuple(ranking)
    signs = ranking.signs if isinstance(ranking, Ranking) else Signs()
    if signs.reason is not None or not candidates or candidates[0].score < thresholds.clarify:
        return Abstain(candidates, signs.reason or Reason.NOTHING_CLOSE)
    if len(signs.questions) > 1:
        return Clarify(signs.questions[:CHOICES_OFFERED], candidates, Reason.TWO_QUESTIONS)
    if candidates[0].score >= thresholds.answer:
        return Answer(candidates[0].entry, candidates)
    if len(candidates) < 2:
        return Abstain(candidates, Reason.NOTHING_CLOSE)
    worth = [
        item.entry
        for item in candidates[2:CHOICES_OFFERED]
        if item.score >= _WORTH_A_BUTTON * candidates[0].score
    ]
    return Clarify((candidates[0].entry, candidates[1].entry, *worth), candidates)

"""The small house with counters at its doors: how often a message was ranked, screened and its language
told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sendbot.care.concerns import Opinion, Strength
from sendbot.matching.decision import Ranking
from sendbot.mind.mind import Mind
from tests.conversation.small_house import MIND


@dataclass
class Counted:
    """Stands in for the matcher, the screen and the trained look, and keeps every text that each was
    given."""

    ranked: list[str] = field(default_factory=list)
    told_language: list[str] = field(default_factory=list)
    screened: list[str] = field(default_factory=list)
    opinions: list[str] = field(default_factory=list)

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        assert language is not None, "a matcher that is not told the language would find it out once more"
        self.ranked.append(message)
        return MIND.matcher.rank(message, limit, language)

    def language(self, message: str) -> str:
        self.told_language.append(message)
        return MIND.matcher.language(message)

    def screen(self, message: str, english: bool = True) -> tuple[str, ...]:
        self.screened.append(message)
        return MIND.screen.screen(message, english)

    def by_young_person(self, message: str) -> bool:
        return MIND.screen.by_young_person(message)

    def opinion(self, message: str, language: str) -> Opinion:
        assert language
        self.opinions.append(message)
        found = MIND.screen.screen(message)
        return Opinion(Strength.SURE if found else Strength.NONE, found, agrees=bool(found))

    def mind(self) -> Mind:
        return replace(MIND, matcher=self, screen=self, classifier=self)

    def counts(self) -> tuple[int, int, int]:
        """How many rankings, screenings and detections of a language there were."""
        return len(self.ranked), len(self.screened), len(self.told_language)

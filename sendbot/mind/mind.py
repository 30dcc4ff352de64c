"""Everything that a turn thinks with, put together once and swapped as a whole when knowledge changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sendbot.care.concerns import Opinion
from sendbot.care.learned_names import learned_names
from sendbot.care.redaction import NameFinder, Redaction, redact, without_labels
from sendbot.care.trained_look import ENGLISH
from sendbot.encoding.encoder import Encoder, Vectors
from sendbot.encoding.remembered import Remembering
from sendbot.errors import KnowledgeError
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.wording import wording_problems
from sendbot.matching.decision import Ranking, Thresholds
from sendbot.matching.reading.local_places import LocalPlaces
from sendbot.matching.small_talk import Talk
from sendbot.mind.build import build_matcher, build_screen, local_places
from sendbot.mind.danger_model import danger_model
from sendbot.mind.parts import parts_of
from sendbot.mind.published_details import no_names, published
from sendbot.mind.talk_model import talk_model
from sendbot.mind.thought_once import Once


class Ranker(Protocol):
    """Anything that says which entries a message may mean."""

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        """The entries that the message may mean, best first. The language is found out where it is not
        given."""
        ...

    def language(self, message: str) -> str:
        """The two-letter code of the message's language, "en" when unsure."""
        ...


class Screen(Protocol):
    """The rules that notice danger."""

    def screen(self, message: str, english: bool = True) -> tuple[str, ...]:
        """The concerns that the message shows, the most pressing first."""
        ...

    def by_young_person(self, message: str) -> bool:
        """Does a child or young person write?"""
        ...


class DangerClassifier(Protocol):
    """The trained look for danger: a second opinion beside the rules."""

    def opinion(self, message: str, language: str) -> Opinion:
        """What the message looks like."""
        ...


class TalkClassifier(Protocol):
    """A learned look at small talk."""

    def talk(self, text: str) -> Talk | None:
        """The kind of small talk that a message may be."""
        ...


class PartFinder(Protocol):
    """Tells apart the parts of an entry."""

    def nearest(self, entry_id: str, text: str, without: str | None = None) -> str:
        """The id whose words fit a message best; the entry's own where it has no parts."""
        ...


EVERY = 1000
"""More than the entries of any folder: a follow-up weighs all of them."""


@dataclass(frozen=True)
class Mind:
    """The knowledge and what finds its way in it. Frozen: a reload makes a new one."""

    knowledge: Knowledge
    matcher: Ranker
    thresholds: Thresholds
    screen: Screen
    classifier: DangerClassifier | None = None
    small_talk: TalkClassifier | None = None
    encode: Callable[[Sequence[str]], Vectors] | None = None
    """Texts to vectors of length 1, where there is an encoder."""
    finder: NameFinder | None = None
    """Finds names by what the encoder says; without one they are found by patterns."""
    parts: PartFinder | None = None
    """Tells apart the parts of entries; None where no entry has any."""
    _ranked: Once[Ranking] = field(default_factory=Once, init=False, repr=False, compare=False)
    _languages: Once[str] = field(default_factory=Once, init=False, repr=False, compare=False)
    _noticed: Once[tuple[str, ...]] = field(default_factory=Once, init=False, repr=False, compare=False)
    _lasting: Once[Vectors | None] = field(default_factory=Once, init=False, repr=False, compare=False)

    @property
    def places(self) -> LocalPlaces:
        """The places of the area."""
        return local_places(self.knowledge.area)

    def rank(self, text: str, limit: int = 5, language: str | None = None) -> Ranking:
        """The entries that a message may mean, best first. It is read without its personal details: a child's
        name says nothing of what is asked, and would hide it."""
        return self._ranked.of(text, lambda known: self._rank(known, language)).first(limit)

    def _rank(self, text: str, language: str | None) -> Ranking:
        return self.matcher.rank(self.asked(text), EVERY, language or self.language(text))

    def language(self, text: str) -> str:
        """The two-letter code of the language that a message is written in, "en" when unsure."""
        return self._languages.of(text, self.matcher.language)

    def follow_ups(self, language: str) -> Vectors | None:
        """The vectors of a language's follow-ups in their order, made when they are first asked for; None
        without an encoder."""
        known, encode = self.knowledge.languages.get(language), self.encode
        texts = [text for asked in known.follow_ups.values() for text in asked] if known else []
        if encode is None or not texts:
            return None
        return self._lasting.of(language, lambda _: encode(texts))

    def screened(self, text: str) -> tuple[str, ...]:
        """The concerns that the rules notice in a message."""
        return self._noticed.of(text, lambda message: self.screen.screen(message, self._is_english(message)))

    def _is_english(self, text: str) -> bool:
        # Nothing that breaks may stand between a family and the rules.
        with suppress(Exception):
            return self.language(text) == ENGLISH
        return True

    def asked(self, text: str) -> str:
        """A message as the matcher reads it."""
        return without_labels(self.redacted(text).text)

    def nearest(self, entry_id: str, text: str, without: str | None = None) -> str:
        """The id of the part whose words fit a message best, or the entry's own. `without` is one that was
        not meant."""
        return self.parts.nearest(entry_id, text, without) if self.parts else entry_id

    def redacted(self, text: str) -> Redaction:
        """A text as it may be kept: without personal details; what the knowledge publishes stays."""
        return redact(text, self._published, self.finder, no_names(self.knowledge.area))

    @cached_property
    def _published(self) -> tuple[str, ...]:
        return published(self.knowledge)


def build_mind(knowledge: Knowledge, encoder: Encoder | None, cache_dir: Path | None = None) -> Mind:
    """Fit everything to the knowledge. Without an encoder the matcher works on words alone and the rules
    stand alone."""
    problems = wording_problems(knowledge.wording)
    if problems:
        raise KnowledgeError("The bot's own words are not complete. " + " ".join(problems[:3]), problems)
    if not knowledge.entries:
        raise KnowledgeError(
            "The knowledge folder holds no entries. Add at least one topic file with an entry."
        )
    remembering = Remembering(encoder, cache_dir) if encoder else None
    matcher = build_matcher(knowledge, encoder, cache_dir, remembering)
    return Mind(
        knowledge=knowledge,
        matcher=matcher,
        thresholds=matcher.thresholds,
        screen=build_screen(knowledge),
        classifier=danger_model(knowledge, encoder, cache_dir, remembering),
        small_talk=talk_model(knowledge, encoder, cache_dir, remembering),
        encode=encoder.vectors if encoder else None,
        finder=learned_names(encoder, local=no_names(knowledge.area)),
        parts=parts_of(knowledge, encoder, cache_dir, remembering),
    )

"""Trying a new wording: what adding a question to an entry would win for it, and what it would take from
others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from sendbot.encoding.encoder import Encoder
from sendbot.errors import QuestionsFileError
from sendbot.evaluation.compare import Impact, compare, described
from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.matching.decision import decide
from sendbot.mind.build import build_matcher

_NEAR = 3
"""Neighbours shown: the choices that a family would see."""
_NEIGHBOURS = 8
"""Entries whose questions are asked again: those that could lose one."""


@dataclass(frozen=True)
class Trial:
    """A wording tried for one entry."""

    question: str
    entry: str
    now: str
    """What the question leads to today."""
    ranked: tuple[tuple[str, float], ...]
    impact: Impact
    """What adding it would change among the tests and the other entries' own questions."""
    whole: str = ""
    """The entry that it would be found by, where `entry` is a part."""

    @property
    def stolen(self) -> tuple[str, ...]:
        """The questions of other entries that would be served worse."""
        return tuple(
            change.question
            for change in self.impact.of("lost") + self.impact.of("ambiguous")
            if (self.whole or self.entry) not in change.entries
        )


def try_wording(
    question: str, entry: str, knowledge: Knowledge, encoder: Encoder | None, cache_dir: Path | None = None
) -> Trial:
    """Raises QuestionsFileError when there is no such entry, or the entry has this question already."""
    found = knowledge.entries.get(entry)
    if found is None:
        raise QuestionsFileError(
            f'There is no entry "{entry}". Run "show" with a part of its name to see ids that are near.'
        )
    if question.casefold().strip() in {known.casefold().strip() for known in found.questions}:
        raise QuestionsFileError(f'"{entry}" has this question already.')
    matcher = build_matcher(knowledge, encoder, cache_dir)
    ranking = matcher.rank(question, limit=_NEIGHBOURS)
    edited = found.model_copy(update={"questions": (*found.questions, question)})
    changed = replace(knowledge, entries={**knowledge.entries, entry: edited})
    whole = knowledge.whole(entry)
    near = {whole, *(candidate.entry for candidate in ranking)}
    impact = compare(knowledge, changed, _probes(knowledge, near), encoder, cache_dir)
    return Trial(
        question,
        entry,
        now=described(decide(ranking, matcher.thresholds)),
        ranked=tuple((candidate.entry, candidate.score) for candidate in ranking[:_NEAR]),
        impact=impact,
        whole=whole,
    )


def _probes(knowledge: Knowledge, near: Collection[str]) -> tuple[LabelledQuestion, ...]:
    """The held-out tests, and the own questions of entries near the wording: these show what it would take
    away."""
    own = (
        LabelledQuestion(question=question, expected=(entry.id,), kind="own question")
        for whole in near
        for entry in knowledge.family(whole)
        for question in entry.questions
    )
    return (*knowledge.tests, *own)

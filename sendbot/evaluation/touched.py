"""Which messages a change of the knowledge can move: only those are asked again in full.

All messages are scored in one go against both folders, by meaning and words alone. Where neither the best
entry, nor its score, nor a changed entry among the nearest tells a difference, the reply stays what it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sendbot.knowledge.entries import Knowledge
from sendbot.matching.kernel import Matrix
from sendbot.matching.late_interaction import NEAREST
from sendbot.matching.matcher import Matcher

_MOVED = 0.02
"""A score that moves by more may cross a line. Of 2,294 messages, those that two
changes did not concern moved by .006 at most."""


def touched(
    messages: Sequence[str], knowledge: tuple[Knowledge, Knowledge], matchers: tuple[Matcher, Matcher]
) -> NDArray[np.bool_]:
    """For each message, whether the change can move its reply; both pairs are before and after."""
    old, new = knowledge
    if not messages or (old.terms, old.languages, old.area) != (new.terms, new.languages, new.area):
        return np.ones(len(messages), dtype=np.bool_)
    changed = changed_entries(old, new)
    names = tuple(dict.fromkeys(name for matcher in matchers for name in matcher.entries))
    before, after = (_scores(messages, matcher, names) for matcher in matchers)
    moved = before.argmax(axis=1) != after.argmax(axis=1)
    moved |= np.abs(before.max(axis=1) - after.max(axis=1)) > _MOVED
    concerned = np.isin(names, list(changed))
    for scores in (before, after):
        nearest = np.argsort(-scores, axis=1)[:, :NEAREST]
        moved |= concerned[nearest].any(axis=1)
    return np.asarray(moved)


def changed_entries(old: Knowledge, new: Knowledge) -> frozenset[str]:
    """The whole entries that are new, gone, or otherwise than they were, they or a part of them."""
    before, after = old.families(), new.families()
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


def _scores(messages: Sequence[str], matcher: Matcher, names: Sequence[str]) -> Matrix:
    """A column for each name; what a folder has no entry for scores less than everything."""
    found = np.full((len(messages), len(names)), -np.inf, dtype=np.float32)
    columns = [names.index(name) for name in matcher.entries]
    found[:, columns] = matcher.first_scores(messages)
    return found

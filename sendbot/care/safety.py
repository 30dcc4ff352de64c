"""Noticing signs of danger, before anything else is done with a message. It may miss some: it promises
nothing.

Rules come from `knowledge/safety.yaml` and run on RE2, whose time is linear in the message whatever a curator
writes.
The classifier can only add a concern, never remove one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import re2
from numpy.typing import NDArray

from sendbot.care.views import as_typed, undisguised
from sendbot.care.wordgroups import expanded
from sendbot.concerns import CONCERNS
from sendbot.errors import SafetyRuleError

Vectors = NDArray[np.float32]

_YOUNG = (
    r"\b(?:i am|im|i'm) (?:only |just )?(?:a )?(?:8|9|1[0-7])\b(?! (?:weeks|months|stone|and a half stone))|\b(?:i am|im|i'm) (?:in )?(?:year|yr|y) ?(?:[4-9]|1[0-3])\b|"
    r"\bi(?:m| am) (?:a )?(?:child|kid|teen|teenager|pupil)\b|\bmy (?:mum|mam|mummy|dad|daddy|stepdad|step dad|stepmum|step mum|foster mum|foster dad|foster carer|"
    r"parents|nan|mums boyfriend|teacher|form tutor|head of year)\b|\b(?:at|in) my school\b|\b(?:kids|people|girls|boys) (?:in|at) (?:my )?school\b"
)
_PARENT = r"\bmy (?:son|daughter|child|kid|kids|children|boy|girl|lad|little (?:one|boy|girl)|eldest|youngest|grandson|granddaughter|ds|dd|twins|\d+ ?(?:yr|year)s? ?old)\b"


@dataclass(frozen=True)
class Rule:
    """Phrases and patterns that show one concern; `unless` are contexts in which a match says nothing."""

    id: str
    concern: str
    phrases: tuple[str, ...]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    must_fire: tuple[str, ...]
    must_not_fire: tuple[str, ...]


@dataclass(frozen=True)
class _Compiled:
    concern: str
    match: Any
    unless: Any


class SafetyScreen:
    """The rules, ready to be run on every message."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Compile the rules. Raises SafetyRuleError, naming rule and pattern, for one that cannot be used."""
        self._rules = tuple(_compile(rule) for rule in rules)
        self._young = re.compile(_YOUNG)
        self._parent = re.compile(_PARENT)

    def screen(self, message: str) -> tuple[str, ...]:
        """The concerns that the message shows, the most pressing first. Never raises."""
        views = {_plain(view) for view in (as_typed(message), undisguised(message)) if view}
        found = {rule.concern for rule in self._rules for view in views if _fires(rule, view)}
        return tuple(sorted(found, key=_urgency))

    def by_young_person(self, message: str) -> bool:
        """Does a child or young person seem to be writing about themselves?"""
        view = as_typed(message)
        return bool(self._young.search(view)) and not self._parent.search(view)


def _urgency(concern: str) -> tuple[int, str]:
    return (CONCERNS.index(concern) if concern in CONCERNS else len(CONCERNS), concern)


def _compile(rule: Rule) -> _Compiled:
    phrases = [rf"\b{re2.escape(as_typed(phrase))}\b" for phrase in rule.phrases]
    wanted = phrases + [_checked(rule, pattern) for pattern in rule.patterns]
    if not wanted:
        raise SafetyRuleError(
            f'Safety rule "{rule.id}" has neither phrases nor patterns. Give it at least one.'
        )
    unless = [_checked(rule, pattern) for pattern in rule.unless]
    return _Compiled(rule.concern, _joined(wanted), _joined(unless) if unless else None)


def _checked(rule: Rule, pattern: str) -> str:
    """The pattern with its word groups written out, once RE2 has accepted it."""
    try:
        written_out = expanded(pattern)
        re2.compile(written_out.encode("ascii", "replace"), _options())
    except (re2.error, KeyError) as problem:
        raise SafetyRuleError(
            f'Safety rule "{rule.id}" has a pattern that cannot be used: {pattern} ({problem}). Mend or '
            "remove it."
        ) from problem
    return written_out


def _options() -> Any:
    """RE2 with room for its tables, so that long patterns stay fast."""
    options = re2.Options()
    options.log_errors = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    return options


def _plain(view: str) -> bytes:
    """Patterns are written in plain letters; bytes spare RE2 the counting of characters."""
    return view.encode("ascii", "replace")


def _joined(parts: Sequence[str]) -> Any:
    return re2.compile("|".join(f"(?:{part})" for part in parts).encode("ascii", "replace"), _options())


def _fires(rule: _Compiled, view: bytes) -> bool:
    """A match counts unless it lies inside one of the rule's harmless contexts; another match may still
    count."""
    matches = [found.span() for found in rule.match.finditer(view)]
    if not matches or rule.unless is None:
        return bool(matches)
    harmless = [found.span() for found in rule.unless.finditer(view)]
    return any(not any(start < right and left < end for left, right in harmless) for start, end in matches)


@dataclass(frozen=True)
class SafetyClassifier:
    """Compares a message's vector with those of curated examples (kernel ridge regression: one small linear
    system, no chance)."""

    concerns_known: tuple[str, ...]
    known: Vectors
    """The vectors of the examples."""
    weights: NDArray[np.float64]
    """One column for each concern: what a likeness to each example says about it."""
    threshold: float

    @classmethod
    def fit(
        cls,
        examples: Mapping[str, Sequence[str]],
        near_misses: Sequence[str],
        encode: Callable[[Sequence[str]], Vectors],
    ) -> SafetyClassifier:
        """Learn from curated examples. Deterministic; each example is judged by all others to find the
        threshold."""
        names = tuple(sorted(examples))
        texts = [text for name in names for text in examples[name]] + list(near_misses)
        owners = np.array(
            [place for place, name in enumerate(names) for _ in examples[name]]
            + [len(names)] * len(near_misses)
        )
        known = encode([as_typed(text) for text in texts])
        aims = np.eye(len(names) + 1)[owners][:, : len(names)]
        inverse = np.linalg.inv(_likeness(known, known) + _CAUTION * np.eye(len(texts)))
        weights = inverse @ aims
        unseen = (aims - weights / np.diag(inverse)[:, None]).sum(axis=1)
        harmless = unseen[owners == len(names)]
        return cls(
            names, known, weights, float(np.quantile(harmless, 1 - _LET_THROUGH)) if len(harmless) else 0.5
        )

    def concerns(self, message_vector: Vectors) -> tuple[str, ...]:
        """The concerns that the message shows, the likeliest first; none for most messages. Shape (d,) or (1,
        d)."""
        leads = self._leads(message_vector)
        if not leads.sum() > self.threshold:
            return ()
        best = np.argsort(-leads, kind="stable")
        return tuple(
            self.concerns_known[place] for place in best[:2] if leads[place] >= _AS_LIKELY * leads[best[0]]
        )

    def ordered(self, concerns: Sequence[str], message_vector: Vectors) -> tuple[str, ...]:
        """The same concerns, the likeliest first; one without examples keeps its place behind those with."""
        leads = dict(zip(self.concerns_known, self._leads(message_vector).tolist(), strict=True))
        return tuple(sorted(concerns, key=lambda concern: -leads.get(concern, -1.0)))

    def _leads(self, message_vector: Vectors) -> NDArray[np.float64]:
        """What the likeness to each example says about each concern, shape (concerns,)."""
        leads: NDArray[np.float64] = (
            _likeness(np.ravel(message_vector)[None, :], self.known) @ self.weights
        )[0]
        return leads


_CAUTION = 0.1
"""How little a single example counts by itself; from cross-validation on the examples."""
_LET_THROUGH = 0.05
"""The share of near misses, each judged by all other examples, that the threshold lets through."""
_AS_LIKELY = 0.75
"""A second concern is named too when its lead is at least this share of the first one's."""


def _likeness(left: Vectors, right: Vectors) -> NDArray[np.float64]:
    """1 for the same direction, falling quickly with distance. All vectors have length 1, so their product
    says how far apart they are."""
    distances = 2 - 2 * (left @ right.T)
    likeness: NDArray[np.float64] = np.exp(-2 * np.maximum(distances, 0)).astype(np.float64)
    return likeness

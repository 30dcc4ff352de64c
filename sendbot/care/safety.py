"""Noticing signs of danger, before anything else is done with a message. It may miss some: it promises nothing.

Rules come from `knowledge/safety.yaml` and run on RE2, whose time is linear in the message whatever a curator writes.
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

from sendbot.care.text import as_typed, undisguised
from sendbot.errors import SafetyRuleError

Vectors = NDArray[np.float32]

URGENCY = ("safety-medical-emergency", "safety-suicide-self-harm", "safety-child-at-risk", "safety-domestic-abuse", "safety-carer-breaking-point")
"""The order in which concerns are answered when one message shows several."""

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
        views = {view for view in (as_typed(message), undisguised(message)) if view}
        found = {rule.concern for rule in self._rules for view in views if _fires(rule, view)}
        return tuple(sorted(found, key=_urgency))

    def by_young_person(self, message: str) -> bool:
        """Does a child or young person seem to be writing about themselves?"""
        view = as_typed(message)
        return bool(self._young.search(view)) and not self._parent.search(view)


def _urgency(concern: str) -> tuple[int, str]:
    return (URGENCY.index(concern) if concern in URGENCY else len(URGENCY), concern)


def _compile(rule: Rule) -> _Compiled:
    phrases = [rf"\b{re2.escape(as_typed(phrase))}\b" for phrase in rule.phrases]
    wanted = phrases + [_checked(rule, pattern) for pattern in rule.patterns]
    if not wanted:
        raise SafetyRuleError(f'Safety rule "{rule.id}" has neither phrases nor patterns. Give it at least one.')
    unless = [_checked(rule, pattern) for pattern in rule.unless]
    return _Compiled(rule.concern, re2.compile("|".join(f"(?:{part})" for part in wanted)), re2.compile("|".join(unless)) if unless else None)


def _checked(rule: Rule, pattern: str) -> str:
    try:
        options = re2.Options()
        options.log_errors = False
        re2.compile(pattern, options)
    except re2.error as problem:
        raise SafetyRuleError(f'Safety rule "{rule.id}" has a pattern that cannot be used: {pattern} ({problem}). Mend or remove it.') from problem
    return pattern


def _fires(rule: _Compiled, view: str) -> bool:
    """A match counts unless it lies inside one of the rule's harmless contexts; another match may still count."""
    matches = [found.span() for found in rule.match.finditer(view)]
    if not matches or rule.unless is None:
        return bool(matches)
    harmless = [found.span() for found in rule.unless.finditer(view)]
    return any(not any(start < right and left < end for left, right in harmless) for start, end in matches)


@dataclass(frozen=True)
class SafetyClassifier:
    """A small linear classifier over encoder vectors, one line for each concern."""

    concerns_known: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    thresholds: NDArray[np.float64]

    @classmethod
    def fit(cls, examples: Mapping[str, Sequence[str]], near_misses: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> SafetyClassifier:
        """Learn from curated examples. Deterministic; thresholds let at most 1 % of unseen near misses through."""
        from sklearn.linear_model import LogisticRegression

        names = tuple(sorted(examples))
        texts = [text for name in names for text in examples[name]] + list(near_misses)
        owners = np.array([place for place, name in enumerate(names) for _ in examples[name]] + [len(names)] * len(near_misses))
        vectors = encode([as_typed(text) for text in texts])
        fold = np.arange(len(texts)) % 5
        unseen = np.zeros((len(texts), len(names) + 1))
        for number in range(5):
            model = LogisticRegression(C=10, max_iter=500).fit(vectors[fold != number], owners[fold != number])
            unseen[fold == number] = model.decision_function(vectors[fold == number])
        lead = unseen[:, : len(names)] - unseen[:, len(names) :]
        harmless = lead[owners == len(names)]
        thresholds = np.quantile(harmless, 0.99, axis=0) if len(harmless) else np.zeros(len(names))
        model = LogisticRegression(C=10, max_iter=500).fit(vectors, owners)
        weights = model.coef_[: len(names)] - model.coef_[len(names)]
        bias = model.intercept_[: len(names)] - model.intercept_[len(names)]
        return cls(names, weights, bias, np.maximum(thresholds, 0))

    def concerns(self, message_vector: Vectors) -> tuple[str, ...]:
        """Concerns whose line the message crosses, the most pressing first. `message_vector` has shape (d,) or (1, d)."""
        lead = self.weights @ np.ravel(message_vector) + self.bias
        return tuple(sorted((name for name, over in zip(self.concerns_known, lead > self.thresholds, strict=True) if over), key=_urgency))

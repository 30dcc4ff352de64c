"""Noticing signs of danger, before anything else is done with a message. It may miss some: it promises
nothing.

Rules come from `knowledge/safety.yaml` and run on RE2, whose time is linear in the message whatever a curator
writes.
What they find and what the trained look finds is brought together in `concerns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import re2

from sendbot.care.views import as_typed, undisguised
from sendbot.care.wordgroups import expanded
from sendbot.errors import SafetyRuleError
from sendbot.kinds_of_danger import CONCERNS

_YOUNG = (
    r"\b(?:i am|im|i'm) (?:only |just )?(?:a )?(?:8|9|1[0-7])\b(?! (?:weeks|months|stone|and a half stone))|"
    r"\b(?:i am|im|i'm) (?:in )?(?:year|yr|y) ?(?:[4-9]|1[0-3])\b|"
    r"\bi(?:m| am) (?:a )?(?:child|kid|teen|teenager|pupil)\b|\bmy (?:mum|mam|mummy|dad|daddy|stepdad|"
    r"step dad|stepmum|step mum|foster mum|foster dad|foster carer|"
    r"parents|nan|mums boyfriend|teacher|form tutor|head of year)\b|\b(?:at|in) my school\b|\b(?:kids|people|"
    r"girls|boys) (?:in|at) (?:my )?school\b"
)
_PARENT = (
    r"\bmy (?:son|daughter|child|kid|kids|children|boy|girl|lad|little (?:one|boy|girl)|eldest|"
    r"youngest|grandson|granddaughter|ds|dd|twins|\d+ ?(?:yr|year)s? ?old)\b"
)


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

    def screen(self, message: str, english: bool = True) -> tuple[str, ...]:
        """The concerns that the message shows, the most pressing first. Never raises."""
        return self.screen_views(views_of(message, english))

    def screen_views(self, views: frozenset[bytes]) -> tuple[str, ...]:
        """The same for a message whose views are known: they are made once where many rules look at it."""
        found = {rule.concern for rule in self._rules for view in views if _fires(rule, view)}
        return tuple(sorted(found, key=_urgency))

    def by_young_person(self, message: str) -> bool:
        """Does a child or young person seem to be writing about themselves?"""
        view = as_typed(message)
        return bool(self._young.search(view)) and not self._parent.search(view)


def views_of(message: str, english: bool = True) -> frozenset[bytes]:
    """How a message is looked at: as typed, and with its disguises undone."""
    return frozenset(_plain(view) for view in (as_typed(message), undisguised(message, english)) if view)


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
            f'Safety rule "{rule.id}" has a pattern that cannot be used: {pattern} ({_in_words(problem)}). '
            "Mend or remove it."
        ) from problem
    return written_out


_COMPLAINTS = (
    ("missing )", "a bracket ( is opened and not closed"),
    ("unexpected )", "a bracket ) is closed and was never opened"),
    ("missing ]", "a bracket [ is opened and not closed"),
    ("bad repetition", "two signs such as * or + stand side by side"),
    ("no argument for repetition", "a * or + or ? stands where nothing comes before it"),
    ("invalid repetition size", "the numbers in { } are too large, or the second is the smaller one"),
    ("invalid perl operator", "(?<= and (?! are not known here"),
    ("invalid character class range", "what stands in [ ] is no row of letters"),
)
"""What RE2 complains of, and what it means to somebody who does not write programs."""


def _in_words(problem: Exception) -> str:
    """RE2's own words are bytes, and a name that is not known comes in quotes."""
    if isinstance(problem, KeyError):
        return f"there is no group of words called {problem.args[0]}"
    first = problem.args[0] if problem.args else ""
    said = first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)
    return next((told for complaint, told in _COMPLAINTS if said.startswith(complaint)), said)


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

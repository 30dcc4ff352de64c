"""Words explained: "what is a SENCO", and the terms that stand in an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sendbot.knowledge.entries import Term
from sendbot.knowledge.wording import say
from sendbot.matching.reading.text import normalise

_ASKED = (
    re.compile(
        r"(?:please |sorry |hi |hello )*(?:what|wot|whats|what's|what is|what are|what does)(?: is| are|"
        r" does)?(?: an?| the)? (?P<term>.+)"
    ),
    re.compile(r"(?:define|meaning of|definition of|explain)(?: an?| the)? (?P<term>.+)"),
    re.compile(r"(?P<term>.+) (?:meaning|definition|stands for)"),
)
_AFTER = re.compile(r"(?: (?:mean|means|meaning|stand for|stands for|stand 4|actually mean|please|pls))+$")
_LONGEST = 60
"""Characters: a longer message asks for more than one word's meaning."""


def asked_term(text: str, terms: Sequence[Term]) -> Term | None:
    """The term that a message asks to have explained, or None when it asks something else."""
    asked = normalise(text).strip(" ?!.")
    if len(asked) > _LONGEST:
        return None
    for pattern in _ASKED:
        found = pattern.fullmatch(asked)
        if found:
            wanted = _AFTER.sub("", found["term"]).strip(" ?!.\"'")
            known = _by_name(terms).get(wanted)
            if known is not None:
                return known
    return None


def terms_in(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The glossary terms that a text uses without saying what they stand for, in the glossary's order."""
    spelled = normalise(text)
    return tuple(
        term
        for term in terms
        if term.show and _stands_in(term.term, text) and normalise(term.stands_for) not in spelled
    )


def gloss(term: Term, wording: Mapping[str, str]) -> str:
    """What a term means, in one line."""
    key = "term-plain" if term.plain else "term"
    plain = (term.plain or "").rstrip(".")
    return say(wording, key, term=term.term, stands_for=term.stands_for.rstrip("."), plain=plain)


def mentions(term: Term, text: str) -> bool:
    """Does a text use the term, in capitals or not?"""
    return re.search(rf"(?<!\w){re.escape(term.term)}(?:'?s)?(?!\w)", text, re.IGNORECASE) is not None


def _stands_in(word: str, text: str) -> bool:
    """Capitals count: "care" is no acronym."""
    flags = re.NOFLAG if word.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text, flags) is not None


@lru_cache(maxsize=4)
def _names(terms: tuple[Term, ...]) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for term in terms:
        for name in (term.term, *term.also):
            found.setdefault(normalise(name), term)
    return found


def _by_name(terms: Sequence[Term]) -> Mapping[str, Term]:
    return _names(tuple(terms))

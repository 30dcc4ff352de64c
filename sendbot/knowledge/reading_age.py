"""How old a reader has to be for a text: the automated readability index, which counts letters and words."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?]+(?:[\s*\"')]|$)|\n")
_WORD = re.compile(r"[^\s*]+")
_SCHOOL_STARTS = 5
"""Years: the index gives a year of school, of which the first begins at five."""


def reading_age(text: str) -> float:
    """In years; 0 for a text without a word."""
    plain = re.sub(r"[*]|^- ", "", text, flags=re.MULTILINE)
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    letters = sum(sign.isalnum() for word in words for sign in word)
    sentences = max(1, len([part for part in _SENTENCE.split(plain) if _WORD.search(part)]))
    grade: float = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return grade + _SCHOOL_STARTS

"""What looks like junk: taps on a keyboard, small talk about the weather, other nations' law. A person
empties the class; a family's question that only sounds odd stays out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sendbot.matching.reading.text import words

_VOWELS = frozenset("aeiouyąęóăâîáéíúàèìòùäöü")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_NATIONS = re.compile(
    r"\b(scotland|scottish|wales|welsh|northern ireland|republic of ireland|america|american|usa|australia)\b"
)
_OWN = ("from", "moving", "moved", "move", "border", "england")
"""Words with which a family tells of its own move: then it is a question for here, as it is with a place of
the area."""
_IDLE = frozenset(
    "weather rain raining snow sunny forecast pizza kebab curry takeaway joke jokes football score match "
    "lottery bitcoin horoscope recipe song sing lol haha testing hello hi hey yo bye thanks thank".split()
)
_FILLERS = frozenset(
    "a an the is it its what s whats will on in at to me my i you can please tell for of and be going today "
    "tomorrow tonight saturday sunday monday tuesday wednesday thursday friday near won who order get us so "
    "much very there anyone any some good nice now again just this week weekend like do does price".split()
)


def looks_junk(text: str, places: Iterable[str] = ()) -> bool:
    """Is this hardly a family's question to us? `places` are names of the area and of places in it."""
    told = words(text)
    if _is_tapped(text, told):
        return True
    if _NATIONS.search(text.casefold()) and not _named(text.casefold(), (*_OWN, *places)):
        return True
    telling = [word for word in told if word not in _FILLERS]
    return bool(telling) and all(word in _IDLE for word in telling)


def _is_tapped(text: str, told: Iterable[str]) -> bool:
    """Is it hardly a letter, or nothing but taps on a keyboard?"""
    letters = "".join(letter for letter in text.casefold() if letter.isalpha())
    if len(letters) < 2 or (len(set(letters)) <= 2 and letters.isascii()):
        return True
    return letters.isascii() and all(_tapped(word) for word in told if word.isalpha())


def _named(text: str, names: Iterable[str]) -> bool:
    """Does one of these words stand in the text, as a whole word?"""
    return any(re.search(rf"\b{re.escape(name.casefold())}\b", text) for name in names if name)


def _tapped(word: str) -> bool:
    """Four letters or more along a keyboard's row, or without a vowel and no acronym."""
    if len(word) < 4:
        return False
    along = any(word in row or word in row[::-1] for row in _ROWS)
    return along or not _VOWELS & set(word) or len(set(word)) == 1

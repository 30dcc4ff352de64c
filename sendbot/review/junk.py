"""What looks like junk: taps on a keyboard, small talk about the weather, other nations' law. A person
empties the
class; a family's question that only sounds odd stays out of it."""

from __future__ import annotations

import re

from sendbot.matching.reading.text import words

_VOWELS = frozenset("aeiouyąęóăâîáéíúàèìòùäöü")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_NATIONS = re.compile(
    r"\b(scotland|scottish|wales|welsh|northern ireland|republic of ireland|america|american|usa|australia)\b"
)
_OWN = re.compile(r"\b(from|moving|moved|move|border|cheshire|crewe|macclesfield|england)\b")
"""Words with which a family tells of its own move or place: then it is a question for here."""
_IDLE = frozenset(
    "weather rain raining snow sunny forecast pizza kebab curry takeaway joke jokes football score match "
    "lottery bitcoin horoscope recipe song sing lol haha testing hello hi hey yo bye thanks thank".split()
)
_FILLERS = frozenset(
    "a an the is it its what s whats will on in at to me my i you can please tell for of and be going today "
    "tomorrow tonight saturday sunday monday tuesday wednesday thursday friday near won who order get us so "
    "much very there anyone any some good nice now again just this week weekend like do does price".split()
)


def looks_junk(text: str) -> bool:
    """Is this hardly a family's question to us?"""
    told = words(text)
    letters = "".join(letter for letter in text.casefold() if letter.isalpha())
    if len(letters) < 2 or (len(set(letters)) <= 2 and letters.isascii()):
        return True
    if letters.isascii() and all(_tapped(word) for word in told if word.isalpha()):
        return True
    if _NATIONS.search(text.casefold()) and not _OWN.search(text.casefold()):
        return True
    telling = [word for word in told if word not in _FILLERS]
    return bool(telling) and all(word in _IDLE for word in telling)


def _tapped(word: str) -> bool:
    """Four letters or more along a keyboard's row, or without a vowel and no acronym."""
    if len(word) < 4:
        return False
    along = any(word in row or word in row[::-1] for row in _ROWS)
    return along or not _VOWELS & set(word) or len(set(word)) == 1

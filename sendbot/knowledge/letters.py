"""Letters that are not what they look like: of another script among Latin ones, or not seen at all."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_JOINERS = re.compile("[\u200c\u200d]")
"""Some scripts need these between letters; English does not."""
_WORD = re.compile(r"[^\W\d_]+")
_PRETENDERS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH"})
"""Scripts with letters that look like Latin ones."""


def odd_letter(text: str, alone: bool = False) -> tuple[str, str] | None:
    """The first letter of another script in a word of Latin ones, and its name. `alone`: even where the word
    has no Latin letter, as in an id."""
    if text.isascii():
        return None
    for word in _WORD.findall(text):
        odd = next((sign for sign in word if _script(sign) in _PRETENDERS), None)
        if odd and (alone or any(sign.isascii() for sign in word)):
            return odd, unicodedata.name(odd).lower()
    return None


def unseen_letter(text: str, joiners: bool = True) -> tuple[str, str] | None:
    """The first character that nobody sees, and its name; `joiners`: those that join letters too."""
    if text.isascii():
        return None
    found = _UNSEEN.search(text) or (_JOINERS.search(text) if joiners else None)
    return (found[0], unicodedata.name(found[0], f"U+{ord(found[0]):04X}").lower()) if found else None


def _script(sign: str) -> str:
    return "" if sign.isascii() else unicodedata.name(sign, "").partition(" ")[0]

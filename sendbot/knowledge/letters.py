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


def misread(text: str) -> int | None:
    """Where letters of UTF-8 stand that a program took for those of an older encoding, as in "mĂłwi"."""
    if text.isascii():
        return None
    for run in re.finditer(r"\S*[^\s\x00-\x7f]\S*", text):
        if run[0].isupper():
            continue  # Romanian capitals before a quotation mark look the same
        for encoding, fewest in _OLDER.items():
            try:
                meant = run[0].encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if sum(not sign.isascii() for sign in meant) >= fewest and meant.isprintable():
                first = re.search(r"[^\x00-\x7f]", run[0])
                return run.start() + (first.start() if first else 0)
    return None


_OLDER = {"cp1250": 1, "cp1252": 1, "cp1251": 2}
"""Encodings of Windows, and how many letters must fit: two in Cyrillic, where one pair may be a word."""


def _script(sign: str) -> str:
    return "" if sign.isascii() else unicodedata.name(sign, "").partition(" ")[0]

"""A text made plain for patterns, character by character: its length stays, so that places in it are places
in the text as typed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = "‘’‛ʼ´`′"
_DASHES = "‐‑‒–—―−－"


def same_length(text: str) -> str:
    """Odd spaces, invisible marks, dashes, apostrophes and digits of other scripts as the plain ones."""
    return text if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if "！" <= character <= "～":  # as wide as a Chinese sign
        return chr(ord(character) - ord("！") + ord("!"))
    if character.isascii() or character.isalpha():
        return character
    if character in _QUOTES:
        return "'"
    if character in _DASHES:
        return "-"
    kind = unicodedata.category(character)
    if kind in {"Zs", "Cf"}:  # a no-break space; a mark that nobody sees
        return " "
    return str(unicodedata.decimal(character)) if kind == "Nd" else character

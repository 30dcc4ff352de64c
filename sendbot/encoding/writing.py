"""Writing told from what is none. Pure."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{2,30}|[\u0900-\u0e7f\u2e80-\u9fff]+")
_SHARE = 0.5
"""Less than this of a piece in words is no writing: signs cost the encoder many times a word, so patterns
read it."""

_VARIED, _ENOUGH_TO_TELL = 0.4, 200
"""A piece of so many characters in which fewer than four runs of three letters in ten are new says the same
over and over: nobody's words (those have six in ten), and costly. Patterns read it."""


def is_writing(piece: str) -> bool:
    """Is most of it words, and not the same ones over and over? Anything else needs no encoder."""
    if len(piece) >= _ENOUGH_TO_TELL:
        runs = {piece[place : place + 3] for place in range(len(piece) - 2)}
        if len(runs) < _VARIED * len(piece):
            return False
    solid = sum(not character.isspace() for character in piece)
    return 0 < solid <= sum(map(len, _WORD.findall(piece))) / _SHARE

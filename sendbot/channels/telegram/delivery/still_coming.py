"""Is something still coming? Learned from how people type in pieces: the words of what has come so far say
how likely it is that the next piece is on its way (`python -m tests.training.pieces` fits the weights).
Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from sendbot.channels.telegram.delivery.piece_weights import BIAS, WEIGHTS

_ASKS = re.compile(
    r"\?|(?:^|[.,!\n]\s*|\b(?:and|so|but|or)\s+)(?:what|how|who|whom|where|which|why|when|whats"
    r"|hows|whos|can|could|do|does"
    r"|did|is|are|am|should|would|will|may|has|have)\b"
    r"|\b(?:how|what|who|where|whether|if)\s+(?:to|do|does|can|is|we|i|he|she)\b"
)
_BEGS = re.compile(
    r"\b(?:need to know|want to know|wondering|any (?:ideas|advice)|please help|help please|advice)\b"
)
_GREETING = re.compile(
    r"^(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening)|evening|morning)(?: there)?[\W]*$"
)
_SOMEBODY = re.compile(
    r"^(?:so |and |but |ok |its |it's )*(?:about )?(?:my|our|i|im|i'm|ive|we|were|he|hes|he's|she|shes"
    r"|she's|they|the|school"
    r"|they'?re)\b"
)
_FEW = 6
"""Words: so short a question has no room for anything else."""
_DANGLING = frozenset(
    """a about an and are as at because but by cause cos for from had has have he her him his if in is its
    like my of on or our she so than that the their they thing to was we were when which who why will with
    without i im need needs"""
)
"""Words that no message ends with."""
_JOINS = frozenset({"and", "but", "so", "because", "also", "plus", "or", "cos", "then", "now", "first"})
_OPENS = frozenset(
    {"ok", "so", "well", "right", "sorry", "hey", "help", "quick", "also", "basically", "just"}
)
_ENDS = frozenset({"thanks", "thank", "please", "ta", "thx", "cheers"})


def still_coming(pieces: Sequence[str]) -> float:
    """How likely another piece is, from 0 to 1, after these pieces of one message."""
    known = sum(WEIGHTS.get(sign, 0.0) for sign in signs(pieces))
    return 1.0 / (1.0 + math.exp(-(BIAS + known)))


def signs(pieces: Sequence[str]) -> Iterator[str]:
    """What is told by the pieces so far; the last one tells most."""
    last = pieces[-1].casefold().strip()
    whole = "\n".join(piece.casefold().strip() for piece in pieces)
    words = re.findall(r"[\w']+", last)
    yield f"words-{min(len(words), 12) // 2}"
    yield f"pieces-{min(len(pieces), 4)}"
    asks = bool(_ASKS.search(last))
    yield "asks-last" if asks else "asks-before" if _ASKS.search(whole) else "asks-not"
    if asks and len(words) < _FEW:
        yield "asks-briefly"
    yield f"ends-{last[-1:] if last[-1:] in {'?', '!', ',', '.', ':'} else 'bare'}"
    if _BEGS.search(whole):
        yield "begs"
    if _GREETING.match(last):
        yield "greets"
    if _SOMEBODY.match(last):
        yield "somebody"
    yield from _by_words(words)


def _by_words(words: Sequence[str]) -> Iterator[str]:
    if not words:
        return
    for sign, known, word in (
        ("dangles", _DANGLING, words[-1]),
        ("ends-kindly", _ENDS, words[-1]),
        ("joins", _JOINS, words[0]),
        ("opens", _OPENS, words[0]),
    ):
        if word in known:
            yield sign

"""Three things that are asked of any answer ("is it free?", "how long do we have?", "what if they say no?"):
which of them a message asks, and whether a sentence says it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from sendbot.matching.reading.text import content_words, normalise, words
from sendbot.matching.reading.word_lists import word_lists

PlainAsk = Literal["cost", "time", "refusal"]

_ASKS: dict[PlainAsk, re.Pattern[str]] = {
    "cost": re.compile(
        r"\b(?:free|costs?|costing|charged?|charges|fees?|expensive|afford)\b"
        r"|\b(?:pay for|have to pay|do (?:i|we) pay)\b"
        r"|\bhow much (?:is|are|do|does|will|would|can|money)\b"
    ),
    "time": re.compile(
        r"\bhow (?:long|soon|quick|quickly|fast|many (?:days|weeks|months|years))\b"
        r"|\b(?:by when|deadline|time limit)\b"
    ),
    "refusal": re.compile(
        r"\b(?:(?:say|says|said|saying) no|refus(?:es?|ed|al)|reject(?:s|ed)?|turned down|knocked back)\b"
        r"|\b(?:turn|turns|turned|knock|knocks|knocked) (?:us|me|him|her|them|it) (?:down|back)\b"
    ),
}
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_SAYS: dict[PlainAsk, re.Pattern[str]] = {
    "cost": re.compile(
        r"£|\b\d+ ?p\b|\b(?:free|costs?|charges?|charged|fees?|pays?|paid|amounts?)\b", re.IGNORECASE
    ),
    "time": re.compile(
        rf"\b{_NUMBER} (?:school |working |calendar )?(?:day|week|month|year)s?\b(?! (?:old|behind|group))"
        r"|\bhow long\b",
        re.IGNORECASE,
    ),
    "refusal": re.compile(
        r"\b(?:(?:says?|said) no|refus(?:es?|ed|als?|ing)|reject(?:s|ed)?|turn(?:s|ed)? (?:you )?down)\b",
        re.IGNORECASE,
    ),
}


def plain_ask(text: str) -> PlainAsk | None:
    """What a message asks that can be asked of anything; None for both at once, or neither."""
    plain = normalise(text)
    found = [ask for ask, pattern in _ASKS.items() if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


def says(sentence: str, ask: PlainAsk) -> bool:
    """Does a sentence say something of it?"""
    return bool(_SAYS[ask].search(sentence))


def names_no_subject(text: str) -> bool:
    """Does a message ask something that can be asked of anything ("is it free?"), and name nothing?"""
    return _asks_of_anything().issuperset(content_words(words(text)))


@cache
def _asks_of_anything() -> frozenset[str]:
    return frozenset(word_lists()["asks_of_anything"].split())

"""Three things that are asked of any answer ("is it free?", "how long do we have?", "what if they say no?"):
which of them a message asks, and whether a sentence says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from sendbot.matching.reading.text import content_words, normalise, words
from sendbot.matching.reading.word_lists import word_lists

PlainAsk = Literal["cost", "time", "refusal"]

_ASKS: dict[PlainAsk, re.Pattern[str]] = {
    "cost": re.compile(
        r"\b(?:free|costs?|costing|charged?|charges|fees?|price|expensive|afford)\b"
        r"|\b(?:pay for|pay towards?|have to pay|do (?:i|we) pay)\b"
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
NUMBER_NAMES = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
_NUMBER = rf"(?:\d+|an?|{NUMBER_NAMES})"
_SAYS: dict[PlainAsk, re.Pattern[str]] = {
    "cost": re.compile(
        r"£|\b\d+ ?p\b|\b(?:free|costs?|charges?|charged|fees?|pays?|paid for|amounts?)\b", re.IGNORECASE
    ),
    "time": re.compile(
        rf"\b{_NUMBER} (?:school |working |calendar )?(?:day|week|month|year)s?\b(?! (?:old|behind|group))"
        r"|\b(?:how long|time limit|shortest time|end date)\b",
        re.IGNORECASE,
    ),
    "refusal": re.compile(
        r"\b(?<!you can )(?<!you may )(?:says?|said) no\b"
        r"|\b(?:refus(?:es?|ed|als?|ing)|reject(?:s|ed)?|turn(?:s|ed)? (?:you )?down|answer is no)\b",
        re.IGNORECASE,
    ),
}
_FREE_HELP = re.compile(
    r"\bfree,? (?:and )?(?:independent(?:ly)?\b|(?:[\w-]+,? ){0,3}?(?:advice|letters?|guides?|helplines?)\b)",
    re.IGNORECASE,
)
"""Advice that costs nothing is no price of what it is about. Only where an answer begins with it, it is."""
_OUTRIGHT = re.compile(
    r"£|\b(?:is|are|be|it's) (?:\w+ )?free\b|\b(?:fees?|costs? (?:money|nothing|you)|charges? (?:for|you))\b"
    r"|\b(?:pays? (?:for|part|it|nothing)|do not pay)\b",
    re.IGNORECASE,
)
"""A price said outright; "a free ticket" may be what somebody else gets."""
_COMES_OF_IT = re.compile(
    r"^(?:if|when)\b|^(?:refused|turned down|rejected|still no)\b|[?:] *$|\b(?:appeal|complain)\b",
    re.IGNORECASE,
)
"""What comes of a no, and not when one may be said."""
_OF_ANOTHER = re.compile(r"\b(?:is|are) something else\b", re.IGNORECASE)
"""An answer names the neighbour that it is not for; what is said there holds of that."""


_DOERS = re.compile(
    r"\b(do|does|did|can|could|will|would|must|should|may|if|tell|ask) (?:the |his |her |my |our )?"
    r"(?:schools?|council|college|nursery|gp|doctor|head|employer)\b"
)
_HELPING = re.compile(
    r"\bwhom?(?: \w+){0,2}? (?:helps?|speak|talk|turn|ring|call|phone|contact|email|write|tell|ask|see|go)"
    r"(?: to)?\b"
)
_SENDING = re.compile(r"\b(i|u|we|to) send\b|\bsend (it|them|this|that|the|my|our|off|in)\b")


_SHAPES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (
            r"\b(?:online|on the phone|by (?:phone|post|email|letter))\b",
            r"\b(?:online|website|web ?page|GOV\.UK|phone|post|paper|email)\b",
        ),
        (
            r"\b(?:have to|need|needs|must|obliged|compulsory|legal|allowed|can (?:they|we|i|he|she))\b",
            r"\b(?:must|may|can|cannot|needs?|have to|has to|should|law|duty|required)\b",
        ),
        (
            r"\b(?:can|could|may|do) (?:i|we)\b.*\b(?:myself|ourselves|yourself|alone)\b",
            r"\b(?:you|parents?) (?:can|may|must|cannot)\b",
        ),
        (
            r"\b(?:enforces?|mak(?:es?|ing) (?:them|sure|it happen))\b",
            r"\b(?:complain|claim|tribunal|ombudsman|law|legal duty)\b",
        ),
        (
            r"\bwhat (?:do|should|shall|can|must) (?:i|we) (?:say|write|tell|put|ask)\b",
            r"\b(?:say|write|list|tell|explain|give)\b",
        ),
        (
            r"\bwho(?:m|s)?\b.*\b(?:ring|call|phone|contact|speak|talk|email|ask|write|tell|see)\b"
            r"|\bcontact (?:them|him|her)\b",
            r"\b(?:ring|call|email|contact|ask|tell|speak|talk|write)\b",
        ),
        (r"\bwhere\b", r"\b(?:website|page|GOV\.UK|email|online|call|to the|at the)\b"),
    )
)
"""How a question is put, and how the sentence is put that answers it: whoever asks what they must do is told
a duty or a permission. The half of our follow-ups that was learned from showed these seven."""


def plain_ask(text: str) -> PlainAsk | None:
    """What a message asks that can be asked of anything; None for both at once, or neither."""
    plain = normalise(text)
    found = [ask for ask, pattern in _ASKS.items() if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


def says(sentence: str, ask: PlainAsk) -> bool:
    """Does a sentence say something of it?"""
    return bool(_SAYS[ask].search(sentence))


def telling(sentences: Sequence[str], ask: PlainAsk) -> list[int]:
    """The places of an answer's sentences that say something of it, and of the answer's own subject."""
    return [
        place
        for place, sentence in enumerate(sentences)
        if says(_FREE_HELP.sub("", sentence) if ask == "cost" and place else sentence, ask)
        and not _OF_ANOTHER.search(sentence)
    ]


def outright(sentence: str, ask: PlainAsk) -> bool:
    """Is it what is asked for that the sentence is about, and not something that it says beside?"""
    pattern = {"cost": _OUTRIGHT, "refusal": _COMES_OF_IT}.get(ask)
    return pattern is None or bool(pattern.search(sentence))


def in_shape(text: str, sentence: str) -> int:
    """In how many ways a sentence is put as the answer to such a question would be."""
    plain = normalise(text)
    return sum(bool(asked.search(plain) and told.search(sentence)) for asked, told in _SHAPES)


def names_no_subject(text: str) -> bool:
    """Does a message ask something that can be asked of anything ("is it free?"), and name nothing? Who does
    it ("does the school have to?"), that somebody helps and that something is sent are no subject."""
    plain = _DOERS.sub(r"\1", _SENDING.sub(r"\1\2", _HELPING.sub("who", normalise(text))))
    return _asks_of_anything().issuperset(content_words(words(plain)))


@cache
def _asks_of_anything() -> frozenset[str]:
    return frozenset(word_lists()["asks_of_anything"].split())

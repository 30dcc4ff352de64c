"""What a question asks to be told, as far as its words show it: a time, an age, a name, a form, a yes or no.

A few words answer such a question, so its held-out test can name them.
"""

from __future__ import annotations

import re

_ASKING = re.compile(r"(?<=[.!?;:,\n])|\s[-–—]+\s|\b(?:and|but|so|or|because|cos)\b")
"""Where a question may begin anew inside a message: families write several clauses without a stop between."""

_SPELLS = "days?|weeks?|months?|years?|hours?|terms?|minutes?"
_SOMETHING_NAMED = (
    "team|service|person|office|officer|body|court|tribunal|organisations?|charit(?:y|ies)|department|"
    "website|law|rule|school|college|council|group|agency|part|section|word|number|professional"
)
_AUXILIARY = (
    "can|could|do|does|did|is|are|am|was|were|will|would|should|shall|must|may|might|has|have|had|"
    "isn'?t|aren'?t|doesn'?t|don'?t|can'?t|won'?t|shouldn'?t|couldn'?t|wouldn'?t|hasn'?t|haven'?t|mustn'?t"
)
_SOMEBODY = (
    "i|we|you|they|he|she|it|that|this|these|those|there|the|a|an|my|our|your|his|her|their|its|anyone|"
    "anybody|someone|somebody|any|all|school|schools|parents?|council|teachers?|children|kids?|dad|mum"
)


_RULED = "allowed|legal|lawful|normal|right|true|compulsory"


def _any(*shapes: str) -> re.Pattern[str]:
    return re.compile("|".join(shapes))


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "an amount of days",
        _any(
            rf"\bhow many (?:\w+ )?(?:{_SPELLS})\b",
            rf"\b(?:number|length) (?:of|in) (?:\w+ )?(?:{_SPELLS})\b",
        ),
    ),
    (
        "an age",
        _any(
            r"\b(?:what|which|whats) (?:age|birthday)\b",
            r"\bhow (?:old|young)\b",
            r"\bage (?:limit|range)\b",
            r"\b(?:minimum|maximum|lowest|highest|lower|upper|last) (?:possible )?age\b",
            r"\b(?:oldest|youngest)\b",
        ),
    ),
    (
        "a time",
        _any(
            r"\bhow (?:long|soon|quick|quickly|fast|often|early|late|frequently|far (?:ahead|in advance))\b",
            rf"^\W*(?:by |since |until |till |from )?when (?:{_AUXILIARY})\b",
            r"\bwhen (?:do|does|did|must|should|will) (?:they|we|i|it|the|he|she|you)\b",
            r"\b(?:by|until|till|from) when\b",
            r"\b(?:what|which|whats|final|last) (?:date|day|month|year|school year|term|week|deadline)\b",
            r"\b(?:what|minimum|maximum) time\b|\btime allowed\b",
            r"\bdead ?lines?\b|\btime ?limits?\b|\bcut ?off\b|\btime ?scales?\b|\bfrequency\b",
        ),
    ),
    (
        "a form",
        _any(
            r"\b(?:which|what|whats the|is there a|the right|name of the) form\b",
            r"\bform (?:name|number|code)\b",
        ),
    ),
    (
        "a name",
        _any(
            r"^\W*(?:to |by |from |with )?(?:who|whos|who's|whom|whose)\b",
            rf"\b(?:which|what) (?:\w+ )?(?:{_SOMETHING_NAMED})\b",
            r"\bwhat(?:'?s| is| are) (?:it|that|this|they) called\b|\bwhat(?:'?s| is) the name\b",
            r"\bnames? of\b|\bwhat does the law call\b",
        ),
    ),
    (
        "a yes or no",
        _any(
            rf"^\W*(?:{_AUXILIARY}) (?:{_SOMEBODY})\b",
            rf"^\W*(?:{_AUXILIARY}) \w[^?]*\?",
            rf"(?:\b(?:is|isn'?t) (?:it|that|this)|^\W*(?:is|are) \w+) (?:{_RULED})\b",
            rf"^\W*(?:{_RULED})\?",
        ),
    ),
)
"""What may be asked for with how it shows, the most telling first."""

_POLITE = re.compile(
    r"^\W*(?:can|could|would|will|do|does) (?:you|anyone|anybody|someone|somebody|sumone) "
    r"(?:please |just |kindly )?(?:tell|explain|say|help|give|show|advise|know|point|recommend)\b|"
    r"^\W*(?:can|could|may) i (?:please |just )?ask(?! for)\b"
)
"""What looks like a yes or no and asks for something else: "could you explain", "can I ask"."""


def asks_for(question: str) -> str | None:
    """What a question asks to be told, such as "a time" or "a yes or no"; None where no words show it."""
    told = question.replace("’", "'").casefold()
    clauses = [
        clause for part in _ASKING.split(told) if (clause := part.strip()) and not _POLITE.search(clause)
    ]
    return next((kind for kind, shows in _KINDS if any(map(shows.search, clauses))), None)

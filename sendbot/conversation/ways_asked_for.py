"""Whoever wants to write, or cannot ring, is shown the address to write to: else a number comes first."""

from __future__ import annotations

import re
from dataclasses import replace

from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Brief, People, Reply, best_way
from sendbot.knowledge.wording import say
from sendbot.matching.reading.text import normalise
from sendbot.mind.mind import Mind

_RINGING = r"(?:ring|ringing|phone|phoning|phones|call|calling|calls|(?:talk|speak) on the phone)"
_ASKS_TO_WRITE = (
    r"\b(?:by|via) e-?mail\b",
    r"\be-?mail (?:address|for|of|will do|is better|is best|only|instead|please)\b",
    r"\b(?:what'?s|what is|whats|have you|you got|is there|need|want|give me)(?: \w+){0,2} e-?mail\b",
    r"\b(?:can|could|should|do|may) i (?:just )?(?:e-?mail|write to)\b",
    r"\brather (?:e-?mail|write)\b",
    r"\bin writing\b",
    r"\bcan (?:you|u) (?:just )?text\b",
    r"\b(?:instead of|rather than) (?:having to )?(?:ring|phon|call)\w*",
    r"\b(?:i|we|who|how|can)\b.{0,30}\bwithout (?:ringing|phoning|calling)\b",
)
_CANNOT_RING = (
    r"\bi(?:'?[md]| am| would)?(?: \w+)? ?"
    r"(?:can'?t|cannot|not able to|unable to|hate|don'?t like|rather not|struggle to)"
    rf"(?: \w+){{0,3}} {_RINGING}\b",
    r"\bi(?:'?m| am) (?:deaf|hard of hearing|non-?speaking|non-?verbal|mute)\b",
    r"\bi(?:'?ve| have)?(?: got)?(?: a)? (?:hearing|speech) (?:impairment|loss|difficult|problem)",
    r"\b(?:no|any|out of|run out of) (?:phone )?(?:credit|minutes)\b(?! late| walk| away| of )",
    r"(?:^got a|\bi(?:'?ve| have)(?: got)? a|\bmy) (?:bad )?(?:stammer|stutter)\b",
    r"\b(?:phoning|ringing|calling|(?:phone )?calls)(?: \w+){0,2}"
    r" (?:is|are|make|makes|send|sends|put|puts|fill|fills)"
    r"(?: me| my)?(?: \w+){0,2} (?:panic|anxi\w+|no good|hard|difficult|impossible|too much|shake|freeze)\b",
    r"\b(?:do not|don'?t) do (?:phones|phone calls)\b",
    r"\b(?:phone calls?|phoning|ringing(?: people)?)"
    r" (?:makes?|gives?|scares?|panics?|terrif\w+|stress\w*) me\b",
    r"\b(?:anxious|nervous|panic|freeze|stammer|stutter)(?: \w+){0,2} phones?\b",
    r"\b(?:not (?:very |really |any )?good|bad|rubbish|useless|hopeless) (?:on|at|with) (?:the )?phones?\b",
)
_WRITTEN = re.compile("|".join((*_ASKS_TO_WRITE, *_CANNOT_RING)))
"""What says so in English; in other languages nothing does yet. "I emailed and nobody answers" does not: a
number is what helps then. Nor does a mother who is deaf: only "I" counts."""


def with_ways_asked_for(turn: Turn, message: Message, mind: Mind) -> Turn:
    """The turn with addresses for numbers, where the message asks for them and they are known."""
    if not _WRITTEN.search(normalise(message.text)):
        return turn
    return replace(turn, replies=tuple(_rewritten(reply, mind) for reply in turn.replies))


def _rewritten(reply: Reply, mind: Mind) -> Reply:
    parts = tuple(
        People(tuple(_to_write_to(line, mind) for line in part.lines)) if isinstance(part, People) else part
        for part in reply.parts
    )
    return replace(reply, parts=parts)


def _to_write_to(line: Brief, mind: Mind) -> Brief:
    contact, wording = mind.knowledge.contacts.get(line.contact), mind.knowledge.wording
    if contact is None or contact.email is None:
        return line
    way, address = best_way(contact, wording), say(wording, "contact-email", value=contact.email)
    return replace(line, text=line.text.replace(way, address))

"""Which language a family is answered in, and the lines that a message in another language is answered with
first."""

from __future__ import annotations

from sendbot.conversation.messages import Message
from sendbot.conversation.replies import Part, Words
from sendbot.mind.mind import Mind


def language_of(message: Message, mind: Mind) -> str:
    """The language that the family chose, else the one it writes in; English when unsure."""
    if message.language in mind.knowledge.languages:
        return message.language or "en"
    try:
        return mind.matcher.language(message.text)
    except Exception:  # a detector that fails must never stand between a family and its reply
        return "en"


def lead_in(language: str, mind: Mind) -> tuple[Part, ...]:
    """What a family that writes in another language reads first."""
    known = mind.knowledge.languages.get(language)
    return (Words(f"{known.lead}\n\n{known.help}"),) if known else ()

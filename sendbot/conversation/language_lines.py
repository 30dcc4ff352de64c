"""Which language a family is answered in, and the lines that a message in another language is answered with
first."""

from __future__ import annotations

from sendbot.conversation.messages import Message
from sendbot.conversation.replies import Part, Words
from sendbot.matching.reading.text import words
from sendbot.mind.mind import Mind

_OF_EVERY_LANGUAGE = frozenset({"ok", "okay", "oki", "k"})
"""Said in all of our languages, and so no sign of English."""


def language_of(message: Message, mind: Mind) -> str:
    """The language that the family chose, else the one it writes in, or wrote in before where a message ("2",
    "ok") is of none; English when unsure."""
    if message.language in mind.knowledge.languages:
        return message.language or "en"
    before = message.before.language
    if before in mind.knowledge.languages and _is_of_no_language(message.text):
        return before or "en"
    return written_in(message, mind)


def _is_of_no_language(text: str) -> bool:
    return all(word.isdigit() or word in _OF_EVERY_LANGUAGE for word in words(text))


def written_in(message: Message, mind: Mind) -> str:
    """The language that the message itself is in, whatever was chosen; English when unsure."""
    if message.written is not None:
        return message.written
    try:
        return mind.language(message.text)
    except Exception:  # a detector that fails must never stand between a family and its reply
        return "en"


def lead_in(language: str, mind: Mind) -> tuple[Part, ...]:
    """What a family that writes in another language reads first."""
    known = mind.knowledge.languages.get(language)
    return (Words(f"{known.lead}\n\n{known.help}"),) if known else ()


def led_without_answer(parts: tuple[Part, ...], language: str, mind: Mind) -> tuple[Part, ...]:
    """The parts of a reply that holds no answer, after how to get help in the language and what to do in
    danger."""
    known = mind.knowledge.languages.get(language)
    if known is None or known.emergency is None:
        return parts
    lead = lead_in(language, mind)
    own = [known.help, known.emergency, known.lead if lead[0] in parts else None]
    return (Words("\n\n".join(text for text in own if text)), *(part for part in parts if part not in lead))

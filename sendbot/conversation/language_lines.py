"""Which language a family is answered in, and the lines that a message in another language is answered with
first."""

from __future__ import annotations

from functools import cache

from sendbot.conversation.messages import Message
from sendbot.conversation.replies import Part, Words
from sendbot.matching.reading.text import STOP_WORDS, words
from sendbot.matching.reading.word_lists import word_lists
from sendbot.mind.mind import Mind

_OF_EVERY_LANGUAGE = frozenset({"ok", "okay", "oki", "k"})
"""Said in all of our languages, and so no sign of English."""
_FEW = 3
"""Words in which a language may not show itself: "za darmo?" could be anything."""


def language_of(message: Message, mind: Mind) -> str:
    """The language that the family chose, else the one it writes in, or wrote in before where a message ("2",
    "ok", "gratis?") shows no English; English when unsure."""
    if message.language in mind.knowledge.languages:
        return message.language or "en"
    before, written = message.before.language, written_in(message, mind)
    if written == "en" and before in mind.knowledge.languages and not _shows_english(message.text):
        return before or "en"
    return written


def _shows_english(text: str) -> bool:
    """Is there an everyday word of English, or more words than leave a language in doubt?"""
    said = [word for word in words(text) if not word.isdigit()]
    return len(said) > _FEW or not _everyday_english().isdisjoint(said)


@cache
def _everyday_english() -> frozenset[str]:
    talk = (word for kind in word_lists()["chat"].values() for word in kind.get("needs", "").split())
    return (STOP_WORDS | frozenset(talk)) - _OF_EVERY_LANGUAGE


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

"""A follow-up in another language ("ile to kosztuje?"): the plain English of it, by what curators wrote for
that language and the encoder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sendbot.conversation.glossary import terms_in
from sendbot.conversation.plain_asks import names_no_subject
from sendbot.conversation.scene import Scene
from sendbot.matching.decision import Answer
from sendbot.matching.reading.languages import plain_words
from sendbot.mind.mind import Mind

_NEAR, _NEAR_BESIDE_ANSWER = 0.925, 0.945
"""How like a curator's phrase a message must be, and how like where an entry answers it by itself. Of
480 questions of curators three reach the second, and hardly name a subject; of 28 follow-ups that were
learned from 23 reach the first with their very words left out."""
_NO_LATIN = 0x370
"""From here on letters are Greek, Cyrillic, Arabic, Chinese and so on; those with accents stand before, all
but a few of Vietnamese."""


@dataclass(frozen=True)
class AskedAbroad:
    """What a message asks, in English words that name no subject, and the language that it is in."""

    english: str
    language: str


def asked_abroad(scene: Scene) -> AskedAbroad | None:
    """What a message in another language asks of the last answer, or of the last question where that brought
    none; None for one that names its subject."""
    message, mind = scene.message, scene.mind
    if not (message.before.entry or message.before.question) or (
        scene.language == "en" and names_no_subject(message.text)
    ):
        return None
    if _names_english_thing(message.text, mind):
        return None
    needed = _NEAR_BESIDE_ANSWER if isinstance(scene.decision, Answer) else _NEAR
    spoken = (message.language, scene.language, message.before.language)
    for language in dict.fromkeys(code for code in spoken if code and code in mind.knowledge.languages):
        english = _nearest(message.text, language, needed, mind)
        if english is not None and names_no_subject(english):
            return AskedAbroad(english, language)
    return None


def _names_english_thing(text: str, mind: Mind) -> bool:
    """Does it hold a glossary term in capitals ("la" is no local authority), or English letters among those
    of another script? "DLA" and "Blue Badge" are English in every language, and a subject of their own."""
    other_script = any(sign.isalpha() and ord(sign) >= _NO_LATIN for sign in text)
    mixed = other_script and re.search("[A-Za-z]{2}", text)
    return bool(mixed) or bool(terms_in(text, mind.knowledge.terms))


def _nearest(text: str, language: str, needed: float, mind: Mind) -> str | None:
    """The English of the curators' phrase that is word for word the message, or the likest."""
    follow_ups = mind.knowledge.languages[language].follow_ups
    phrases = [(english, phrase) for english, asked in follow_ups.items() for phrase in asked]
    typed = plain_words(text)
    for english, phrase in phrases:
        if typed == plain_words(phrase):
            return english
    vectors = mind.follow_ups(language)
    if vectors is None or mind.encode is None or not typed:
        return None
    likeness = vectors @ mind.encode([text])[0]
    best = int(likeness.argmax())
    return phrases[best][0] if likeness[best] >= needed else None

"""The bot's own words are data: which keys `knowledge/wording.yaml` must have, which {placeholders} each may
use, and filling them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

_WITHOUT_PLACEHOLDERS = """
    welcome examples chat-greeting chat-thanks chat-goodbye chat-robot chat-swearing chat-affirm chat-test
    chat-help chat-orders chat-other chat-mood chat-glad chat-confused chat-lost chat-fragment chat-sorry
    chat-wait topic-school topic-ehcp topic-money-care topic-health topic-which nothing-else who-can-help
    unchecked read-more source no-easy-read clarify clarify-two clarify-kept none-chosen none-chosen-kept
    fallback fallback-easy kept kept-too personal-case other-place unreadable empty only-stop-words
    not-a-question not-meant button-not-meant forgotten stale trouble not-recorded crisis-any crisis-after
    button-none button-forget button-easy-read button-full button-full-easy button-more button-more-easy
    button-rest button-whole button-person button-words button-date button-helped button-helped-easy
    button-yes button-no button-why-not-asked button-why-out-of-date button-why-hard button-why-person
    helped-not-asked helped-hard helped-hard-easy helped-out-of-date helped-ask helped-yes helped-no
    helped-person words no-words button-tell tell-kept tell-gone told too-many sent-photo sent-voice
    sent-sticker sent-file sent-place sent-contact sent-other easy-read-on easy-read-off language-which
    language-set-english forget-done group-hello inline-none command-start command-help command-topics
    command-contacts command-deadlines command-easyread command-language command-privacy command-forget
    poster date-which date-today date-passed date-person date-unknown date-none date-list topics
""".split()

_WITH_PLACEHOLDERS = {
    "read": "month",
    "checked": "by date",
    "contacts-read": "month",
    "contacts-checked": "by date",
    "source-dated": "title dated",
    "contact-phone": "value",
    "contact-text": "value",
    "contact-email": "value",
    "contact-web": "value",
    "contact-hours": "value",
    "contact-note": "value",
    "translation-unchecked": "language",
    "clarify-kept-without": "details",
    "kept-without": "details",
    "term": "term stands_for",
    "term-plain": "term stands_for plain",
    "language-set": "language number all",
    "language-set-checked": "language number all",
    "date-ask": "label start example",
    "date-ask-several": "label starts example",
    "date-unreadable": "example",
    "date-no-such-day": "example",
    "date-to-come": "date start example",
    "date-far": "date start example",
    "date-vague": "start example",
    "date-unsure": "start example",
    "date-which-start": "date start example",
    "date-which-day": "start",
    "date-start": "start example",
    "button-day": "date",
    "date-answer": "date label",
    "date-must-arrive": "date label",
    "date-counted": "counted",
    "date-moved": "date",
    "date-law": "law",
    "date-ahead": "days",
    "date-calendar": "label",
}

REQUIRED_WORDING: Mapping[str, frozenset[str]] = MappingProxyType(
    {key: frozenset() for key in _WITHOUT_PLACEHOLDERS}
    | {key: frozenset(names.split()) for key, names in _WITH_PLACEHOLDERS.items()}
)
"""Each key that the conversation says, with the placeholders that its text may use."""

ONLY_IN_LANGUAGES = frozenset({"words-unchecked"})
"""What only the wording of another language says."""


def say(wording: Mapping[str, str], key: str, **values: object) -> str:
    """The curated words of a key, its placeholders filled in once; values are never read as placeholders
    themselves."""
    return filled(wording[key], **values)


def filled(text: str, **values: object) -> str:
    """A text with its placeholders filled in once."""
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text).strip()


def wording_problems(wording: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the wording, as sentences: keys that are missing, placeholders that a key cannot
    fill."""
    missing = [
        f'Wording "{key}" is missing. Add it to wording.yaml.'
        for key in REQUIRED_WORDING
        if not wording.get(key, "").strip()
    ]
    return (*missing, *(sentence for _, sentence in placeholder_problems(wording)))


def placeholder_problems(wording: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each key that uses a placeholder which the bot cannot fill in, with a sentence about it."""
    return tuple(
        (
            key,
            f'Wording "{key}" uses {{{name}}}, which the bot cannot fill in. '
            f"{_allowed(REQUIRED_WORDING[key])}",
        )
        for key in REQUIRED_WORDING
        for name in _PLACEHOLDER.findall(wording.get(key, ""))
        if name not in REQUIRED_WORDING[key]
    )


def _allowed(names: frozenset[str]) -> str:
    if not names:
        return "It takes no placeholders."
    return "It may use " + ", ".join(f"{{{name}}}" for name in sorted(names)) + "."

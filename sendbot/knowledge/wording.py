"""The bot's own words are data: which keys `knowledge/wording.yaml` must have, which {placeholders} each may
use, and filling them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sendbot.knowledge.entries import SHORT_TITLE_LIMIT

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

_KEPT_TIME = re.compile(r"\{kept-[a-z]+\}")
"""How long something is kept: filled in when the folder is read."""

_WITHOUT_PLACEHOLDERS = """
    welcome examples chat-greeting chat-thanks chat-goodbye chat-robot chat-swearing chat-affirm chat-test
    chat-help chat-orders chat-other chat-mood chat-glad chat-confused chat-lost chat-fragment chat-sorry
    chat-wait topic-school topic-ehcp topic-money-care topic-health topic-which nothing-else who-can-help
    unchecked read-more source no-easy-read clarify clarify-two clarify-kept none-chosen none-chosen-kept
    fallback fallback-easy kept kept-too personal-case other-place unreadable empty only-stop-words
    not-a-question not-meant button-not-meant forgotten stale trouble not-recorded crisis-any crisis-after
    crisis-below fact-noted again-unsaid clarify-story not-kept
    button-none button-forget button-easy-read button-full button-full-easy button-more button-more-easy
    button-rest button-whole button-person button-words button-date button-helped button-helped-easy
    button-yes button-no button-why-not-asked button-why-out-of-date button-why-hard button-why-person
    helped-not-asked helped-hard helped-hard-easy helped-out-of-date helped-ask helped-yes helped-no
    helped-person words no-words button-tell tell-kept tell-gone told too-many sent-photo sent-voice
    sent-sticker sent-file sent-place sent-contact sent-other easy-read-on easy-read-off language-which
    language-set-english forget-done group-hello inline-none command-start command-help command-topics
    command-contacts command-deadlines command-easyread command-language command-privacy command-forget
    poster
    page-name page-title page-label page-hint page-send page-again page-you page-chose page-talk
    page-danger page-leave page-leave-how page-easy-on page-easy-off page-language page-skip
    page-new-tab page-ask page-topics page-contacts page-privacy page-accessibility page-listen
    page-quiet forget-page page-print page-calendar page-waiting page-broken page-left-out page-forgotten
    page-too-long page-busy page-not-found page-not-found-more page-wrong page-answer-more page-related
    page-not-saved page-topics-more page-contacts-more page-privacy-more     page-accessibility-more
    link-made link-open link-title link-keep link-delete link-deleted link-gone link-away     poster-page
    link-email link-email-there link-email-label link-email-hint link-email-send
    link-email-kept link-email-other
    link-email-delete link-email-deleted link-email-told link-email-wrong link-email-often
    link-email-enough link-email-away email-subject page-privacy-email
    date-which date-today date-passed date-person date-unknown date-none date-list topics
    button-topics button-language
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
    "link-waiting": "date",
    "link-answered": "date",
    "email-text": "link",
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
    """Each key whose placeholders are not those that the bot fills in, with a sentence about it."""
    return tuple(
        (key, f'Wording "{key}" {trouble}')
        for key, names in REQUIRED_WORDING.items()
        if key in wording
        for trouble in placeholder_troubles(wording[key], names, names)
    )


def placeholder_troubles(text: str, names: frozenset[str], needed: frozenset[str]) -> Iterator[str]:
    """What is wrong with the placeholders of a text that may use `names` and must use `needed`."""
    used = set(_PLACEHOLDER.findall(text))
    for name in sorted(used - names):
        yield f"uses {{{name}}}, which the bot cannot fill in. {_allowed(names)}"
    if re.search(r"[{}]", _KEPT_TIME.sub("", _PLACEHOLDER.sub("", text))):
        yield f"has a brace without its other half, or signs in it. {_allowed(names)}"
    elif used <= names and needed - used:
        lost = ", ".join(f"{{{name}}}" for name in sorted(needed - used))
        yield f"has lost {lost}, which the bot fills in. Write it where the words belong."


def button_problems(wording: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each key whose text does not fit on a button, with a sentence about it."""
    return tuple(
        (key, f'Wording "{key}" {trouble}')
        for key, text in wording.items()
        if (trouble := button_trouble(key, text))
    )


def button_trouble(key: str, text: str) -> str | None:
    """What is wrong with the words of a button; None when they fit, or when it is none."""
    size = len(_PLACEHOLDER.sub("", text))
    if not key.startswith("button-") or size <= SHORT_TITLE_LIMIT:
        return None
    return f"has {size} characters, which a button cuts off. Shorten it to {SHORT_TITLE_LIMIT} at most."


def _allowed(names: frozenset[str]) -> str:
    if not names:
        return "It takes no placeholders."
    return "It may use " + ", ".join(f"{{{name}}}" for name in sorted(names)) + "."

"""Signs that a message shows before any entry is considered: small talk, another nation, one person's case,
noise."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from sendbot.matching.decision import Reason, Signs
from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.reader import ReadMessage
from sendbot.matching.reading.text import content_words
from sendbot.matching.reading.word_lists import word_lists

_LONGEST_CHAT = 9
"""Words: a longer message of small talk alone was not met."""

_LONGEST_OUTBURST = 8
"""Words: whoever swears at greater length tells of something as well."""

_LONGEST_INSULT = 6
"""Words: "this bot is so bloody useless" has six."""

_LETTERS = re.compile(r"[^\W\d_]")
_VOWELS = re.compile(r"[aeiouy]")
_CONSONANT_RUN = re.compile(r"[^aeiouy\d]{5}")


def signs_of(
    text: str,
    reading: ReadMessage,
    english_share: float,
    language: str = "en",
    covered: Collection[str] = (),
    places: LocalPlaces = NOWHERE,
) -> Signs:
    """The signs of a message. `english_share` is the share of its words that are English or the knowledge
    base's own.

    `covered` names signs that the knowledge base itself answers (an entry for greetings, say): those are no
    signs.
    """
    reason, chat = _reason(text, reading, english_share, language, places)
    if sign_name(reason, chat) in covered:
        reason, chat = None, None
    return Signs(reason, chat, reading.corrections, reading.expansions, reading.known_share)


def sign_name(reason: Reason | None, chat: str | None) -> str:
    """One name for a reason with its kind of small talk, "" for none."""
    return "" if reason is None else f"{reason.value}:{chat}" if chat else reason.value


def _reason(
    text: str, reading: ReadMessage, english_share: float, language: str, places: LocalPlaces
) -> tuple[Reason | None, str | None]:
    tokens = reading.tokens
    if not _LETTERS.search(text) or (language == "en" and _is_noise(tokens, english_share)):
        return Reason.UNREADABLE, None
    chat = _chat(tokens)
    if chat:
        return Reason.NOT_A_QUESTION, chat
    if language == "en" and not content_words(tokens):
        return Reason.ONLY_STOP_WORDS, None
    return _subject(" ".join(tokens), places)


def _subject(plain: str, places: LocalPlaces) -> tuple[Reason | None, str | None]:
    if _pattern("orders").search(plain):
        return Reason.NOT_A_QUESTION, "orders"
    if len(plain.split()) <= _LONGEST_INSULT and _pattern("insults").search(plain):
        return Reason.NOT_A_QUESTION, "swearing"
    if (
        len(plain.split()) <= _LONGEST_OUTBURST
        and _pattern("swearing").search(plain)
        and _pattern("at_the_bot").search(plain)
    ):
        return Reason.NOT_A_QUESTION, "swearing"
    if _other_place(places).search(plain) and not _here(places).search(plain):
        return Reason.OTHER_PLACE, None
    return (Reason.PERSONAL_CASE, None) if _personal_case().search(plain) else (None, None)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any of a list's expressions, between word edges."""
    lists = word_lists()
    alternatives = lists["hostile"][name]
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


@lru_cache(maxsize=8)
def _here(local: LocalPlaces) -> re.Pattern[str]:
    """A place of this area, or the way to it."""
    alternatives = [*word_lists()["places"]["here"], *map(re.escape, local.here)]
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


@lru_cache(maxsize=8)
def _other_place(local: LocalPlaces) -> re.Pattern[str]:
    """A place elsewhere, where the message says that it is home or that its council decides; or another
    nation's scheme."""
    places = word_lists()["places"]
    names = [*places["nations"], *(name for name in places["councils"] if name not in local.here)]
    place = f"(?:{'|'.join([*names, *map(re.escape, local.elsewhere)])})"
    schemes = rf"\b(?:{'|'.join(places['schemes'])})\b"
    return re.compile("|".join([*(pattern.replace("{place}", place) for pattern in places["home"]), schemes]))


@cache
def _personal_case() -> re.Pattern[str]:
    case = word_lists()["personal_case"]
    thing, own = f"(?:{'|'.join(case['thing'])})", f"(?:{'|'.join(case['own'])})"
    return re.compile(
        "|".join(pattern.replace("{thing}", thing).replace("{own}", own) for pattern in case["patterns"])
    )


@cache
def _small_talk() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    chat = word_lists()["chat"]
    return tuple(
        (kind, frozenset(lists["words"].split()), frozenset(lists["needs"].split()))
        for kind, lists in chat.items()
    )


def _chat(tokens: Sequence[str]) -> str | None:
    """The kind of small talk when the whole message is nothing else."""
    if not tokens or len(tokens) > _LONGEST_CHAT:
        return None
    spoken = set(tokens)
    return next(
        (kind for kind, allowed, needed in _small_talk() if spoken <= allowed and spoken & needed), None
    )


def _is_noise(tokens: Sequence[str], english_share: float) -> bool:
    """Keyboard mash: hardly any word is known, and half of them could be neither a word nor an acronym."""
    if english_share > 0.2 or not tokens:
        return not tokens
    return 2 * sum(not _could_be_word(token) for token in tokens) >= len(tokens)


def _could_be_word(token: str) -> bool:
    if not token.isascii() or len(token) <= 4:
        return True
    vowels = len(_VOWELS.findall(token)) / len(token)
    return 0.2 <= vowels <= 0.7 and not _CONSONANT_RUN.search(token)

"""Which language a message is in. English unless there is good evidence: a wrong guess costs a family its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from sendbot.matching.reading.text import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("pl", "ro", "uk", "pt", "ar", "zh", "es", "hu")
"""The languages that sendbot can find answers in, besides English."""

_ENGLISH_ENOUGH = 0.5
_ENGLISH_SOME = 0.25


def detect(text: str, english: Collection[str] = (), elsewhere: Mapping[str, int] | None = None) -> str:
    """The two-letter code of the language of `text`; "en" when unsure.

    `english` holds words known to be English. A message that is half made of them is English whatever a statistical
    detector thinks: short messages, names and acronyms ("dla" is Polish for "for") fool every detector. `elsewhere` says how
    many of the words stand in what curators wrote in each other language; one that knows more of them than English does wins.
    """
    tokens = [token for token in words(text) if not token.isdigit()]
    if not tokens:
        return "en"
    in_english = sum(token in english for token in tokens)
    share = in_english / len(tokens)
    nearest = _knows_most(elsewhere or {}, in_english)
    if len(nearest) == 1 and len(tokens) > 1:
        return nearest[0]
    if (share >= _ENGLISH_ENOUGH and not nearest) or (len(tokens) == 1 and text.isascii()):
        return "en"
    found = _detector(with_english=share >= _ENGLISH_SOME).detect_language_of(
        text[:500].encode("utf-8", "replace").decode("utf-8")
    )
    code = found.iso_code_639_1.name.lower() if found is not None else "en"
    return code if code in LANGUAGES else "en"


def _knows_most(elsewhere: Mapping[str, int], in_english: int) -> list[str]:
    """The languages that know the most words, where that is more than English knows."""
    most = max(elsewhere.values(), default=0)
    return [code for code, count in elsewhere.items() if count == most > in_english]


@cache
def _detector(with_english: bool) -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder  # heavy: large tables

    codes = {code.upper() for code in LANGUAGES} | ({"EN"} if with_english else set())
    chosen = [language for language in Language.all() if language.iso_code_639_1.name in codes]
    # The low-accuracy models weigh 16 MB instead of 250 MB; English words are recognised by us, before them.
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()

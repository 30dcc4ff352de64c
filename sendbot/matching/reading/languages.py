"""Which language a message is in. English unless there is good evidence: a wrong guess costs a family its
answer.

Scripts, telling letters, everyday words and curators' own words are enough: they name as many messages
rightly as a statistical detector of a hundred megabytes does, and never take `café` or a name for another
language.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sendbot.matching.reading.text import MESSAGE_LIMIT, STOP_WORDS, words

_SHARED = 0.5
"""What a word says that is an everyday word of English and of the other language, for each of them."""

_KEPT_WORD = 0.7
"""What a word of a curator's questions in a language says, beside one of its everyday words."""

_ALONE = 1.5
"""What a word says that no English speaker types by chance ("dziekuje"): enough by itself."""

_SIGN = 1.5
"""What a sign outside of words says that no other language of ours has ("¿"): enough by itself."""

_LETTER = 0.8
"""What a word with a letter says that no other language of ours has."""

_KNOWN = 0.35
"""What a word of the English dictionary says: it holds many of other languages too. English everyday words
say more."""

_ENOUGH = 1.4
"""Less evidence than two words make is none: names and acronyms ("dla" is Polish for "for") fool
everybody."""


def detect(
    text: str,
    is_english: Callable[[str], bool] = lambda _: False,
    kept: Mapping[str, Collection[str]] | None = None,
) -> str:
    """The two-letter code of the language of `text`; "en" when unsure.

    `is_english` knows the dictionary's and the knowledge base's words; `kept` maps a language to the words of
    what curators wrote in it.
    """
    read = text[:MESSAGE_LIMIT]
    other = _by_script(read)
    if other is not None:
        return other
    tokens = [_Token.of(token, is_english) for token in words(read) if not token.isdigit()]
    leads = {code: _lead(tokens, read, code, (kept or {}).get(code, ())) for code in _everyday()}
    best = max(leads, key=lambda code: (leads[code], code in (kept or {})))
    return best if leads[best] > 0 else "en"


@dataclass(frozen=True)
class _Token:
    """A word as typed, without accents, and what English makes of it."""

    typed: str
    plain: str
    everyday: bool
    known: bool

    @classmethod
    def of(cls, token: str, is_english: Callable[[str], bool]) -> _Token:
        plain = _plain(token)
        return cls(token, plain, plain in STOP_WORDS, is_english(plain) or is_english(token))


def _lead(tokens: Sequence[_Token], text: str, code: str, kept: Collection[str]) -> float:
    """By how much a language written in Latin letters is likelier than English; nothing without a word or a
    sign that is its own."""
    listed, letters = _everyday()[code], _letters().get(code, "")
    alone = _alone().get(code, frozenset())
    telling = any(letter in text for letter in letters if not letter.isalpha())
    own, theirs = _SIGN if telling else 0.0, 0.0
    for token in tokens:
        if token.plain in alone:
            own, telling = own + _ALONE, True
        elif token.plain in listed:
            own += _SHARED if token.everyday else 1.0
            theirs += _SHARED if token.everyday else 0.0
            telling = telling or not (token.everyday or token.known)
        elif token.known or token.everyday:
            theirs += 1.0 if token.everyday else _KNOWN
        elif token.plain in kept:
            own, telling = own + _KEPT_WORD, True
        if not token.known and any(letter in letters for letter in token.typed):
            own, telling = own + _LETTER, True
    return own - theirs if telling and own >= _ENOUGH else 0.0


def _by_script(text: str) -> str | None:
    """The language of a message that is mostly in another script, None for one in Latin letters."""
    scripts = Counter(script for script in map(_script, text) if script)
    known = _data()["scripts"]
    others = {script: count for script, count in scripts.items() if script in known}
    if not others or 2 * sum(others.values()) < scripts.get("LATIN", 0):
        return None
    if any(script in {"HIRAGANA", "KATAKANA"} for script in others):
        return "ja"
    first = str(known[max(others, key=lambda script: others[script])])
    return _within(first, text)


def _within(first: str, text: str) -> str:
    """The language among those that share a script: by letters that only one of them has, and everyday
    words."""
    tokens = words(text)
    best, most = first, 0.0
    for code, kind in _data()["within"].items():
        if kind["of"] == first:
            listed = kind["words"].split()
            value = sum(token in listed for token in tokens) + sum(
                letter in kind["letters"] for letter in text
            )
            if value > most:
                best, most = code, value
    if first == "uk" and any(letter in "іїєґ" for letter in text.casefold()):
        return "uk"
    return best if most >= 2 or (most >= 1 and len(tokens) <= 3) else first


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""


def plain_words(text: str) -> list[str]:
    """Words with their accents removed: families often leave them out."""
    return [_plain(token) for token in words(text)]


@lru_cache(maxsize=8192)
def _plain(token: str) -> str:
    if token.isascii():
        return token
    marks = unicodedata.normalize("NFKD", token)
    return (
        "".join(mark for mark in marks if not unicodedata.combining(mark))
        .replace("ł", "l")
        .replace("ı", "i")
        .replace("đ", "d")
    )


@cache
def _data() -> dict[str, Any]:
    text = files("sendbot.matching").joinpath("data", "languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _everyday() -> dict[str, frozenset[str]]:
    listed = {code: frozenset(text.split()) for code, text in _data()["words"].items()}
    return {**listed, **{code: listed.get(code, frozenset()) for code in _data()["letters"]}}


@cache
def _alone() -> dict[str, frozenset[str]]:
    return {code: frozenset(text.split()) for code, text in _data()["alone"].items()}


@cache
def _letters() -> dict[str, str]:
    return {str(code): str(letters) for code, letters in _data()["letters"].items()}

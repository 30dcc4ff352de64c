"""Names that need no look at the whole sentence: told outright ("surname ..."), or the rest of a name whose
beginning was found. For a text with and without an encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.care.names import (
    NO_AREA,
    Local,
    family_names,
    first_names,
    not_names,
    ordinary,
    word_names,
)
from sendbot.matching.reading.spelling import word_frequencies
from sendbot.matching.reading.text import STOP_WORDS

_WORD = r"[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,3}"
_CAPITAL = rf"(?=[^\W\d_a-zß-ÿ])(?!(?-i:[A-Z]{{2,}}\b)){_WORD}"
_REST = re.compile(rf" {{1,2}}(?P<word>{_WORD})(?P<after>\.(?=\W|$))?(?P<number>,? ?[(+\d])?")
_FULL = re.compile(
    r"\b(?:sur ?name|last ?name|family name|second name|maiden name|full name|first name|middle name|"
    r"nick ?name|real name|proper name|aka|a\.k\.a\.?|under the name(?: of)?)(?: is| was|'s|s|:)?(?: now)? "
    rf"(?P<name>{_WORD}(?: (?-i:{_CAPITAL})){{0,2}})",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:calls?|called|named|nicknamed|name) (?:him|her|them|me) "
    rf"(?P<name>{_WORD}(?: (?-i:{_CAPITAL})){{0,1}})",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"\b[Tt]he (?P<name>{_CAPITAL}) (?:family|boy|girl|boys|girls|lad|twins|children|kids|household|"
    r"brothers|sisters)\b"
)
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:nazywam si[eę]|mam na imi[eę]|m[aă] numesc|m[aă] cheam[aă]|numele meu (?:este|e)|me llamo|"
    r"mi nombre es|se llama|chamo-me|me chamo|(?:o )?meu nome (?:é|e)|chama-se|se numește|ma na imię|"
    r"nazywa się|мене зва?ти|мене звуть|його зва?ти|її зва?ти|a nevem|engem úgy hívnak|úgy hívják) "
    rf"(?P<name>{_WORD}(?: (?-i:{_CAPITAL})){{0,3}})"
    rf"|(?<!\w)(?:اسمي|اسمه|اسمها) (?P<name2>{_WORD})"
    r"|(?:我叫|我是叫|他叫|她叫|名叫|名字叫|名字是)(?P<name3>[\u4e00-\u9fff·]{2,4})(?=[，。,.！!？?；;\s]|$)",
    re.IGNORECASE,
)
"""What goes before a name where somebody says it, in the languages that the bot speaks."""
_GLUED = re.compile(r"(?<![^\W_])(?P<name>[^\W\d_]{3,40})s(?![^\W_])")
_RARE = 60
"""A word that stands so seldom in the list of words is no plain plural: "tylers"."""
_NO_INITIAL = frozenset("IA")
"""Capital letters that are words."""


def rest_of_name(text: str, end: int, local: Local = NO_AREA) -> int:
    """Where a person's name ends whose beginning was found: behind a surname with a capital, behind an
    initial, or behind an odd word with a number straight after it."""
    for _ in range(2):  # a middle name and a surname
        found = _REST.match(text, end)
        if found is None or not _belongs(found, local):
            break
        end = found.end("after") if found["after"] and len(found["word"]) == 1 else found.end("word")
    return end - 2 if text[end - 2 : end] in {"'s", "’s"} else end


def _belongs(found: re.Match[str], local: Local) -> bool:
    word = found["word"]
    bare = word.casefold().removesuffix("'s").removesuffix("’s")
    if len(word) == 1:
        return word.isupper() and word.isascii() and word not in _NO_INITIAL
    if bare in not_names(local) or bare in STOP_WORDS or word.isupper():
        return False
    if word[0].isupper():
        return bare in family_names() or not ordinary(bare, local)
    return bool(found["number"]) and len(word) > 2 and (bare in family_names() or not ordinary(bare, local))


def told_names(text: str, local: Local = NO_AREA) -> Iterator[tuple[int, int]]:
    """(start, end) of names that are told outright, and of given names with an s glued to them."""
    for pattern in (_FULL, _CALLS, _FAMILY, _ELSEWHERE):
        for found in pattern.finditer(text):
            start, end = found.span(next(name for name in found.groupdict() if found[name]))
            if _can_be(text[start:end].split(maxsplit=1)[0], local, foreign=pattern is _ELSEWHERE):
                yield start, end
    yield from _glued(text)


def _can_be(word: str, local: Local, *, foreign: bool) -> bool:
    bare = word.casefold()
    if foreign:
        return len(bare) > 1
    if bare in not_names(local) or bare in STOP_WORDS:
        return False
    return word[0].isupper() or bare in first_names() or bare in word_names() or not ordinary(bare, local)


def _glued(text: str) -> Iterator[tuple[int, int]]:
    """Given names of the list with an s glued to them, where the two are no plain word: "tylers dad"."""
    known = first_names() - word_names()
    for found in _GLUED.finditer(text):
        bare, whole = found["name"].casefold(), found.group().casefold()
        if bare in known and whole not in known and word_frequencies().get(whole, 0) < _RARE:
            yield found.span("name")

"""People, schools and addresses, found by what the encoder makes of each word where it stands; in every
script that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sendbot.care.homes import STREET
from sendbot.care.name_head import KINDS, Floats, Head, ReadWords, packaged_head, read_words
from sendbot.care.names import (
    NO_AREA,
    Local,
    first_names,
    names_a_school,
    not_names,
    ordinary,
    people,
    place_follows,
    with_article,
    with_title,
    word_names,
)
from sendbot.care.spans import Span
from sendbot.encoding.encoder import Encoder
from sendbot.encoding.writing import is_writing
from sendbot.matching.reading.spelling import word_frequencies
from sendbot.matching.reading.text import STOP_WORDS

_PIECE = 900
"""Characters that are read together: more than any sentence, and what the encoder takes in one window of
tokens."""

_SURE = {"PERSON": 0.7, "SCHOOL": 0.6, "ADDRESS": 0.6}
"""From here on a word is taken for a part of a detail: chosen on messages that were kept from learning
(`tests/training/names/judging.py`)."""

_CERTAIN = 0.95
"""From here on the head is believed of a rare word too that has no capital: of 3,500 messages without names
it was wrong of one word so, and that is a common one."""

_RARE = 2000
"""A word that stands less often in the list of words is rare: "vicki" and "kettle" are on either side."""

_BESIDE = 0.3
"""From here on a word beside a sure one belongs to it."""

_COLUMNS = {
    "PERSON": (KINDS.index("person"), KINDS.index("more of a person")),
    "SCHOOL": (KINDS.index("school"),),
    "ADDRESS": (KINDS.index("address"),),
}
_GAPS = {
    "PERSON": re.compile(r"[ \t.'’-]{0,3}"),
    "SCHOOL": re.compile(r"[ \t.'’&-]{0,3}"),
    "ADDRESS": re.compile(r"[ \t.,'’/\n-]{0,3}"),
}
"""What may stand between two words of one detail."""

_END = re.compile(r"[.!?\n]\s|\n|\s")
_KIND_AFTER = re.compile(
    r"(?:\s+(?:c ?of ?e|ce|rc|catholic|church of england|primary|infants?|juniors?|high|secondary|grammar|"
    r"special|community|nursery|prep|academy|school|college|"
    r"pre-?school|sixth form)\b)+",
    re.IGNORECASE,
)


_STREET_NAME = re.compile(rf"(?!(?:{STREET})\b)\b[^\W\d_]{{3,}}", re.IGNORECASE)
"""An address has a word in it that is more than "Lane"."""

_FILE = re.compile(r"[^\W\d_]{2,}(?:\.[^\W\d_]{2,})+")
"""ReadWords joined by dots are pages and files; initials are single letters."""


@dataclass(frozen=True)
class LearnedNames:
    """Finds names with an encoder and the head that was fitted to its states."""

    encoder: Encoder
    head: Head
    local: Local = NO_AREA
    """Words of the area that are no names."""

    def __call__(self, text: str) -> list[Span]:
        """What seem to be people, schools and addresses; the same name is found wherever it stands."""
        pieces = [(start, text[start:end]) for start, end in _pieces(text)]
        found: list[Span] = []
        for start, piece in pieces:
            if not is_writing(piece):
                found += [
                    Span(start + first, start + last, "PERSON") for first, last in people(piece, self.local)
                ]
        pieces = [(start, piece) for start, piece in pieces if is_writing(piece)]
        if not pieces:
            return found
        encoded = self.encoder.encode([piece for _, piece in pieces])
        for (start, piece), states, offsets in zip(pieces, encoded.states, encoded.offsets, strict=True):
            words = read_words(piece, states, offsets, self.local)
            if words.places:
                found += _moved(_decoded(piece, words, self.head.chances(words), self.local), start)
        return [*found, *_again(text, found, self.local)]


def learned_names(
    encoder: Encoder | None, head: Head | None = None, local: Local = NO_AREA
) -> LearnedNames | None:
    """The finder for an encoder; None without one, or where the head was learned on the states of other
    weights."""
    head = head or packaged_head()
    if encoder is None or head is None or not head.fits(encoder.name):
        return None
    return LearnedNames(encoder, head, local)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces that end where a sentence does, or at least a word."""
    start = 0
    while len(text) - start > _PIECE:
        ends = [found.end() for found in _END.finditer(text, start + _PIECE // 2, start + _PIECE)]
        sentences = [
            end for end in ends if text[end - 1] == "\n" or text[end - 2 : end - 1] in {".", "!", "?"}
        ]
        end = (sentences or ends or [start + _PIECE])[-1]
        yield start, end
        start = end
    yield start, len(text)


def _moved(spans: Sequence[Span], by: int) -> list[Span]:
    return [Span(span.start + by, span.end + by, span.type) for span in spans]


def _decoded(text: str, words: ReadWords, chances: Floats, local: Local) -> list[Span]:
    found: list[Span] = []
    for kind, columns in _COLUMNS.items():
        likely = chances[:, list(columns)].sum(axis=1)
        for first, last in _runs(text, words, likely, kind):
            span = _whole(text, words.places[first][0], words.places[last][1], kind)
            chance = float(likely[first : last + 1].max())
            if chance >= _SURE[kind] and _can_be(text, span, local, certain=chance >= _CERTAIN):
                found.append(span)
    return found


def _can_be(text: str, span: Span, local: Local, *, certain: bool) -> bool:
    """What no name, school or address looks like is none, whatever the head says."""
    said = text[span.start : span.end]
    if span.type == "SCHOOL":
        return names_a_school(text, span.start, span.end)
    if span.type == "ADDRESS":
        return _STREET_NAME.search(said) is not None
    if text[span.end : span.end + 2] in {"'s", "’s"} and f"{said.casefold()}s" in not_names(local):
        return False  # "Barnardo's"
    return not (place_follows(text, span.end) or _FILE.fullmatch(said) or _plain_word(said, local, certain))


def _plain_word(said: str, local: Local, certain: bool) -> bool:
    """One word that no list of names knows: a name of ours ("Argos"), or plain English in small letters; a
    rare word of that where the head is not certain."""
    bare = said.casefold()
    known = bare in first_names() or bare in word_names()
    if known or bare in not_names(local):
        return not known
    if said != bare or not ordinary(bare, local):
        return False
    return not certain or bare in STOP_WORDS or word_frequencies().get(bare, 0) >= _RARE


def _runs(text: str, words: ReadWords, likely: Floats, kind: str) -> list[tuple[int, int]]:
    """ReadWords that stand together and are each likely enough, as (first, last)."""
    runs: list[tuple[int, int]] = []
    for place in np.flatnonzero(likely >= _BESIDE).tolist():
        if (
            runs
            and place == runs[-1][1] + 1
            and _GAPS[kind].fullmatch(text, words.places[place - 1][1], words.places[place][0])
        ):
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _whole(text: str, start: int, end: int, kind: str) -> Span:
    """The name with its titles, without its possessive; the school with its kind."""
    if kind == "PERSON":
        if text[end - 2 : end] in {"'s", "’s"}:
            end -= 2
        start = with_title(text, start)
    if kind == "SCHOOL":
        after = _KIND_AFTER.match(text, end)
        end = end if after is None else after.end()
        start = with_article(text, start)
    return Span(start, end, kind)


_NAME = re.compile(r"[^\W\d_]{3,40}")


def _again(text: str, found: Sequence[Span], local: Local) -> list[Span]:
    """People's names that were found once, wherever else they stand. A name that is a word too is left to
    where it was found."""
    names = {
        word.casefold()
        for span in found
        if span.type == "PERSON"
        for word in _NAME.findall(text[span.start : span.end])
    }
    names = {name for name in names if name in first_names() - word_names() or not ordinary(name, local)}
    return [
        Span(word.start(), word.end(), "PERSON")
        for word in (_NAME.finditer(text) if names else ())
        if word.group().casefold() in names or word.group().casefold().removesuffix("s") in names
    ]

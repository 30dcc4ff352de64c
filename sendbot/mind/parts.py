"""Which words of an entry with parts a message asks for: its own, or those of a part. The vectors of their
questions are made once and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, utils

from sendbot.encoding.encoder import Encoder, Vectors
from sendbot.encoding.remembered import Remembering
from sendbot.fitted_files import OnDisk, code_key, content_key, kept_or_made
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.reading.ages import ages_of, stated_age

_NEAREST = 3
"""Questions of each that count: one alone may be near by chance, and many speak of the whole subject."""
_TIE = 0.02
"""A part must be nearer than the entry itself by this much; likeness goes to 1. Chosen with `_NEAREST` on
every second held-out test: nine in ten find their words, of the entries' own and of the parts' alike."""
_LEAST = 1e-9
"""No vector is divided by a smaller length."""

Asked = Mapping[str, tuple[str, ...]]
"""The questions of one entry and of its parts, by the id whose words they are; the whole entry first."""


@dataclass(frozen=True)
class Meanings:
    """The vectors of questions, by the id whose words they are."""

    encoder: Encoder
    vectors: Mapping[str, Vectors]

    def likeness(self, names: Sequence[str], text: str) -> dict[str, list[float]]:
        """How like a message the questions of each are, once what all of them share is taken away."""
        centre = np.concatenate([self.vectors[name] for name in names]).mean(axis=0)
        (message,) = _centred(self.encoder.vectors([text]), centre)
        return {
            name: [float(value) for value in _centred(self.vectors[name], centre) @ message] for name in names
        }


@dataclass(frozen=True)
class Parts:
    """The entries with parts, by the id of the whole; by words alone where there are no meanings."""

    asked: Mapping[str, Asked]
    meanings: Meanings | None = None

    def nearest(self, entry_id: str, text: str, without: str | None = None) -> str:
        """The id whose words fit a message best: the entry's own on a near tie, and where it has no parts.
        `without` is one that was not meant. Words that say they are for other ages than the message tells of
        are no answer to it, however like."""
        family = self.asked.get(entry_id)
        if family is None:
            return entry_id
        family = _of_age(family, stated_age(text))
        likes = self.meanings.likeness(tuple(family), text) if self.meanings else _shared(family, text)
        values = {name: _near(found) for name, found in likes.items() if name != without}
        if entry_id in values:
            values[entry_id] += _TIE
        return max(values, key=lambda name: values[name])


def _of_age(family: Asked, age: int | None) -> Asked:
    """Those whose title holds for an age, or says none; all of them where that leaves nothing."""
    kept = {
        name: asked
        for name, asked in family.items()
        if age is None or (ages := ages_of(asked[0])) is None or age in ages
    }
    return kept or family


def parts_of(
    knowledge: Knowledge,
    encoder: Encoder | None,
    cache_dir: Path | None = None,
    remembering: Remembering | None = None,
) -> Parts | None:
    """What tells the parts of a folder's entries apart; None where no entry has any. Their questions are read
    by `remembering`, where that is given."""
    asked = _families(knowledge)
    if not asked or encoder is None:
        return Parts(asked) if asked else None
    by_name = {name: questions for family in asked.values() for name, questions in family.items()}
    key = content_key(by_name, encoder.name, code_key("encoding"))
    path = cache_dir / f"parts-{key[:16]}.npz" if cache_dir is not None else None

    def read_anew() -> Vectors:
        reading = remembering or Remembering(encoder, cache_dir)
        vectors = reading.vectors([text for questions in by_name.values() for text in questions])
        reading.save()
        return vectors

    vectors = kept_or_made(path, key, _VECTORS, read_anew)
    return Parts(asked, Meanings(encoder, dict(_cut(by_name, vectors))))


def _families(knowledge: Knowledge) -> dict[str, dict[str, tuple[str, ...]]]:
    """Each entry that has parts, with what its parts are asked."""
    return {
        name: {entry.id: (entry.title, *entry.questions) for entry in entries}
        for name, entries in knowledge.families().items()
        if len(entries) > 1
    }


_VECTORS = OnDisk[Vectors](lambda vectors: ({"vectors": vectors}, {}), lambda arrays, _: arrays["vectors"])


def _cut(asked: Asked, vectors: Vectors) -> Iterator[tuple[str, Vectors]]:
    """All vectors, as they were made one after another, given back to whose questions they are."""
    start = 0
    for name, questions in asked.items():
        yield name, vectors[start : start + len(questions)]
        start += len(questions)


def _centred(vectors: Vectors, centre: Vectors) -> Vectors:
    moved = vectors - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, _LEAST), dtype=np.float32)


def _shared(family: Asked, text: str) -> dict[str, list[float]]:
    """How like a message the questions of each are, by their words alone."""
    message = utils.default_process(text)
    return {
        name: [fuzz.token_set_ratio(message, utils.default_process(question)) / 100 for question in questions]
        for name, questions in family.items()
    }


def _near(likes: Sequence[float]) -> float:
    nearest = sorted(likes, reverse=True)[:_NEAREST]
    return sum(nearest) / len(nearest)

"""The fitted head of the name finder: what the encoder says of each word, and what the word looks like, to
what it is a part of.

Two small networks, one that sees the neighbours' states and one that does not; their mean counts. Made by
`python -m tests.training.names`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sendbot.care.names import NO_AREA, Local
from sendbot.care.word_forms import NEIGHBOUR, Place, drawer, form, shape, word_places

Floats = NDArray[np.float32]

KINDS = ("nothing", "person", "more of a person", "school", "address")
"""What a word can be a part of, in the order of the networks' outputs."""

FILE = "name_head.npz"

_FEATURES = 48
"""Plain features of a word: 25 of its own, 15 of where it stands, 4 of each neighbour."""

_STOP = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class ReadWords:
    """The words of a text as the networks read them: one row a word."""

    places: Sequence[Place]
    states: Floats
    features: Floats
    pieces: Sequence[Sequence[int]]
    around: Sequence[Sequence[int]]


def read_words(text: str, states: Floats, offsets: NDArray[np.int32], local: Local = NO_AREA) -> ReadWords:
    """The words of a text, each with the mean of its tokens' states."""
    tokens = [(int(start), int(end)) for start, end in offsets]
    places = word_places(text, tokens)
    said = [text[start:end] for start, end in places]
    forms = [form(word, local) for word in said]
    surroundings = _surroundings(text, places)
    features = [
        (*forms[place].features, *surroundings[place], *_beside(forms, place - 1), *_beside(forms, place + 1))
        for place in range(len(places))
    ]
    return ReadWords(
        places,
        _means(states, offsets, places),
        np.array(features, dtype=np.float32).reshape(len(places), _FEATURES),
        [one.pieces for one in forms],
        [_around(said, place) for place in range(len(said))],
    )


def _means(states: Floats, offsets: NDArray[np.int32], places: Sequence[Place]) -> Floats:
    starts, ends = np.array(places, dtype=np.int32).reshape(-1, 2).T[:, :, None]
    inside = ((offsets[:, 0] < ends) & (offsets[:, 1] > starts)).astype(np.float32)
    return np.asarray(inside @ states / np.maximum(inside.sum(axis=1, keepdims=True), 1), dtype=np.float32)


def _beside(forms: Sequence[object], place: int) -> tuple[float, ...]:
    if not 0 <= place < len(forms):
        return (0.0,) * len(NEIGHBOUR)
    features = forms[place].features  # type: ignore[attr-defined]
    return tuple(features[number] for number in NEIGHBOUR)


def _surroundings(text: str, places: Sequence[Place]) -> list[tuple[float, ...]]:
    """Where each word stands: in the message, in its sentence, between which marks."""
    capitals = sum(text[start].isupper() for start, _ in places) / max(1, len(places))
    whole = (capitals, text == text.lower(), text.isupper(), len(places) < 4)
    found: list[tuple[float, ...]] = []
    for number, (start, end) in enumerate(places):
        before = text[places[number - 1][1] : start] if number else ""
        after = text[end : places[number + 1][0]] if number + 1 < len(places) else text[end:]
        own = (
            number == 0,
            number == 0 or _STOP.search(before) is not None,
            number == len(places) - 1,
            *(mark in before for mark in (",", "(", "\n", "-")),
            *(mark in after for mark in (",", ")", ".")),
            number > 0 and before == " ",
        )
        found.append(tuple(float(feature) for feature in (*whole, *own)))
    return found


def _around(said: Sequence[str], place: int) -> tuple[int, ...]:
    """The drawers of the words around one."""
    before, before_that = _said(said, place - 1), _said(said, place - 2)
    after, after_that = _said(said, place + 1), _said(said, place + 2)
    shapes = [shape(said[other]) if 0 <= other < len(said) else "^" for other in (place - 1, place + 1)]
    return tuple(
        drawer(piece)
        for piece in (
            f"p:{before}", f"n:{after}", f"pp:{before_that}", f"nn:{after_that}", f"ps:{shapes[0]}",
            f"ns:{shapes[1]}", f"both:{before_that} {before}",
        )
    )  # fmt: skip


def _said(said: Sequence[str], place: int) -> str:
    return said[place].casefold() if 0 <= place < len(said) else "^"


@dataclass(frozen=True)
class Network:
    """One hidden layer over a word's state, its features and two bags of pieces; with `neighbours`, over both
    neighbours' states too."""

    neighbours: bool
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    pieces: Floats
    around: Floats

    def scores(self, states: Floats, features: Floats, words: ReadWords) -> Floats:
        """One row of scores a word, before they are made chances."""
        beside = [_shifted(states, 1), _shifted(states, -1)] if self.neighbours else []
        bags = [summed(self.pieces, words.pieces), summed(self.around, words.around)]
        inputs = np.hstack([states, *beside, features, *bags])
        hidden = np.maximum(inputs @ self.hidden + self.hidden_bias, 0)
        return np.asarray(hidden @ self.out + self.out_bias, dtype=np.float32)


@dataclass(frozen=True)
class Head:
    """Two networks, how their inputs are scaled, and whose states they were fitted to."""

    weights: str
    centre: Floats
    scale: Floats
    networks: tuple[Network, ...]

    def fits(self, encoder: str) -> bool:
        """Was it learned on these weights? Nothing learned on others means anything here."""
        return encoder == self.weights or encoder.startswith(f"{self.weights}-")

    def chances(self, words: ReadWords) -> Floats:
        """How likely each word is a part of each of KINDS."""
        width = words.states.shape[1]
        states = (words.states - self.centre[:width]) / self.scale[:width]
        features = (words.features - self.centre[width:]) / self.scale[width:]
        found = [softmax(network.scores(states, features, words)) for network in self.networks]
        return np.asarray(np.mean(found, axis=0), dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Scores made chances, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def summed(table: Floats, bags: Sequence[Sequence[int]]) -> Floats:
    """The rows of each bag together, as long as those of a small bag."""
    found = np.zeros((len(bags), table.shape[1]), dtype=np.float32)
    lengths = np.array([len(bag) for bag in bags], dtype=np.int64)
    full = np.flatnonzero(lengths)
    if len(full):
        rows = table[np.concatenate([bags[place] for place in full.tolist()])]
        starts = np.cumsum(lengths[full]) - lengths[full]
        found[full] = np.add.reduceat(rows, starts, axis=0) / np.sqrt(lengths[full])[:, None]
    return found


def _shifted(rows: Floats, by: int) -> Floats:
    """Each word's neighbour: the one before it (1) or after it (-1); nothing beyond the ends."""
    found = np.roll(rows, by, axis=0)
    if len(found):
        found[0 if by > 0 else -1] = 0
    return np.asarray(found)


_NETWORK = ("hidden", "hidden_bias", "out", "out_bias", "pieces", "around")


def written(head: Head) -> dict[str, NDArray[np.generic]]:
    """The head as arrays for a file, in half precision."""
    arrays: dict[str, NDArray[np.generic]] = {
        "weights": np.array(head.weights),
        "centre": head.centre,
        "scale": head.scale,
    }
    for number, network in enumerate(head.networks):
        arrays[f"neighbours{number}"] = np.array(network.neighbours)
        arrays |= {f"{name}{number}": getattr(network, name).astype(np.float16) for name in _NETWORK}
    return arrays


def read_head(arrays: Mapping[str, NDArray[np.generic]]) -> Head:
    """What `written` made. Raises KeyError for arrays of another form."""
    networks = tuple(
        Network(
            neighbours=bool(arrays[f"neighbours{number}"]),
            **{name: np.asarray(arrays[f"{name}{number}"], dtype=np.float32) for name in _NETWORK},
        )
        for number in range(2)
    )
    centre, scale = (np.asarray(arrays[name], dtype=np.float32) for name in ("centre", "scale"))
    return Head(str(arrays["weights"]), centre, scale, networks)


@cache
def packaged_head() -> Head | None:
    """The head that comes with the package; None when its file is not there or cannot be used."""
    try:
        held = files("sendbot.care").joinpath("data", FILE).read_bytes()
        with np.load(BytesIO(held), allow_pickle=False) as arrays:
            return read_head(dict(arrays))
    except (OSError, ValueError, KeyError, BadZipFile):
        return None

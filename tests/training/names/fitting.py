"""Fitting the two networks: plain gradient descent in numpy, the same result at every run over the same
messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sendbot.care.name_head import KINDS, Floats, Head, Network, ReadWords, read_words, softmax
from sendbot.care.word_forms import BUCKETS
from sendbot.encoding.encoder import Encoder
from tests.training.names.filling import PERSON, Message

Numbers = NDArray[np.int64]

_HIDDEN = 96
"""Units of the hidden layer. 64 lost a point, 160 won nothing."""
_BAG = 16
"""Numbers a drawer holds: with them and the hidden layer the head takes about 1 MB in half precision."""
_EPOCHS = 6
_BATCH = 256
_RATE = 2e-3
_BAG_RATE = 0.05
_WARM = 200
"""Steps until the full rate."""
_WITHOUT_PIECES = 0.25
"""Share of words whose pieces are all taken away, so that names are not learned by heart."""
_DROPPED = 0.1
"""Share of other inputs that are left out at each step."""
_SMALL = 1e-5
"""How strongly weights are kept small."""
_AT_ONCE = 512
"""Messages that are encoded together: their states are thrown away before the next."""


@dataclass(frozen=True)
class Bags:
    """The drawers of many words in one row, and where each word's begin."""

    drawers: Numbers
    starts: Numbers

    @classmethod
    def of(cls, bags: Sequence[Sequence[int]]) -> Bags:
        """One after the other."""
        sizes = [len(bag) for bag in bags]
        flat = np.fromiter((drawer for bag in bags for drawer in bag), np.int64, sum(sizes))
        return cls(flat, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))

    def some(self, words: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """Drawers of these words, whose they are (by place in `words`), and their weight."""
        sizes = self.starts[words + 1] - self.starts[words]
        rows = np.repeat(np.arange(len(words)), sizes)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        weights = (1 / np.sqrt(np.maximum(sizes, 1)))[rows].astype(np.float32)
        return self.drawers[self.starts[words][rows] + within], rows, weights


@dataclass(frozen=True)
class Labelled:
    """Every word of many messages, with what it is a part of and which message it stands in."""

    states: NDArray[np.float16]
    features: Floats
    pieces: Bags
    around: Bags
    kinds: Numbers
    messages: Numbers


def labelled(messages: Sequence[Message], encoder: Encoder) -> Labelled:
    """Encode the messages and take them apart into words."""
    states: list[Floats | NDArray[np.float16]] = []
    features: list[Floats] = []
    pieces: list[Sequence[int]] = []
    around: list[Sequence[int]] = []
    kinds: list[int] = []
    owners: list[int] = []
    for number, (message, words) in enumerate(_read(messages, encoder)):
        states.append(words.states.astype(np.float16))
        features.append(words.features)
        pieces += words.pieces
        around += words.around
        kinds += kinds_of(words, message)
        owners += [number] * len(words.places)
    return Labelled(
        states=np.concatenate(states),
        features=np.concatenate(features),
        pieces=Bags.of(pieces),
        around=Bags.of(around),
        kinds=np.array(kinds, np.int64),
        messages=np.array(owners, np.int64),
    )


def _read(messages: Sequence[Message], encoder: Encoder) -> Iterator[tuple[Message, ReadWords]]:
    for start in range(0, len(messages), _AT_ONCE):
        part = messages[start : start + _AT_ONCE]
        encoded = encoder.encode([message.text for message in part])
        for message, states, offsets in zip(part, encoded.states, encoded.offsets, strict=True):
            words = read_words(message.text, states, offsets)
            if words.places:
                yield message, words


def kinds_of(words: ReadWords, message: Message) -> list[int]:
    """What each word is a part of, as places in KINDS."""
    found: list[int] = []
    before: tuple[int, int, str] | None = None
    for start, end in words.places:
        detail = next((one for one in message.details if start < one[1] and end > one[0]), None)
        kind = 0 if detail is None else KINDS.index(detail[2])
        if detail is not None and detail[2] == PERSON and detail == before:
            kind = KINDS.index("more of a person")
        found.append(kind)
        before = detail
    return found


def fitted(words: Labelled, weights: str, seeds: Sequence[int] = (0, 1)) -> Head:
    """A head of two networks, the first with the neighbours' states."""
    centre, scale = _scales(words)
    networks = tuple(
        _Fit(words, centre, scale, neighbours=number == 0, seed=seed).run()
        for number, seed in enumerate(seeds)
    )
    return Head(weights, centre, scale, networks)


def _scales(words: Labelled) -> tuple[Floats, Floats]:
    """Mean and spread of each input, of one word in seven. A feature that hardly varies is not blown up."""
    states, features = words.states[::7].astype(np.float32), words.features[::7]
    centre = np.concatenate([states.mean(axis=0), features.mean(axis=0)])
    scale = np.concatenate([states.std(axis=0) + 1e-3, features.std(axis=0) + 0.05])
    return centre.astype(np.float32), scale.astype(np.float32)


class _Fit:
    """One network being fitted: Adam for the dense parts, AdaGrad for the drawers, of which each step touches
    few."""

    def __init__(
        self, words: Labelled, centre: Floats, scale: Floats, *, neighbours: bool, seed: int
    ) -> None:
        self.words, self.neighbours = words, neighbours
        self.chance = np.random.default_rng(seed)
        width = words.states.shape[1]
        self.state_scale = (centre[:width], scale[:width])
        self.features = (words.features - centre[width:]) / scale[width:]
        inputs = width * (3 if neighbours else 1) + words.features.shape[1] + 2 * _BAG
        self.dense = {
            "hidden": self._drawn((inputs, _HIDDEN), 1 / np.sqrt(inputs)),
            "hidden_bias": np.zeros(_HIDDEN, np.float32),
            "out": self._drawn((_HIDDEN, len(KINDS)), 0.05),
            "out_bias": np.zeros(len(KINDS), np.float32),
        }
        self.tables = {name: self._drawn((BUCKETS, _BAG), 0.05) for name in ("pieces", "around")}
        self.first = {name: np.zeros_like(values) for name, values in self.dense.items()}
        self.second = {name: np.zeros_like(values) for name, values in (self.dense | self.tables).items()}
        self.step = 0
        self.steps = _EPOCHS * (len(words.kinds) // _BATCH)

    def _drawn(self, shape: tuple[int, int], spread: float) -> Floats:
        return (self.chance.standard_normal(shape) * spread).astype(np.float32)

    def run(self) -> Network:
        """All epochs."""
        for _ in range(_EPOCHS):
            order = self.chance.permutation(len(self.words.kinds))
            for start in range(0, len(order) - _BATCH + 1, _BATCH):
                self._learn(order[start : start + _BATCH])
        return Network(neighbours=self.neighbours, **self.dense, **self.tables)

    def _states(self, places: Numbers) -> Floats:
        centre, scale = self.state_scale
        return np.asarray((self.words.states[places].astype(np.float32) - centre) / scale)

    def _inputs(self, places: Numbers) -> Floats:
        owners = self.words.messages
        parts = [self._states(places)]
        for by in (-1, 1) if self.neighbours else ():
            other = np.clip(places + by, 0, len(owners) - 1)
            same = (owners[other] == owners[places]) & (other != places)
            parts.append(np.where(same[:, None], self._states(other), 0).astype(np.float32))
        return np.hstack([*parts, self.features[places]])

    def _bag(self, name: str, places: Numbers, lost: float) -> tuple[Numbers, Numbers, Floats]:
        drawers, rows, weights = getattr(self.words, name).some(places)
        if name == "pieces":
            kept = (self.chance.random(len(places)) > lost)[rows]
        else:
            kept = self.chance.random(len(rows)) > lost
        return drawers, rows, weights * kept

    def _learn(self, places: Numbers) -> None:
        """One step over a batch of words."""
        plain = self._inputs(places)
        plain *= (self.chance.random(plain.shape, dtype=np.float32) > _DROPPED) / np.float32(1 - _DROPPED)
        bags = {
            name: self._bag(name, places, lost)
            for name, lost in (("pieces", _WITHOUT_PIECES), ("around", _DROPPED))
        }
        sums = [_sums(self.tables[name], *bag, len(places)) for name, bag in bags.items()]
        inputs = np.hstack([plain, *sums]).astype(np.float32)
        hidden = np.maximum(inputs @ self.dense["hidden"] + self.dense["hidden_bias"], 0)
        wrong = softmax(hidden @ self.dense["out"] + self.dense["out_bias"])
        wrong[np.arange(len(places)), self.words.kinds[places]] -= 1
        wrong /= len(places)
        back = wrong @ self.dense["out"].T
        back[hidden <= 0] = 0
        bag_slopes = (back @ self.dense["hidden"].T)[:, -2 * _BAG :]
        slopes = {
            "hidden": inputs.T @ back + _SMALL * self.dense["hidden"],
            "hidden_bias": back.sum(axis=0),
            "out": hidden.T @ wrong,
            "out_bias": wrong.sum(axis=0),
        }
        self.step += 1
        self._move_dense(slopes)
        for number, (name, bag) in enumerate(bags.items()):
            self._move_table(name, bag, bag_slopes[:, number * _BAG : (number + 1) * _BAG])

    def _left(self) -> float:
        """The rate falls to nothing over all steps."""
        return 1 - self.step / (self.steps + 1)

    def _move_dense(self, slopes: dict[str, Floats]) -> None:
        rate = _RATE * min(1, self.step / _WARM) * self._left()
        for name, slope in slopes.items():
            self.first[name] = 0.9 * self.first[name] + 0.1 * slope
            self.second[name] = 0.999 * self.second[name] + 0.001 * slope**2
            mean = self.first[name] / (1 - 0.9**self.step)
            spread = self.second[name] / (1 - 0.999**self.step)
            self.dense[name] -= (rate * mean / (np.sqrt(spread) + 1e-8)).astype(np.float32)

    def _move_table(self, name: str, bag: tuple[Numbers, Numbers, Floats], slopes: Floats) -> None:
        drawers, rows, weights = bag
        touched, places = np.unique(drawers, return_inverse=True)
        slope = np.zeros((len(touched), _BAG), np.float32)
        np.add.at(slope, places, slopes[rows] * weights[:, None])
        self.second[name][touched] += slope**2
        self.tables[name][touched] -= (
            _BAG_RATE * self._left() * slope / (np.sqrt(self.second[name][touched]) + 1e-6)
        )


def _sums(table: Floats, drawers: Numbers, rows: Numbers, weights: Floats, size: int) -> Floats:
    """Each word's drawers together. Rows come in order, so that neighbours can be added up at once."""
    found = np.zeros((size, table.shape[1]), np.float32)
    if len(rows):
        begins = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
        found[rows[begins]] = np.add.reduceat(table[drawers] * weights[:, None], begins, axis=0)
    return found

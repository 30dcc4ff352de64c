"""Vectors and tokens of texts that were read before: after one changed entry, only its texts are encoded
again.

Files of their own in the cache folder, kept as `fitted_files` keeps everything.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoded import Encoded, Encoder, Vectors
from sendbot.encoding.token_space import Narrow, TokenSpace
from sendbot.errors import IndexCacheError
from sendbot.fitted_files import Arrays, OnDisk, Told, load, save

MOST = 100_000
"""Texts whose vectors are kept: some 80 MB on disk, ten times what 400 entries with other languages, tests
and messages need."""

MOST_CUT = 25_000
"""Texts whose tokens are kept: some 60 MB on disk, a third more than 200 entries with 12,800 questions need
to be fitted."""

_KEY = 16
"""Bytes of a text's digest: two of a hundred thousand texts are taken for one another once in 10^28 times."""

_TOGETHER = 512
"""Texts whose tokens' states are in memory at the same time, before they are narrowed: some 20 MB."""

Known = dict[bytes, NDArray[Any]]


class Remembering:
    """An encoder that looks vectors up before it makes them. What is new is kept when `save` is called.

    Vectors are rounded to half precision, whether they were looked up or not, so that a fit never depends on
    what was remembered.
    """

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        """Without a folder nothing is kept beyond this object."""
        self._encoder = encoder
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        name = hashlib.sha256(encoder.name.encode()).hexdigest()[:12]
        told = f"{encoder.name}, {encoder.dimensions} numbers a text"
        self._vectors = _Store(folder and folder / f"vectors-{name}.npz", told, _VECTORS, MOST)
        self._tokens = _Store(folder and folder / f"tokens-{name}.npz", told, _TOKENS, MOST_CUT)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """As the encoder does it: states are never kept."""
        return self._encoder.encode(texts)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, made only where they are not known."""
        missing = self._vectors.missing(texts)
        if missing:
            self._vectors.learn(missing, list(self._encoder.vectors(missing).astype(np.float16)))
        found = self._vectors.look_up(texts)
        return (
            np.asarray(np.stack(found), dtype=np.float32)
            if found
            else np.zeros((0, self.dimensions), np.float32)
        )

    def narrowed(self, texts: Sequence[str], space: TokenSpace) -> list[Narrow]:
        """The tokens of texts in a space, made only where they are not known. A text that is encoded for them
        is not encoded again for its vector."""
        self._tokens.told = f"{self.name}, {space.digest}"
        missing = self._tokens.missing(texts)
        for start in range(0, len(missing), _TOGETHER):
            some = missing[start : start + _TOGETHER]
            read = self._encoder.encode(some)
            self._tokens.learn(some, [space.narrow(states) for states in read.states])
            self._vectors.learn(some, list(read.vectors.astype(np.float16)))
        return self._tokens.look_up(texts)

    def save(self) -> None:
        """Keep what was made. A folder that cannot be written costs only time at the next fit, so nothing is
        raised."""
        for store in (self._vectors, self._tokens):
            store.save()


class _Store:
    """What is known of texts, by a digest of each."""

    def __init__(self, path: Path | None, told: str, form: OnDisk[Known], most: int) -> None:
        self.told = told
        """What the file was made with: of anything else it counts as none."""
        self._path, self._form, self._most = path, form, most
        self._read: Known | None = None
        self._used: Known = {}
        self._new = False

    def missing(self, texts: Sequence[str]) -> list[str]:
        """The texts of which nothing is known, each once."""
        return list({key: text for text in texts if (key := _key(text)) not in self._known}.values())

    def learn(self, texts: Sequence[str], found: Sequence[NDArray[Any]]) -> None:
        """Remember what was found of each text, where nothing is known: how texts are batched moves the last
        digits, and a fit must not depend on when a text was read."""
        for text, one in zip(texts, found, strict=True):
            self._known.setdefault(_key(text), one)
        self._new = True

    def look_up(self, texts: Sequence[str]) -> list[NDArray[Any]]:
        """What is known of each text; all must be known."""
        keys = [_key(text) for text in texts]
        self._used.update((key, self._known[key]) for key in keys)
        return [self._known[key] for key in keys]

    def save(self) -> None:
        """Write what is new: what was used just now, then the rest as far as there is room, the latest
        first."""
        if not self._new or self._path is None:
            return
        older = [key for key in reversed(self._known) if key not in self._used]
        kept = [*self._used, *older][: self._most]
        with contextlib.suppress(IndexCacheError):
            save(self._path, self.told, self._form, {key: self._known[key] for key in reversed(kept)})
            self._new = False

    @property
    def _known(self) -> Known:
        if self._read is None:
            self._read = {}
            if self._path is not None:
                with contextlib.suppress(IndexCacheError):
                    self._read = load(self._path, self.told, self._form)
        return self._read


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()


def _given(known: Known) -> tuple[Arrays, Told]:
    return {"keys": np.frombuffer(b"".join(known), np.uint8), "vectors": np.stack(list(known.values()))}, {}


def _taken(arrays: Arrays, _: Told) -> Known:
    """Every vector of the file. Each array has been checked against the sum that the file holds."""
    keys, vectors = arrays["keys"].tobytes(), arrays["vectors"]
    if vectors.ndim != 2 or len(keys) != len(vectors) * _KEY:
        raise ValueError("The parts of this file do not belong together.")
    return {keys[place * _KEY : (place + 1) * _KEY]: vector for place, vector in enumerate(vectors)}


def _tokens_given(known: Known) -> tuple[Arrays, Told]:
    arrays: Arrays = {
        "keys": np.frombuffer(b"".join(known), np.uint8),
        "lengths": np.array([len(one) for one in known.values()], dtype=np.int32),
        "tokens": np.concatenate(list(known.values())),
    }
    return arrays, {}


def _tokens_taken(arrays: Arrays, _: Told) -> Known:
    keys, lengths, tokens = arrays["keys"].tobytes(), arrays["lengths"], arrays["tokens"]
    if tokens.ndim != 2 or len(keys) != len(lengths) * _KEY or int(lengths.sum()) != len(tokens):
        raise ValueError("The parts of this file do not belong together.")
    ends = np.cumsum(lengths)
    found = zip(ends - lengths, ends, strict=True)
    return {
        keys[place * _KEY : (place + 1) * _KEY]: tokens[start:end] for place, (start, end) in enumerate(found)
    }


_VECTORS = OnDisk(_given, _taken)
_TOKENS = OnDisk(_tokens_given, _tokens_taken)

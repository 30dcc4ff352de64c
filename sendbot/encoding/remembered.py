"""Vectors of texts that were read before: after one changed entry, only its texts are encoded again.

A file of its own in the cache folder, kept as `fitted_files` keeps everything.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sendbot.encoding.encoded import Encoded, Encoder, Vectors
from sendbot.errors import IndexCacheError
from sendbot.fitted_files import Arrays, OnDisk, Told, load, save

MOST = 100_000
"""Texts that are kept: some 80 MB on disk, ten times what 400 entries with other languages, tests and
messages need."""

_KEY = 16
"""Bytes of a text's digest: two of a hundred thousand texts are taken for one another once in 10^28 times."""

Known = dict[bytes, Vectors]


class Remembering:
    """An encoder that looks vectors up before it makes them. What is new is kept when `save` is called.

    Vectors are rounded to half precision, whether they were looked up or not, so that a fit never depends on
    what was remembered.
    """

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        """Without a folder nothing is kept beyond this object."""
        self._encoder = encoder
        name = f"vectors-{hashlib.sha256(encoder.name.encode()).hexdigest()[:12]}.npz"
        self._path = folder / name if folder is not None else None
        self._key = f"{encoder.name}, {encoder.dimensions} numbers a text"
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._known: Known | None = None
        self._used: Known = {}
        self._new = False

    def encode(self, texts: Sequence[str]) -> Encoded:
        """As the encoder does it: states are never kept."""
        return self._encoder.encode(texts)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, made only where they are not known."""
        if self._known is None:
            self._known = self._kept()
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            made = self._encoder.vectors(list(missing.values())).astype(np.float16)
            self._known.update(zip(missing, made, strict=True))
            self._new = True
        self._used.update((key, self._known[key]) for key in keys)
        found = [self._known[key] for key in keys]
        return (
            np.asarray(np.stack(found), dtype=np.float32)
            if found
            else np.zeros((0, self.dimensions), np.float32)
        )

    def save(self) -> None:
        """Keep what was made. A folder that cannot be written costs only time at the next fit, so nothing is
        raised."""
        if not self._new or self._known is None or self._path is None:
            return
        # What was used just now stays, then the rest as far as there is room, the latest first.
        older = [key for key in reversed(self._known) if key not in self._used]
        kept = [*self._used, *older][:MOST]
        with contextlib.suppress(IndexCacheError):
            save(self._path, self._key, _VECTORS, {key: self._known[key] for key in reversed(kept)})
            self._new = False

    def _kept(self) -> Known:
        if self._path is not None:
            with contextlib.suppress(IndexCacheError):
                return load(self._path, self._key, _VECTORS)
        return {}


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


_VECTORS = OnDisk(_given, _taken)

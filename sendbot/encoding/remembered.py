"""Vectors of texts that were read before: after one changed entry, only its texts are encoded again.

A file of its own in the cache folder, written whole or not at all. A file that is torn, of another encoder or
of another form counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sendbot.encoding.encoded import Encoded, Encoder, Vectors

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
            self._known = _read(self._path, self.dimensions) if self._path is not None else {}
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
        with contextlib.suppress(OSError):
            _write(self._path, list(reversed(kept)), self._known)
            self._new = False


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()


def _read(path: Path, dimensions: int) -> Known:
    """Every vector of the file; none where it cannot be used. Each array is checked against the sum that the
    file holds."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            keys, vectors = file["keys"].tobytes(), file["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if vectors.ndim != 2 or vectors.shape[1] != dimensions or len(keys) != len(vectors) * _KEY:
        return {}
    return {keys[place * _KEY : (place + 1) * _KEY]: vector for place, vector in enumerate(vectors)}


def _write(path: Path, keys: Sequence[bytes], known: Known) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                keys=np.frombuffer(b"".join(keys), np.uint8),
                vectors=np.stack([known[key] for key in keys]),
            )
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise

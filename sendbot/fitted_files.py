"""What was fitted, on disk: numpy arrays without pickling, with a description, written whole or not at all.

The one codec for everything that is kept so: the matcher's index, the looks for danger and for small talk,
the parts of entries, what a folder was found to be, and the vectors of texts. A file that is missing, torn,
of another form or made from something else counts as none: what it held is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sendbot.errors import IndexCacheError

Arrays = Mapping[str, NDArray[Any]]
Told = Mapping[str, Any]

Thing = TypeVar("Thing")

_OTHERS = 4
"""Files of the same kind that stay beside the newest: of a few folders and encoders that are used in turn."""

_UNUSABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile)
"""What numpy, the archive and the JSON raise for a file that is missing, torn or of another form."""


@dataclass(frozen=True)
class OnDisk(Generic[Thing]):
    """How one kind of thing becomes arrays with a description, and comes back from them."""

    give: Callable[[Thing], tuple[Arrays, Told]]
    take: Callable[[Arrays, Told], Thing]
    """It may raise KeyError, TypeError or ValueError for parts that do not belong together."""


@cache
def code_key(*rooms: str) -> str:
    """A fingerprint of the code of these rooms ("matching", "encoding"), with the rooms and the data in them:
    what other code has fitted is made again.

    So no number has to be raised by hand when fitting changes; a change of mere words costs one more fit.
    """
    digest = hashlib.sha256()
    for room in sorted(rooms):
        for name, module in sorted(_code_in(files("sendbot").joinpath(room), room)):
            digest.update(name.encode() + module)
    return digest.hexdigest()


def _code_in(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The name and the content of every file of a room, as deep as it goes."""
    for item in folder.iterdir():
        within = f"{name}/{item.name}"
        if item.is_dir():
            yield from _code_in(item, within)
        elif item.name.endswith((".py", ".toml", ".txt", ".npz")):
            yield within, item.read_bytes()


def content_key(*parts: object) -> str:
    """A fingerprint of everything that a model is fitted from."""
    told = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def kept_or_made(
    path: Path | None, key: str, form: OnDisk[Thing], make: Callable[[], Thing], others: int = _OTHERS
) -> Thing:
    """What the file holds, or what `make` makes, which is then kept there; without a path it is only made.

    A full disk costs time at the next start, and nothing else. Older files of the same kind, "index" in
    "index-1f3a.npz", are removed, but for so many `others`.
    """
    if path is None:
        return make()
    with contextlib.suppress(IndexCacheError):
        return load(path, key, form)
    made = make()
    with contextlib.suppress(IndexCacheError):
        save(path, key, form, made)
        _forget_old(path, others)
    return made


def save(path: Path, key: str, form: OnDisk[Thing], thing: Thing) -> None:
    """Write it beside its final name, then move it there, so that a reader never sees half of it. Raises
    IndexCacheError."""
    arrays, told = form.give(thing)
    meta = json.dumps({"key": key, **told}).encode("utf-8", "surrogatepass")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, meta=np.frombuffer(meta, dtype=np.uint8), **dict(arrays))  # type: ignore[arg-type]  # numpy's stub takes no mapping of arrays
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise IndexCacheError(
            f"What was fitted could not be kept in {path} ({problem.strerror}). It will be fitted again "
            "at each start."
        ) from problem


def load(path: Path, key: str, form: OnDisk[Thing]) -> Thing:
    """What was saved there. Raises IndexCacheError when the file is missing, torn, foreign or of something
    else."""
    try:
        # Opened here, because numpy leaves the file open when it turns out to be torn.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays.pop("meta").tobytes())
        if told.pop("key") != key:
            raise IndexCacheError(f"{path} was fitted from other content.")
        return form.take(arrays, told)
    except _UNUSABLE as problem:
        raise IndexCacheError(
            f"{path} cannot be used ({type(problem).__name__}). It will be made again."
        ) from problem


def _forget_old(newest: Path, others: int) -> None:
    """Remove what is older of the same kind, and what a crash left half written."""
    kind = newest.name.partition("-")[0]
    found = sorted(newest.parent.glob(f"{kind}-*.npz*"), key=_written, reverse=True)
    for path in [path for path in found if path != newest][others:]:
        path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    """When a file was written; long ago, where another process has just removed it."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

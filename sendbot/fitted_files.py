"""What was fitted, on disk: numpy arrays without pickling, with a description, written whole or not at all.

The one codec for every saved model: the index of the matcher, the looks for danger and for small talk.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sendbot.errors import IndexCacheError

Arrays = Mapping[str, NDArray[Any]]


@cache
def code_key(*rooms: str) -> str:
    """A fingerprint of the code of these rooms ("matching", "encoding"): what other code has fitted is made
    again.

    So no number has to be raised by hand when fitting changes; a change of mere words costs one more fit.
    """
    digest = hashlib.sha256()
    for room in sorted(rooms):
        for module in sorted(files("sendbot").joinpath(room).iterdir(), key=lambda item: item.name):
            if module.name.endswith((".py", ".toml", ".txt")):
                digest.update(module.name.encode() + module.read_bytes())
    return digest.hexdigest()


def content_key(*parts: object) -> str:
    """A fingerprint of everything that a model is fitted from."""
    told = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def save(path: Path, key: str, arrays: Arrays, told: Mapping[str, Any]) -> None:
    """Write it beside its final name, then move it there, so that a reader never sees half of it. Raises
    IndexCacheError."""
    meta = json.dumps({"key": key, **told}).encode("utf-8", "surrogatepass")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, meta=np.frombuffer(meta, dtype=np.uint8), **dict(arrays))  # type: ignore[arg-type]  # numpy's stub takes no mapping of arrays
        os.replace(name, path)
    except OSError as problem:
        raise IndexCacheError(
            f"What was fitted could not be kept in {path} ({problem.strerror}). It will be fitted again "
            "at each start."
        ) from problem


def load(path: Path, key: str) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays and their description. Raises IndexCacheError when the file is missing, torn, foreign or of
    something else."""
    try:
        # Opened here, because numpy leaves the file open when it turns out to be torn.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays.pop("meta").tobytes())
        found = told.pop("key")
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        zipfile.BadZipFile,
    ) as problem:
        raise IndexCacheError(
            f"{path} cannot be used ({type(problem).__name__}). It will be made again."
        ) from problem
    if found != key:
        raise IndexCacheError(f"{path} was fitted from other content.")
    return arrays, told

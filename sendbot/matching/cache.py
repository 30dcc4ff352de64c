"""The fitted index on disk: numpy arrays without pickling, keyed by content and version, written whole or not
at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.errors import IndexCacheError
from sendbot.matching.calibration import CalibrationSample
from sendbot.matching.decision import Thresholds
from sendbot.matching.entry_texts import EntryWords, Sentences
from sendbot.matching.evidence import Evidence
from sendbot.matching.fitting import Fitted
from sendbot.matching.framing import Framing
from sendbot.matching.kernel import Kernel, Texts
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.weighing import Confidence

FORMAT = 18
"""Raise it with every change to what is fitted or how: an index of another format is built again."""

Arrays = dict[str, NDArray[Any]]


def content_key(*parts: object) -> str:
    """A fingerprint of everything that an index is fitted from."""
    return hashlib.sha256(
        json.dumps([FORMAT, *parts], sort_keys=True, ensure_ascii=False, default=list).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def save(path: Path, key: str, fitted: Fitted) -> None:
    """Write the index beside its final name, then move it there, so that a reader never sees half of it."""
    evidence = fitted.evidence
    arrays: Arrays = {
        "centre": fitted.centre,
        "landmarks/weights": fitted.kernel.weights,
        "idf": fitted.lexical.idf,
    }
    _put_texts(arrays, "landmarks", fitted.kernel.landmarks)
    if fitted.abroad is not None:
        arrays["abroad/weights"] = fitted.abroad.weights
        _put_texts(arrays, "abroad", fitted.abroad.landmarks)
    if fitted.framing is not None:
        arrays |= {"framing/known": fitted.framing.known, "framing/weights": fitted.framing.weights}
    for name, sentences in (("asked", evidence.asked), ("said", evidence.said)):
        _put_texts(arrays, name, sentences.texts)
        arrays[f"{name}/starts"] = sentences.starts
    _put_rows(arrays, "words", evidence.words.counts)
    arrays["words/weight"] = evidence.words.weight
    for name, part in (("confidence", fitted.confidence), ("sample", fitted.sample)):
        arrays |= {
            f"{name}/{field}": value for field, value in vars(part).items() if isinstance(value, np.ndarray)
        }
    meta = {
        "key": key,
        "entries": fitted.entries,
        "thresholds": asdict(fitted.thresholds),
        "covered": fitted.covered,
        "confused": fitted.confused,
        "runs": list(fitted.lexical.vocabulary),
        "stems": list(evidence.words.stems),
        "bias": fitted.confidence.bias,
        "vocabularies": {code: sorted(words) for code, words in fitted.vocabularies.items()},
    }
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    _write(path, arrays)


def _write(path: Path, arrays: Arrays) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes no mapping of arrays
        os.replace(name, path)
    except OSError as problem:
        raise IndexCacheError(
            f"The index could not be kept in {path} ({problem.strerror}). It will be built again at each "
            "start."
        ) from problem


def load(path: Path, key: str) -> Fitted:
    """Read an index. Raises IndexCacheError when it is missing, torn, foreign or fitted from something
    else."""
    try:
        # Opened here, because numpy leaves the file open when it turns out to be torn.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        meta = json.loads(arrays["meta"].tobytes())
        if meta["key"] != key:
            raise IndexCacheError(f"{path} was built from other content.")
        return _take(arrays, meta)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as problem:
        raise IndexCacheError(
            f"{path} cannot be used ({type(problem).__name__}). It will be built again."
        ) from problem


def _take(arrays: Arrays, meta: dict[str, Any]) -> Fitted:
    runs, stems = meta["runs"], meta["stems"]
    words = EntryWords(_places(stems), _take_rows(arrays, "words", len(stems)), arrays["words/weight"])
    asked, said = (
        Sentences(_take_texts(arrays, name, len(runs)), arrays[f"{name}/starts"])
        for name in ("asked", "said")
    )
    return Fitted(
        entries=tuple(meta["entries"]),
        lexical=LexicalIndex(_places(runs), arrays["idf"]),
        centre=arrays["centre"],
        kernel=_take_kernel(arrays, "landmarks", len(runs)),
        framing=Framing(arrays["framing/known"], arrays["framing/weights"])
        if "framing/known" in arrays
        else None,
        abroad=_take_kernel(arrays, "abroad", len(runs)) if "abroad/weights" in arrays else None,
        evidence=Evidence(asked, said, words),
        confidence=Confidence(
            arrays["confidence/mean"], arrays["confidence/spread"], arrays["confidence/weight"], meta["bias"]
        ),
        thresholds=Thresholds(**meta["thresholds"]),
        sample=CalibrationSample(
            arrays["sample/answerable"], arrays["sample/right"], arrays["sample/unanswerable"]
        ),
        vocabularies={code: frozenset(listed) for code, listed in meta["vocabularies"].items()},
        covered=tuple(meta["covered"]),
        confused=tuple((entry, question, other) for entry, question, other in meta["confused"]),
    )


def _take_kernel(arrays: Arrays, name: str, width: int) -> Kernel:
    return Kernel(_take_texts(arrays, name, width), arrays[f"{name}/weights"])


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _put_rows(arrays: Arrays, name: str, rows: sparse.csr_matrix) -> None:
    for part in ("data", "indices", "indptr"):
        arrays[f"{name}/{part}"] = getattr(rows, part)


def _take_rows(arrays: Arrays, name: str, width: int) -> sparse.csr_matrix:
    parts = (arrays[f"{name}/data"], arrays[f"{name}/indices"], arrays[f"{name}/indptr"])
    return sparse.csr_matrix(parts, shape=(len(parts[2]) - 1, width))


def _put_texts(arrays: Arrays, name: str, texts: Texts) -> None:
    arrays[f"{name}/vectors"] = texts.vectors
    _put_rows(arrays, name, texts.rows)


def _take_texts(arrays: Arrays, name: str, width: int) -> Texts:
    return Texts(arrays[f"{name}/vectors"], _take_rows(arrays, name, width))


def forget_old(folder: Path, keep: Sequence[Path], most: int = 4) -> None:
    """Remove all but the newest few indexes, and what a crash left half written."""
    found = sorted(folder.glob("index-*.npz*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in found if path not in keep][most:]:
        path.unlink(missing_ok=True)

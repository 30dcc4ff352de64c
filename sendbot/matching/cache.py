"""The fitted index on disk: numpy arrays without pickling, keyed by content and version, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.errors import IndexCacheError
from sendbot.matching.calibration import CalibrationSample
from sendbot.matching.decision import Thresholds
from sendbot.matching.fitting import Fitted
from sendbot.matching.foreign import ForeignQuestions
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.scorers import Kernel, KnownTexts, Linear, Nearest, Scorer, Texts
from sendbot.matching.weighing import Confidence, Weights

FORMAT = 9
"""Raise it with every change to what is fitted or how: an index of another format is built again."""

Arrays = dict[str, NDArray[Any]]


def content_key(*parts: object) -> str:
    """A fingerprint of everything that an index is fitted from."""
    return hashlib.sha256(
        json.dumps([FORMAT, *parts], sort_keys=True, ensure_ascii=False, default=list).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def save(path: Path, key: str, fitted: Fitted, foreign: Mapping[str, ForeignQuestions]) -> None:
    """Write the index beside its final name, then move it there, so that a reader never sees half of it."""
    arrays: Arrays = {}
    meta = {
        "key": key,
        "entries": fitted.entries,
        "thresholds": asdict(fitted.thresholds),
        "covered": fitted.covered,
        "confused": fitted.confused,
        "scorers": _put_scorers(arrays, "", fitted.scorers),
        "lexical": _put_lexical(arrays, "lexical", fitted.lexical),
        "bias": fitted.confidence.bias,
        "inside": _put_scorer(arrays, "inside", fitted.inside) if fitted.inside else None,
        "foreign": {code: _put_foreign(arrays, f"foreign/{code}", index) for code, index in foreign.items()},
    }
    for name, part in (
        ("weights", fitted.weights),
        ("confidence", fitted.confidence),
        ("sample", fitted.sample),
    ):
        for field, value in vars(part).items():
            if isinstance(value, np.ndarray):
                arrays[f"{name}/{field}"] = value
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8)
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
            f"The index could not be kept in {path} ({problem.strerror}). It will be built again at each start."
        ) from problem


def load(path: Path, key: str) -> tuple[Fitted, dict[str, ForeignQuestions]]:
    """Read an index. Raises IndexCacheError when it is missing, torn, foreign or fitted from something else."""
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


def _take(arrays: Arrays, meta: dict[str, Any]) -> tuple[Fitted, dict[str, ForeignQuestions]]:
    inside = _take_scorer(arrays, "inside", meta["inside"], {}) if meta["inside"] else None
    fitted = Fitted(
        entries=tuple(meta["entries"]),
        lexical=_take_lexical(arrays, "lexical", meta["lexical"]),
        scorers=_take_scorers(arrays, "", meta["scorers"]),
        weights=Weights(arrays["weights/mean"], arrays["weights/spread"], arrays["weights/weight"]),
        confidence=Confidence(
            arrays["confidence/mean"], arrays["confidence/spread"], arrays["confidence/weight"], meta["bias"]
        ),
        inside=inside if isinstance(inside, Linear) else None,
        thresholds=Thresholds(**meta["thresholds"]),
        sample=CalibrationSample(
            arrays["sample/answerable"], arrays["sample/right"], arrays["sample/unanswerable"]
        ),
        covered=tuple(meta["covered"]),
        confused=tuple((entry, question, other) for entry, question, other in meta["confused"]),
    )
    return fitted, {
        code: _take_foreign(arrays, f"foreign/{code}", code, shape) for code, shape in meta["foreign"].items()
    }


def _put_lexical(arrays: Arrays, name: str, lexical: LexicalIndex) -> dict[str, Any]:
    arrays[f"{name}/runs"] = np.frombuffer("\n".join(lexical.vocabulary).encode(), dtype=np.uint8)
    arrays[f"{name}/idf"] = lexical.idf
    return {"word_share": lexical.word_share}


def _take_lexical(arrays: Arrays, name: str, shape: Mapping[str, Any]) -> LexicalIndex:
    text = arrays[f"{name}/runs"].tobytes().decode()
    runs = text.split("\n") if text else []
    return LexicalIndex(
        {run: place for place, run in enumerate(runs)}, arrays[f"{name}/idf"], shape["word_share"]
    )


def _put_scorer(arrays: Arrays, name: str, scorer: Scorer) -> dict[str, Any]:
    if isinstance(scorer, Linear):
        arrays[f"{name}/weights"], arrays[f"{name}/bias"] = scorer.weights, scorer.bias
        return {"kind": "linear", "sparse": scorer.sparse_input}
    known = {"known": str(id(scorer.known)), "width": int(scorer.known.texts.rows.shape[1])}
    if isinstance(scorer, Kernel):
        arrays[f"{name}/weights"] = scorer.weights
        return {"kind": "kernel", **known}
    arrays[f"{name}/starts"] = scorer.starts
    return {"kind": "nearest", "by_words": scorer.by_words, **known}


def _put_scorers(arrays: Arrays, room: str, scorers: Mapping[str, Scorer]) -> dict[str, Any]:
    """Each scorer's shape by its name. KnownTexts texts that scorers share are kept once."""
    shapes = {
        name: _put_scorer(arrays, f"{room}scorer/{place}", scorer)
        for place, (name, scorer) in enumerate(scorers.items())
    }
    shared = {
        str(id(scorer.known)): scorer.known for scorer in scorers.values() if not isinstance(scorer, Linear)
    }
    for number, (identity, known) in enumerate(shared.items()):
        _put_texts(arrays, f"{room}known/{number}", known.texts)
        for shape in shapes.values():
            if shape.get("known") == identity:
                shape["known"] = number
    return shapes


def _take_scorers(arrays: Arrays, room: str, shapes: Mapping[str, Mapping[str, Any]]) -> dict[str, Scorer]:
    widths = {shape["known"]: shape["width"] for shape in shapes.values() if "known" in shape}
    known = {
        number: KnownTexts(_take_texts(arrays, f"{room}known/{number}", width))
        for number, width in widths.items()
    }
    return {
        name: _take_scorer(arrays, f"{room}scorer/{place}", shape, known)
        for place, (name, shape) in enumerate(shapes.items())
    }


def _take_scorer(
    arrays: Arrays, name: str, shape: Mapping[str, Any], known: Mapping[int, KnownTexts]
) -> Scorer:
    if shape["kind"] == "linear":
        return Linear(arrays[f"{name}/weights"], arrays[f"{name}/bias"], shape["sparse"])
    if shape["kind"] == "kernel":
        return Kernel(known[shape["known"]], arrays[f"{name}/weights"])
    return Nearest(known[shape["known"]], arrays[f"{name}/starts"], shape["by_words"])


def _put_texts(arrays: Arrays, name: str, texts: Texts) -> None:
    arrays[f"{name}/vectors"] = texts.vectors
    for part in ("data", "indices", "indptr"):
        arrays[f"{name}/{part}"] = getattr(texts.rows, part)


def _take_texts(arrays: Arrays, name: str, width: int) -> Texts:
    parts = (arrays[f"{name}/data"], arrays[f"{name}/indices"], arrays[f"{name}/indptr"])
    return Texts(arrays[f"{name}/vectors"], sparse.csr_matrix(parts, shape=(len(parts[2]) - 1, width)))


def _put_foreign(arrays: Arrays, name: str, index: ForeignQuestions) -> dict[str, Any]:
    for part in ("mean", "spread", "weight"):
        arrays[f"{name}/weights/{part}"], arrays[f"{name}/confidence/{part}"] = (
            getattr(index.weights, part),
            getattr(index.confidence, part),
        )
    return {
        "lexical": _put_lexical(arrays, f"{name}/lexical", index.lexical),
        "scorers": _put_scorers(arrays, f"{name}/", index.scorers),
        "bias": index.confidence.bias,
        "words": dict(index.words),
        "vocabulary": sorted(index.vocabulary),
    }


def _take_foreign(arrays: Arrays, name: str, code: str, shape: Mapping[str, Any]) -> ForeignQuestions:
    weights, confidence = (
        [arrays[f"{name}/{model}/{part}"] for part in ("mean", "spread", "weight")]
        for model in ("weights", "confidence")
    )
    return ForeignQuestions(
        code,
        _take_lexical(arrays, f"{name}/lexical", shape["lexical"]),
        _take_scorers(arrays, f"{name}/", shape["scorers"]),
        Weights(weights[0], weights[1], weights[2]),
        Confidence(confidence[0], confidence[1], confidence[2], shape["bias"]),
        shape["words"],
        frozenset(shape["vocabulary"]),
    )


def forget_old(folder: Path, keep: Sequence[Path], most: int = 4) -> None:
    """Remove all but the newest few indexes, and what a crash left half written."""
    found = sorted(folder.glob("index-*.npz*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in found if path not in keep][most:]:
        path.unlink(missing_ok=True)

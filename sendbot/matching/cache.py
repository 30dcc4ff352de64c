"""How the fitted index is put into arrays and taken out of them; `fitted_files` keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.fitted_files import Arrays, OnDisk, Told
from sendbot.matching.calibration import CalibrationSample
from sendbot.matching.decision import Thresholds
from sendbot.matching.entry_texts import EntryWords, Sentences
from sendbot.matching.evidence import Evidence
from sendbot.matching.fitting import Fitted
from sendbot.matching.framing import Framing
from sendbot.matching.kernel import Kernel, Texts
from sendbot.matching.late_interaction import LateInteraction
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.weighing import Confidence

FORMAT = 37
"""Raise it with every change to what is fitted or how: an index of another format is built again."""

Filled = dict[str, NDArray[Any]]


def _given(fitted: Fitted) -> tuple[Arrays, Told]:
    evidence = fitted.evidence
    arrays: Filled = {
        "centre": fitted.centre,
        "landmarks/weights": fitted.kernel.weights,
        "landmarks/own": fitted.kernel.own,
        "idf": fitted.lexical.idf,
    }
    _put_texts(arrays, "landmarks", fitted.kernel.landmarks)
    if fitted.abroad is not None:
        arrays["abroad/weights"] = fitted.abroad.weights
        _put_texts(arrays, "abroad", fitted.abroad.landmarks)
    if fitted.framing is not None:
        arrays |= {"framing/known": fitted.framing.known, "framing/weights": fitted.framing.weights}
    if evidence.late is not None:
        arrays |= {f"late/{field}": value for field, value in vars(evidence.late).items()}
    for name, sentences in (("asked", evidence.asked), ("said", evidence.said)):
        _put_texts(arrays, name, sentences.texts)
        arrays[f"{name}/starts"] = sentences.starts
    _put_rows(arrays, "words", evidence.words.counts)
    arrays["words/weight"] = evidence.words.weight
    for name, part in (("confidence", fitted.confidence), ("sample", fitted.sample)):
        arrays |= {
            f"{name}/{field}": value for field, value in vars(part).items() if isinstance(value, np.ndarray)
        }
    return arrays, {
        "entries": fitted.entries,
        "thresholds": asdict(fitted.thresholds),
        "covered": fitted.covered,
        "confused": fitted.confused,
        "runs": list(fitted.lexical.vocabulary),
        "stems": list(evidence.words.stems),
        "bias": fitted.confidence.bias,
        "vocabularies": {code: sorted(words) for code, words in fitted.vocabularies.items()},
    }


def _taken(arrays: Arrays, told: Told) -> Fitted:
    runs, stems = told["runs"], told["stems"]
    words = EntryWords(_places(stems), _take_rows(arrays, "words", len(stems)), arrays["words/weight"])
    asked, said = (
        Sentences(_take_texts(arrays, name, len(runs)), arrays[f"{name}/starts"])
        for name in ("asked", "said")
    )
    return Fitted(
        entries=tuple(told["entries"]),
        lexical=LexicalIndex(_places(runs), arrays["idf"]),
        centre=arrays["centre"],
        kernel=_take_kernel(arrays, "landmarks", len(runs)),
        framing=Framing(arrays["framing/known"], arrays["framing/weights"])
        if "framing/known" in arrays
        else None,
        abroad=_take_kernel(arrays, "abroad", len(runs)) if "abroad/weights" in arrays else None,
        evidence=Evidence(asked, said, words, _take_late(arrays)),
        confidence=Confidence(
            arrays["confidence/mean"], arrays["confidence/spread"], arrays["confidence/weight"], told["bias"]
        ),
        thresholds=Thresholds(**told["thresholds"]),
        sample=CalibrationSample(
            arrays["sample/answerable"], arrays["sample/right"], arrays["sample/unanswerable"]
        ),
        vocabularies={code: frozenset(listed) for code, listed in told["vocabularies"].items()},
        covered=tuple(told["covered"]),
        confused=tuple((entry, question, other) for entry, question, other in told["confused"]),
    )


def _take_late(arrays: Arrays) -> LateInteraction | None:
    if "late/tokens" not in arrays:
        return None
    return LateInteraction(*(arrays[f"late/{field}"] for field in ("tokens", "questions", "starts")))


def _take_kernel(arrays: Arrays, name: str, width: int) -> Kernel:
    return Kernel(_take_texts(arrays, name, width), arrays[f"{name}/weights"], arrays.get(f"{name}/own"))


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _put_rows(arrays: Filled, name: str, rows: sparse.csr_matrix) -> None:
    for part in ("data", "indices", "indptr"):
        arrays[f"{name}/{part}"] = getattr(rows, part)


def _take_rows(arrays: Arrays, name: str, width: int) -> sparse.csr_matrix:
    parts = (arrays[f"{name}/data"], arrays[f"{name}/indices"], arrays[f"{name}/indptr"])
    return sparse.csr_matrix(parts, shape=(len(parts[2]) - 1, width))


def _put_texts(arrays: Filled, name: str, texts: Texts) -> None:
    arrays[f"{name}/vectors"] = texts.vectors
    _put_rows(arrays, name, texts.rows)


def _take_texts(arrays: Arrays, name: str, width: int) -> Texts:
    return Texts(arrays[f"{name}/vectors"], _take_rows(arrays, name, width))


INDEX = OnDisk(_given, _taken)
"""How a fitted index is kept."""

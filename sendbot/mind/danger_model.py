"""The trained look for danger: fitted from curated examples, kept beside the index, built again when anything
changed.

Its files are one of the few windows of the lower floors. A file that cannot be used is simply made again.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sendbot.care.safety import SafetyClassifier
from sendbot.care.views import as_typed
from sendbot.encoding.encoder import Encoder
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.cache import content_key

_FORMAT = 4
_EVERY = 6
"""One question in so many stands for ordinary messages. They halve false alarms on unseen questions and cost
no recall."""


@dataclass(frozen=True)
class DangerModel:
    """The safety classifier together with the encoder whose vectors it reads."""

    classifier: SafetyClassifier
    encoder: Encoder

    def concerns_in(self, message: str) -> tuple[str, ...]:
        """The concerns that the message's vector shows."""
        return tuple(self.classifier.concerns(self.encoder.vectors([as_typed(message)])[0]))

    def ordered(self, concerns: Sequence[str], message: str) -> tuple[str, ...]:
        """The concerns that the rules found, the likeliest first."""
        return self.classifier.ordered(concerns, self.encoder.vectors([as_typed(message)])[0])


def danger_model(
    knowledge: Knowledge, encoder: Encoder | None, cache_dir: Path | None = None
) -> DangerModel | None:
    """The trained look of a knowledge folder; None without an encoder or without examples of both kinds."""
    if encoder is None or not knowledge.safety_examples or not knowledge.safety_near_misses:
        return None
    harmless = [*knowledge.safety_near_misses, *_ordinary(knowledge)]
    if cache_dir is None:
        return DangerModel(
            SafetyClassifier.fit(knowledge.safety_examples, harmless, encoder.vectors), encoder
        )
    key = content_key(_FORMAT, dict(knowledge.safety_examples), harmless, encoder.name)
    path = cache_dir / f"safety-{key[:16]}.npz"
    with contextlib.suppress(OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return DangerModel(_read(path), encoder)
    fitted = SafetyClassifier.fit(knowledge.safety_examples, harmless, encoder.vectors)
    with contextlib.suppress(OSError):  # a full disk costs time at the next start, and nothing else
        _write(path, fitted)
    return DangerModel(fitted, encoder)


def _ordinary(knowledge: Knowledge) -> list[str]:
    return [question for entry in knowledge.entries.values() for question in entry.questions[::_EVERY]]


def _read(path: Path) -> SafetyClassifier:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names = tuple(str(name) for name in arrays["names"])
        known, weights, threshold = arrays["known"], arrays["weights"], float(arrays["threshold"])
    if weights.shape != (len(known), len(names)):
        raise ValueError("The parts of this file do not belong together.")
    return SafetyClassifier(names, known, weights, threshold)


def _write(path: Path, fitted: SafetyClassifier) -> None:
    """Written beside its final name and then moved there, so that nobody reads half of it; older ones are
    removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        np.savez(
            file,
            names=np.array(fitted.concerns_known),
            known=fitted.known,
            weights=fitted.weights,
            threshold=fitted.threshold,
        )
    part.replace(path)
    for old in path.parent.glob("safety-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)

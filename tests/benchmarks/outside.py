"""Reading the outside data, and the protocols by which HINT3 and CLINC150 are measured."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from tests.benchmarks.peers import Found, Questions, Rank

DATA = Path(__file__).parents[2].parent / "shared" / "benchmarks"
"""Where the data lies in a development checkout. Nothing of it is in the repository."""

OUTSIDE = "NO_NODES_DETECTED"
BOTS = ("sofmattress", "curekart")
PLATFORMS = ("rasa", "dialogflow", "luis", "haptik", "bert")

Labelled = list[tuple[str, str]]


@dataclass(frozen=True)
class Run:
    """One matcher on one test set: what it found and what was expected, in order. `OUTSIDE` is expected where
    nothing fits."""

    found: tuple[Found, ...]
    expected: tuple[str, ...]

    @property
    def scores(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The score of each message's best entry."""
        return np.array([score for _, score in self.found])

    def inside(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which messages have an answer."""
        return np.array([label != OUTSIDE for label in self.expected])

    def right(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which messages have their right entry first."""
        return np.array([entry == label for (entry, _), label in zip(self.found, self.expected, strict=True)])


def run(rank: Rank, messages: Sequence[tuple[str, str]]) -> Run:
    """Rank every message once."""
    return Run(tuple(rank(message) for message, _ in messages), tuple(label for _, label in messages))


def mcc(done: Run, threshold: float) -> float:
    """Matthews correlation over labels and out of scope, when messages that score below the threshold are
    declined."""
    given = [entry if score >= threshold else OUTSIDE for entry, score in done.found]
    numbers = {
        label: number for number, label in enumerate(sorted({*done.expected, *given}))
    }  # numbers compare faster than texts
    return float(
        matthews_corrcoef([numbers[label] for label in done.expected], [numbers[label] for label in given])
    )


def best_mcc(done: Run) -> float:
    """The best over all thresholds, chosen on the test as the platforms' figures were."""
    return max(
        mcc(done, float(threshold))
        for threshold in np.unique(np.quantile(done.scores, np.linspace(0, 1, 101)))
    )


def right_let_through(done: Run, share: float) -> float:
    """Of messages with an answer, the share answered rightly when `share` of the others are answered."""
    outside = np.sort(done.scores[~done.inside()])[::-1]
    threshold = outside[int(share * len(outside))]
    return float((done.right() & (done.scores > threshold))[done.inside()].mean())


def accuracy(done: Run) -> float:
    """The share of messages with an answer that have it first, with no declining."""
    return float(done.right()[done.inside()].mean())


def separation(done: Run) -> float:
    """Area under the ROC curve of the score, messages with an answer against the others."""
    return float(roc_auc_score(done.inside(), done.scores))


def hint3(bot: str, folder: Path = DATA) -> tuple[Questions, Labelled]:
    """The whole training file by label, and the test messages."""

    def rows(part: str) -> Labelled:
        with (folder / "hint3" / f"{bot}_{part}.csv").open(encoding="utf-8", newline="") as file:
            return [(row["sentence"], row["label"]) for row in csv.DictReader(file)]

    return grouped(rows("train")), rows("test")


def platform_best(bot: str, folder: Path = DATA) -> dict[str, float]:
    """Each platform's best published Matthews correlation over its thresholds."""
    best = {}
    for platform in PLATFORMS:
        with (folder / "hint3" / f"platform_{platform}_{bot}.csv").open(encoding="utf-8", newline="") as file:
            best[platform] = max(float(row["MCC"]) for row in csv.DictReader(file))
    return best


def clinc150(shots: int, folder: Path = DATA) -> tuple[Questions, Labelled]:
    """Seed 0, so many training queries an intent; the full test split and its out-of-scope queries."""
    data = json.loads((folder / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    by_intent = grouped([(text, label) for text, label in data["train"]])
    chance = random.Random(0)
    few = {label: chance.sample(list(by_intent[label]), shots) for label in sorted(by_intent)}
    return few, [(text, label) for text, label in data["test"]] + [
        (text, OUTSIDE) for text, _ in data["oos_test"]
    ]


def grouped(rows: Labelled) -> dict[str, list[str]]:
    """Texts by label, in the order of the file."""
    found: dict[str, list[str]] = {}
    for text, label in rows:
        found.setdefault(label, []).append(text)
    return found

"""What was solved for the old texts serves for a few others."""

from __future__ import annotations

import numpy as np
import pytest

from sendbot.matching import solved as module
from sendbot.matching.kernel import Learned, fit_kernel, fit_scores
from sendbot.matching.solved import SOLVED, OtherTexts, Solved, exchanged
from tests.matching.test_kernel import some_texts

KNOWN, OWNERS = some_texts(60), np.arange(60) % 5


def _kept(learned: Learned) -> Solved:
    assert learned.inverse is not None
    return Solved.of(learned.inverse)


@pytest.mark.parametrize("block", [7, 1024])
def test_what_was_solved_solves_other_right_sides(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(module, "_BLOCK", block)
    learned = fit_kernel(KNOWN, OWNERS, 4)
    table = learned.kernel.closeness(KNOWN) + 0.1 * np.eye(60)
    found = _kept(learned).solve(np.eye(60, dtype=np.float32))
    assert np.allclose(found, np.linalg.inv(table), atol=0.02)


@pytest.mark.parametrize("asked", [60, 45])
@pytest.mark.parametrize(
    ("kept", "new", "owners", "columns"),
    [
        (np.arange(60), 0, OWNERS, [0, 1, 2, 3]),
        (np.r_[0:30, -1, -1, 30:60], 2, np.r_[OWNERS[:30], 2, 2, OWNERS[30:]], [0, 1, 2, 3]),
        (np.r_[3:60], 0, OWNERS[3:], [0, 1, 2, 3]),
        (np.r_[2:50, -1, 50:60], 1, np.r_[OWNERS[2:50], 1, OWNERS[50:]], [0, 1, 2, 3]),
        (np.r_[0:60, -1, -1, -1], 3, np.r_[(OWNERS >= 1) + OWNERS, 1, 1, 1], [0, -1, 1, 2, 3]),
        (np.flatnonzero(OWNERS != 1), 0, (OWNERS - (OWNERS > 1))[OWNERS != 1], [0, 2, 3]),
    ],
    ids=["nothing", "two more", "three less", "both", "another entry", "an entry less"],
)
def test_a_change_of_few_texts_scores_as_a_fit_from_nothing(
    kept: np.ndarray, new: int, owners: np.ndarray, columns: list[int], asked: int
) -> None:
    """`asked` of the old texts are questions: those that come and go are among them."""
    learned = fit_kernel(KNOWN, OWNERS, 4, asked)
    more, entries = some_texts(new, seed=9), len(columns)
    now = int(np.sum((kept < asked) & (kept >= 0))) + new
    order = np.argsort(kept >= asked, kind="stable")
    kept, owners = kept[order], owners[order]
    change = OtherTexts(kept=kept, new=more, owners=owners, columns=columns, asked=now)
    own = np.zeros((2, entries), dtype=np.float32)
    for entry, column in enumerate(columns):
        if column >= 0 and np.sum(owners[:now] == entry) == np.sum(column == OWNERS[:asked]):
            own[:, entry] = learned.kernel.own[:, column]
    found = exchanged(learned.kernel, _kept(learned), change, own)
    order = np.where(kept < 0, 60 + np.cumsum(kept < 0) - 1, kept)
    texts, messages = KNOWN.joined(more).take(order), some_texts(40, seed=4)
    anew = fit_scores(texts, owners, entries, now, own)
    assert np.allclose(found.score(messages), anew.score(messages), atol=5e-3)
    assert np.allclose(found.own, anew.own, atol=2e-2)


def test_a_file_whose_parts_do_not_belong_together_is_refused() -> None:
    arrays, told = SOLVED.give(_kept(fit_kernel(KNOWN, OWNERS, 4)))
    assert SOLVED.take(arrays, told).size == 60
    with pytest.raises(ValueError, match="belong together"):
        SOLVED.take(arrays, {"size": 61})

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from sendbot.matching.entry_texts import EntryWords, Sentences, stems_of
from sendbot.matching.kernel import Texts

WORDS = EntryWords.of(
    [
        (0, ["appeal", "plan", "school"]),
        (0, ["appealing", "decision"]),
        (1, ["excluded", "school"]),
        (1, ["exclusion", "appeal"]),
    ],
    entries=2,
)


def test_forms_of_one_word_count_as_one() -> None:
    assert stems_of(["excluded", "exclusion", "excluding"]) == {"exclu"}
    assert stems_of(["appeal"]) != stems_of(["apply"])


def test_a_word_that_an_entry_never_holds_is_not_explained() -> None:
    assert WORDS.explained(1, [["appeal", "exclusion"]], [1])[0] == pytest.approx(1)
    assert WORDS.explained(0, [["appeal", "exclusion"]], [1])[0] < 0.6
    assert WORDS.explained(0, [["appeal", "zebra"]], [1])[0] < 0.5


def test_a_left_out_question_is_explained_only_by_the_others() -> None:
    assert WORDS.explained(0, [["appeal"]], [2])[0] == 1
    assert WORDS.explained(0, [["decision"]], [2])[0] == 0


def test_nothing_said_leaves_nothing_unexplained() -> None:
    assert WORDS.explained(0, [["the", "of"]], [1])[0] == 1


def test_the_closest_text_of_an_entry_is_found_and_one_can_be_left_out() -> None:
    vectors = np.eye(3, dtype=np.float32)
    kept = Sentences.of(Texts(vectors, sparse.csr_matrix(vectors)), np.array([0, 0, 2]), entries=3)
    first, rows = vectors[:1], sparse.csr_matrix(vectors[:1])
    assert np.array_equal(kept.closest(0, first, rows), [[1], [1]])
    assert np.array_equal(kept.closest(0, first, rows, without=[0]), [[0], [0]])
    assert np.array_equal(kept.closest(1, first, rows), [[0], [0]])
    both = kept.closest(0, np.vstack([first, first]), sparse.vstack([rows, rows]).tocsr(), without=[0, None])
    assert np.array_equal(both, [[0, 1], [0, 1]])

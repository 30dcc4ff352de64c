from __future__ import annotations

import numpy as np
import pytest

from sendbot.care.name_head import KINDS, read_head, read_words, softmax, summed, written
from tests.care.heads import WIDTH, made_up_head


def test_chances_are_chances() -> None:
    found = softmax(np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, 0.0]], dtype=np.float32))
    assert np.allclose(found.sum(axis=1), 1)
    assert found[0].argmax() == 2
    assert np.isfinite(found).all()


def test_bags_are_as_long_as_those_of_few_pieces() -> None:
    table = np.eye(4, dtype=np.float32)
    assert summed(table, [(), (1,), (0, 1, 2, 3)]).tolist() == [
        [0, 0, 0, 0],
        [0, 1, 0, 0],
        [0.5, 0.5, 0.5, 0.5],
    ]


def test_a_word_has_the_mean_of_its_tokens_states() -> None:
    states = np.array([[1.0] * WIDTH, [3.0] * WIDTH, [5.0] * WIDTH], dtype=np.float32)
    offsets = np.array([(0, 2), (2, 4), (5, 8)], dtype=np.int32)
    words = read_words("Anna ill", states, offsets)
    assert [tuple(place) for place in words.places] == [(0, 4), (5, 8)]
    assert words.states[:, 0].tolist() == [2.0, 5.0]
    assert len(words.features) == len(words.pieces) == len(words.around) == 2
    assert len(read_words("", states[:0], offsets[:0]).places) == 0


def test_a_head_is_written_and_read_the_same_and_gives_chances() -> None:
    head = made_up_head()
    again = read_head(written(head))
    assert again.weights == head.weights
    states, offsets = np.ones((2, WIDTH), dtype=np.float32), np.array([(0, 4), (5, 8)], dtype=np.int32)
    words = read_words("Anna ill", states, offsets)
    chances = again.chances(words)
    assert chances.shape == (2, len(KINDS))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(chances, head.chances(words), atol=0.02), "half precision is enough"


def test_a_head_fits_the_weights_it_was_learned_on_and_no_others() -> None:
    head = made_up_head()
    assert head.fits("made-up")
    assert head.fits("made-up-v2")
    assert not head.fits("made")
    assert not head.fits("other")


def test_arrays_of_another_form_are_no_head() -> None:
    with pytest.raises(KeyError):
        read_head({"weights": np.array("x")})

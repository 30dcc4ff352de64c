from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from sendbot.care.name_head import (
    KINDS,
    Head,
    Network,
    packaged_head,
    read_head,
    read_words,
    softmax,
    summed,
    written,
)
from sendbot.care.word_forms import BUCKETS

WIDTH, FEATURES, BAG, HIDDEN = 6, 48, 4, 5


def small(seed: int = 0) -> Head:
    """A head of random numbers over states of six dimensions."""
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return chance.standard_normal(shape).astype(np.float16).astype(np.float32)

    networks = tuple(
        Network(
            neighbours=neighbours,
            hidden=some(WIDTH * (3 if neighbours else 1) + FEATURES + 2 * BAG, HIDDEN),
            hidden_bias=some(HIDDEN),
            out=some(HIDDEN, len(KINDS)),
            out_bias=some(len(KINDS)),
            pieces=some(BUCKETS, BAG),
            around=some(BUCKETS, BAG),
        )
        for neighbours in (True, False)
    )
    return Head("e5-1-1", some(WIDTH + FEATURES), np.ones(WIDTH + FEATURES, np.float32), networks)


TEXT = "my son Sam's late"
OFFSETS = np.array([(0, 2), (3, 6), (7, 9), (9, 12), (13, 17)], np.int32)
STATES = np.arange(5 * WIDTH, dtype=np.float32).reshape(5, WIDTH)


def test_a_words_state_is_the_mean_of_its_tokens() -> None:
    words = read_words(TEXT, STATES, OFFSETS)
    assert [TEXT[start:end] for start, end in words.places] == ["my", "son", "Sam's", "late"]
    assert words.states[2] == pytest.approx((STATES[2] + STATES[3]) / 2)
    assert words.features.shape == (4, FEATURES)


def test_a_text_without_words_has_no_rows() -> None:
    words = read_words("!!", STATES[:1], OFFSETS[:1])
    assert words.features.shape == (0, FEATURES)
    assert small().chances(words).shape == (0, len(KINDS))


def test_chances_add_up_to_one_and_do_not_change_on_the_way_through_a_file() -> None:
    head, words = small(), read_words(TEXT, STATES, OFFSETS)
    chances = head.chances(words)
    assert chances.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    held = BytesIO()
    np.savez(held, **written(head))  # type: ignore[arg-type]
    held.seek(0)
    with np.load(held, allow_pickle=False) as arrays:
        again = read_head(dict(arrays))
    assert again.chances(words) == pytest.approx(chances, abs=1e-6)
    assert again.weights == head.weights


def test_a_head_fits_only_the_weights_that_it_was_learned_on() -> None:
    head = small()
    assert head.fits("e5-1-1")
    assert head.fits("e5-1-1-ct4.8.5")
    assert not head.fits("e5-1-10")
    assert not head.fits("use-1")


def test_a_bag_is_as_long_as_one_of_its_rows_however_many_it_holds() -> None:
    table = np.ones((BUCKETS, 2), np.float32)
    assert summed(table, [(1,), (1, 2, 3, 4), ()]).tolist() == [[1, 1], [2, 2], [0, 0]]


def test_the_greatest_score_has_the_greatest_chance() -> None:
    assert softmax(np.array([[1.0, 3.0, 2.0]], np.float32)).argmax() == 1


def test_the_packaged_head_was_learned_on_the_default_encoder() -> None:
    from sendbot.encoding.converted import NAME

    head = packaged_head()
    assert head is not None
    assert head.fits(NAME)


def test_arrays_of_another_form_are_refused() -> None:
    with pytest.raises(KeyError):
        read_head({"weights": np.array("e5")})

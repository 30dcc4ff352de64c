from __future__ import annotations

import numpy as np
import pytest

from sendbot.encoding.converted import NAME
from sendbot.encoding.encoder import load_encoder
from sendbot.encoding.token_space import LENGTH, WIDTH, learn_space, packaged_space, space_of, written
from tests.encoding.test_remembered import Counting
from tests.training.token_space import made

TEXTS = ["can we appeal his exclusion", "who do I ring about the taxi", "er wird nicht satt", "ok"]


def test_a_token_takes_128_bytes_and_what_is_alike_stays_alike() -> None:
    space = packaged_space()
    assert space is not None
    states = np.concatenate(load_encoder().encode(TEXTS).states)
    narrow = space.narrow(states).astype(np.float32) / LENGTH
    assert space.narrow(states).dtype == np.int8
    assert narrow.shape[1] == WIDTH
    whole = states - space.mean
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    assert np.corrcoef((narrow @ narrow.T).ravel(), (whole @ whole.T).ravel())[0, 1] > 0.97


def test_rows_are_about_the_same_length() -> None:
    space = packaged_space()
    assert space is not None
    narrow = space.narrow(np.concatenate(load_encoder().encode(TEXTS).states)).astype(np.float64)
    assert np.linalg.norm(narrow, axis=1) == pytest.approx(LENGTH, rel=0.02)


def test_the_packaged_space_is_near_what_the_script_makes() -> None:
    kept, anew = packaged_space(), made()
    assert kept is not None
    assert kept.encoder == anew.encoder == NAME
    # The pool grows now and then, which moves only the least directions. Where this fails, make the file
    # anew.
    assert np.abs(kept.mean - anew.mean).max() < 0.1
    assert np.linalg.svd(kept.axes[:, :64].T @ anew.axes, compute_uv=False).min() > 0.95


def test_other_encoders_tokens_are_not_compared_in_it() -> None:
    assert space_of(load_encoder()) is packaged_space()
    assert space_of(None) is None
    assert space_of(Counting()) is None


def test_the_digest_tells_one_space_from_another() -> None:
    states = np.random.default_rng(1).normal(size=(300, WIDTH + 10)).astype(np.float32)
    one, other = learn_space("x", states), learn_space("x", states[:200])
    assert one.digest != other.digest
    assert one.digest == learn_space("x", states).digest
    assert set(written(one)) == {"encoder", "mean", "axes"}

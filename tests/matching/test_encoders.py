from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.encoding.sentence_encoders import OnnxSentenceEncoder
from sendbot.errors import EncoderError


def test_a_folder_that_is_no_model_is_said_in_plain_words(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the [onnx] extra is not installed")
    with pytest.raises(EncoderError, match="no tokenizer"):
        OnnxSentenceEncoder(tmp_path)

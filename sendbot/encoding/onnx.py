"""Any sentence-transformers model exported to ONNX: a folder with tokenizer.json and model.onnx (or
onnx/*.onnx)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sendbot.encoding.encoded import Encoded, Vectors, encodable, unit
from sendbot.errors import EncoderError

_CHARACTERS = 1000
"""Such models average over a text and were trained on short ones: past this length the vector says little,
and time grows with it."""

_TOKENS = 128
"""What most of them were trained with."""


class OnnxEncoder:
    """Vectors alone: what was learned on the default encoder's token states is not used with such a model."""

    def __init__(self, folder: Path) -> None:
        """Raises EncoderError with what to install or mend."""
        try:
            import onnxruntime  # heavy: an extra that few install
            from tokenizers import Tokenizer  # heavy: an extra that few install
        except ImportError as problem:
            raise EncoderError(
                'An ONNX encoder needs two more packages. Install them with: pip install "sendbot[onnx]"'
            ) from problem
        model = _onnx_file(folder)
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            self._session: Any = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as problem:
            raise EncoderError(
                f"The ONNX model in {folder} could not be loaded ({type(problem).__name__}). Check "
                f"that it is whole."
            ) from problem
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {item.name for item in self._session.get_inputs()}
        self.name = f"onnx-{folder.name}-{model.name}-{model.stat().st_size}"
        self.dimensions = int(self._batch(["ready"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Vectors without token states."""
        return Encoded(self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Mean-pooled token vectors, shape (len(texts), the model's dimensions)."""
        batches = [self._batch(texts[start : start + 64]) for start in range(0, len(texts), 64)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dimensions), dtype=np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch([encodable(text, _CHARACTERS) or " " for text in texts])
        mask = np.array([item.attention_mask for item in encoded], dtype=np.int64)
        feed = {
            "input_ids": np.array([item.ids for item in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        tokens = self._session.run(
            None, {name: value for name, value in feed.items() if name in self._inputs}
        )[0]
        if tokens.ndim == 2:  # the export already pools
            return unit(np.asarray(tokens, dtype=np.float32))
        weights = mask[:, :, None].astype(np.float32)
        return unit((tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9))


def _onnx_file(folder: Path) -> Path:
    if not (folder / "tokenizer.json").is_file():
        raise EncoderError(
            f"{folder} has no tokenizer.json. Point SENDBOT_ENCODER at a sentence-transformers "
            f"folder exported to ONNX."
        )
    found = sorted([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    if not found:
        raise EncoderError(
            f"{folder} has no .onnx file. Point SENDBOT_ENCODER at a sentence-transformers folder "
            f"exported to ONNX."
        )
    return found[0]

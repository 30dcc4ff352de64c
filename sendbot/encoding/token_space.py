"""Token states in little room: as they differ from the ordinary, turned onto the directions in which tokens
differ most, a byte a number. 128 bytes a token keep what 1,536 say.

Made by `python -m tests.training.token_space` from the packaged messages that nothing answers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sendbot.encoding.encoded import Encoder, Vectors, unit

Narrow = NDArray[np.int8]
"""One row a token, each of about the same length (`LENGTH`)."""

FILE = "token_space.npz"

WIDTH = 128
"""Directions that are kept: of 384, which do no better; 64 lose half a point."""

LENGTH = 127
"""How long a row is: the most that a byte holds, as a row may point along one direction alone."""


@dataclass(frozen=True)
class TokenSpace:
    """What an encoder's token states are compared in."""

    encoder: str
    """The beginning of the encoder's name. Other encoders' states mean something else."""
    mean: Vectors
    axes: Vectors
    """Shape (encoder's width, WIDTH)."""

    def narrow(self, states: Vectors) -> Narrow:
        """States of tokens, one row each, in little room."""
        turned = unit((states - self.mean) @ self.axes)
        return np.asarray(np.rint(turned * LENGTH), dtype=np.int8)

    @cached_property
    def digest(self) -> str:
        """Tells this space from any other."""
        return hashlib.sha256(self.mean.tobytes() + self.axes.tobytes()).hexdigest()


def learn_space(encoder: str, states: Vectors) -> TokenSpace:
    """The space of the directions in which these states differ most."""
    mean = states.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov((states - mean).T))
    return TokenSpace(encoder, mean, np.ascontiguousarray(directions[:, ::-1][:, :WIDTH], dtype=np.float32))


def written(space: TokenSpace) -> dict[str, NDArray[np.generic]]:
    """The space as arrays for a file, in half precision."""
    return {
        "encoder": np.array(space.encoder),
        "mean": space.mean.astype(np.float16),
        "axes": space.axes.astype(np.float16),
    }


@cache
def packaged_space() -> TokenSpace | None:
    """The space that comes with the package; None when its file is not there or cannot be used."""
    try:
        held = files("sendbot.encoding").joinpath("data", FILE).read_bytes()
        with np.load(BytesIO(held), allow_pickle=False) as arrays:
            mean, axes = (np.asarray(arrays[name], dtype=np.float32) for name in ("mean", "axes"))
            return TokenSpace(str(arrays["encoder"]), mean, axes)
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def space_of(encoder: Encoder | None) -> TokenSpace | None:
    """The space in which this encoder's tokens can be compared; None where there is none."""
    space = packaged_space()
    return space if encoder is not None and space and encoder.name.startswith(space.encoder) else None

"""multilingual-e5-small on one core: some 4 ms for a short message, in a hundred languages."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sendbot.encoding.converted import NAME, converted, read_vocabulary
from sendbot.encoding.encoded import Encoded, Offsets, Vectors, batches, encodable, unit
from sendbot.encoding.unigram import Unigram
from sendbot.encoding.weights import Vocabulary
from sendbot.errors import EncoderError

_PREFIX = "query:"
"""What the model was trained to see before a text that others are compared with."""

_CHARACTERS = 4096
"""A message on Telegram is no longer."""

_WINDOW = 250
"""Tokens that are read together. The model takes up to 512, but was trained on short texts, and time grows
with the square."""

_DIMENSIONS = 384
"""The width of the model."""

_FEW = 16
"""Texts that one message may be looked at as: itself, with its slips mended, its sentences. More at once are
no message."""

_RECENT = 64
"""Texts of the last few messages, which ranking, danger and redaction ask for one after the other. In memory
only."""

_One = tuple[Vectors, Vectors, Offsets]
"""What was read of one text: its vector, its tokens' states and their places."""


class E5Encoder:
    """Texts of any language to vectors of 384 dimensions, with the states of their tokens."""

    dimensions = _DIMENSIONS

    def __init__(self, folder: Path) -> None:
        """Load the converted weights of a folder. Raises EncoderError with what to do."""
        try:
            import ctranslate2  # heavy: a quarter of a second, and a library user may do without

            self._model: Any = ctranslate2.Encoder(
                str(folder), device="cpu", intra_threads=1, inter_threads=1
            )
        except Exception as problem:
            raise EncoderError(
                f"The encoder could not be loaded ({type(problem).__name__}). Install ctranslate2 again."
            ) from problem
        vocabulary = read_vocabulary(folder)
        self._cut = _tokenizer(vocabulary)
        self._before = [vocabulary.begin, *self._cut(_PREFIX)[0]]
        self._after = [vocabulary.end]
        self._recent: dict[str, _One] = {}
        self.name = f"{NAME}-ct{ctranslate2.__version__}"

    @classmethod
    def load(cls, data: Path | None = None) -> E5Encoder:
        """The encoder, its converted weights kept below `data` (the user's cache without one), made there at
        the first start."""
        if data is not None:
            return cls(converted(data))
        try:
            return cls(converted(Path.home() / ".cache" / "sendbot"))
        except (EncoderError, RuntimeError):  # a home that cannot be written, or none
            with tempfile.TemporaryDirectory(prefix="sendbot-") as folder:
                return cls(converted(Path(folder)))

    def encode(self, texts: Sequence[str]) -> Encoded:
        """One vector a text, the mean of its tokens' states, and those states. A message that was read just
        now is not read again."""
        if len(texts) > _FEW:
            return self._read(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in self._recent]
        read = self._read(missing)
        new = dict(zip(missing, zip(read.vectors, read.states, read.offsets, strict=True), strict=True))
        found = [
            new[text] if text in new else self._recent.get(text) or _only(self._read([text]))
            for text in texts
        ]
        self._remember(new)
        vectors = np.stack([vector for vector, _, _ in found]) if found else read.vectors
        return Encoded(vectors, [states for _, states, _ in found], [offsets for _, _, offsets in found])

    def _remember(self, new: Mapping[str, _One]) -> None:
        """Threads may forget for one another: then a text is read again, and nothing else happens."""
        if len(self._recent) + len(new) > _RECENT:
            self._recent = {}
        self._recent.update(new)

    def _read(self, texts: Sequence[str]) -> Encoded:
        cut = [self._cut(encodable(text, _CHARACTERS)) for text in texts]
        windows = [
            (number, start)
            for number, (tokens, _) in enumerate(cut)
            for start in range(0, max(1, len(tokens)), _WINDOW)
        ]
        sums = np.zeros((len(cut), _DIMENSIONS), dtype=np.float32)
        states: list[Vectors] = [np.zeros((len(tokens), _DIMENSIONS), dtype=np.float32) for tokens, _ in cut]
        first = len(self._before)
        inputs = [
            [*self._before, *cut[number][0][start : start + _WINDOW], *self._after]
            for number, start in windows
        ]
        for places in batches([len(tokens) for tokens in inputs]):
            found = np.array(self._model.forward_batch([inputs[place] for place in places]).last_hidden_state)
            for place, rows in zip(places, found, strict=True):
                number, start = windows[place]
                size = len(inputs[place])
                sums[number] += rows[:size].sum(axis=0)
                states[number][start : start + size - first - 1] = rows[first : size - 1]
        return Encoded(unit(sums), states, [_offsets(offsets) for _, offsets in cut])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors alone. Texts are read some hundreds at a time, so that the states of thousands are
        never kept at once."""
        if len(texts) <= _FEW:
            return self.encode(texts).vectors
        parts = [self._read(texts[start : start + 512]).vectors for start in range(0, len(texts), 512)]
        return np.concatenate(parts) if parts else np.zeros((0, _DIMENSIONS), dtype=np.float32)


def _tokenizer(vocabulary: Vocabulary) -> Unigram:
    special = (vocabulary.begin, vocabulary.end, vocabulary.padding, len(vocabulary.pieces) - 1)
    return Unigram(
        vocabulary.pieces, vocabulary.scores.tolist(), vocabulary.unknown, vocabulary.folded, special
    )


def _only(read: Encoded) -> _One:
    return read.vectors[0], read.states[0], read.offsets[0]


def _offsets(places: Sequence[tuple[int, int]]) -> Offsets:
    return np.array(places, dtype=np.int32).reshape(-1, 2)

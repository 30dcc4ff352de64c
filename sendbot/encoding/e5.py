"""multilingual-e5-small on one core: some 4 ms for a short message, in a hundred languages."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from sendbot.encoding.converted import NAME, converted, read_vocabulary
from sendbot.encoding.encoded import Encoded, Offsets, Vectors, batches, encodable, unit
from sendbot.encoding.unigram import Unigram
from sendbot.encoding.weights import Vocabulary
from sendbot.encoding.writing import is_writing
from sendbot.errors import EncoderError

_PREFIX = "query:"
"""What the model was trained to see before a text that others are compared with."""

_CHARACTERS = 4096
"""A message on Telegram is no longer."""

_WINDOW = 250
"""Tokens that are read together. The model takes up to 512, but was trained on short texts, and time grows
with the square."""

_PIECES = 1000
"""Characters. A longer text is a whole message, and whoever looks for names in it gives pieces of 900, which
are read to their ends."""

_GIST = 32
"""Tokens of a window in a whole message that is no writing: signs come to a token each, four times as many as
words, and the same over and over says no more than its beginning. Of the last window the end is read too:
what somebody wants to say may come after all that."""

_MORE = 16
"""Tokens that a text may have beyond its letters. Words have a token for some letters, but there are letters
that stand for a whole sentence, and a message of them would take a quarter of a minute."""

_DIMENSIONS = 384
"""The width of the model."""

_FEW = 16
"""Texts that one message may be looked at as: itself, with its slips mended, its sentences. More at once are
no message."""

_MANY = 256
"""Texts from which on they are read on two threads: what a fit from nothing reads, and no changed entry."""

_AT_ONCE = 2
"""Threads for those: the smallest machine has two cores. Questions of a county took 128 s in place of 216."""

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
                str(folder), device="cpu", intra_threads=1, inter_threads=_AT_ONCE
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
        self._turn = threading.Lock()
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
        cut = [_bounded(self._cut(encodable(text, _CHARACTERS)), len(text)) for text in texts]
        windows = [
            (number, start, stop)
            for number, (_, places) in enumerate(cut)
            for start, stop in _windows(texts[number], places)
        ]
        sums = np.zeros((len(cut), _DIMENSIONS), dtype=np.float32)
        states: list[Vectors] = [np.zeros((len(tokens), _DIMENSIONS), dtype=np.float32) for tokens, _ in cut]
        first = len(self._before)
        inputs = [
            [*self._before, *cut[number][0][start:stop], *self._after] for number, start, stop in windows
        ]
        together = batches([len(tokens) for tokens in inputs])
        for places, found in zip(together, self._forward(inputs, together), strict=True):
            for place, rows in zip(places, found, strict=True):
                number, start, _ = windows[place]
                size = len(inputs[place])
                sums[number] += rows[:size].sum(axis=0)
                states[number][start : start + size - first - 1] = rows[first : size - 1]
        return Encoded(unit(sums), states, [_offsets(offsets) for _, offsets in cut])

    def _forward(self, inputs: Sequence[Sequence[int]], together: Sequence[Sequence[int]]) -> list[Vectors]:
        """The states of each batch's tokens. Messages wait for one another, as one thread a process answers;
        thousands of texts, which are a fit, are read on two."""

        def read(places: Sequence[int]) -> Vectors:
            return np.array(self._model.forward_batch([inputs[place] for place in places]).last_hidden_state)

        if len(inputs) < _MANY:
            with self._turn:
                return [read(places) for places in together]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(read, together))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors alone. Texts are read some hundreds at a time, so that the states of thousands are
        never kept at once."""
        if len(texts) <= _FEW:
            return self.encode(texts).vectors
        parts = [self._read(texts[start : start + 512]).vectors for start in range(0, len(texts), 512)]
        return np.concatenate(parts) if parts else np.zeros((0, _DIMENSIONS), dtype=np.float32)


def _bounded(
    cut: tuple[Sequence[int], Sequence[tuple[int, int]]], letters: int
) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
    return cut[0][: letters + _MORE], cut[1][: letters + _MORE]


def _windows(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Which tokens are read together, from where to where."""
    tokens = len(places)
    found = [(start, min(start + _WINDOW, tokens)) for start in range(0, max(1, tokens), _WINDOW)]
    if len(text) <= _PIECES or not tokens:
        return found
    read: list[tuple[int, int]] = []
    for start, stop in found:
        whole = _is_read_whole(text, places[start:stop]) or stop - start <= 2 * _GIST
        read.append((start, stop if whole else start + _GIST))
        if not whole and stop == tokens:
            read.append((stop - _GIST, stop))
    return read


def _is_read_whole(text: str, places: Sequence[tuple[int, int]]) -> bool:
    window = text[places[0][0] : places[-1][1]]
    return len(window) >= len(places) and is_writing(window)


def _tokenizer(vocabulary: Vocabulary) -> Unigram:
    special = (vocabulary.begin, vocabulary.end, vocabulary.padding, len(vocabulary.scores) - 1)
    return Unigram(vocabulary.pieces, vocabulary.scores, vocabulary.unknown, vocabulary.folded, special)


def _only(read: Encoded) -> _One:
    return read.vectors[0], read.states[0], read.offsets[0]


def _offsets(places: Sequence[tuple[int, int]]) -> Offsets:
    return np.array(places, dtype=np.int32).reshape(-1, 2)

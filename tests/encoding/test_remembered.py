from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sendbot.encoding import remembered
from sendbot.encoding.encoder import Encoded, Vectors
from sendbot.encoding.remembered import Remembering


class Counting:
    """An encoder that says what it was asked for."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.dimensions = 4
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Encoded:
        return Encoded(self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return np.array([[len(text), text.count("a"), 1, 1 / 3] for text in texts], dtype=np.float32).reshape(
            -1, 4
        )


def test_a_text_is_encoded_once_across_starts(tmp_path: Path) -> None:
    first = Remembering(Counting(), tmp_path)
    made = first.vectors(["one", "two", "one"])
    first.save()
    encoder = Counting()
    again = Remembering(encoder, tmp_path).vectors(["two", "three", "one"])
    assert encoder.asked == ["three"]
    assert np.array_equal(again[[2, 0]], made[:2])


def test_vectors_are_the_same_whether_they_were_remembered_or_not(tmp_path: Path) -> None:
    first = Remembering(Counting(), tmp_path)
    fresh = first.vectors(["a"])
    first.save()
    assert np.array_equal(fresh, Remembering(Counting(), tmp_path).vectors(["a"]))


def test_vectors_and_keys_that_do_not_belong_together_count_as_none(tmp_path: Path) -> None:
    first = Remembering(Counting(), tmp_path)
    first.vectors(["one", "two"])
    first.save()
    (path,) = tmp_path.glob("*.npz")
    with np.load(path) as file:
        parts = {name: file[name] for name in file.files}
    np.savez(path, **{**parts, "vectors": parts["vectors"][:1]})
    encoder = Counting()
    assert Remembering(encoder, tmp_path).vectors(["one"]).shape == (1, 4)
    assert encoder.asked == ["one"]


def test_a_changed_byte_counts_as_none(tmp_path: Path) -> None:
    first = Remembering(Counting(), tmp_path)
    first.vectors(["one"])
    first.save()
    (path,) = tmp_path.glob("*.npz")
    raw = path.read_bytes()
    third = np.float16(1 / 3).tobytes()
    assert raw.count(third) == 1
    path.write_bytes(raw.replace(third, b"\x00\x00"))
    encoder = Counting()
    Remembering(encoder, tmp_path).vectors(["one"])
    assert encoder.asked == ["one"]


def test_another_encoder_has_its_own_file(tmp_path: Path) -> None:
    first = Remembering(Counting("one"), tmp_path)
    first.vectors(["text"])
    first.save()
    other = Counting("another")
    Remembering(other, tmp_path).vectors(["text"])
    assert other.asked == ["text"]


def test_the_store_is_bounded_and_what_was_used_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    for texts in (["old", "b"], ["c", "d", "b"]):
        store = Remembering(Counting(), tmp_path)
        store.vectors(texts)
        store.save()
    encoder = Counting()
    Remembering(encoder, tmp_path).vectors(["b", "c", "d", "old"])
    assert encoder.asked == ["old"]


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    store = Remembering(Counting(), tmp_path / "cache")
    store.vectors(["one"])
    store.save()


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert Remembering(Counting(), tmp_path).vectors([]).shape == (0, 4)

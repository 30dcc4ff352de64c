from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sendbot.encoding import remembered
from sendbot.encoding.encoder import Encoded, Vectors
from sendbot.encoding.remembered import Remembering
from sendbot.encoding.token_space import TokenSpace


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


class Showing(Counting):
    """One that shows its tokens: one a letter."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        return Encoded(
            self.vectors(texts), [np.array([[ord(letter), 1, 0, 0]], dtype=np.float32) for letter in texts]
        )


def space(turn: float = 0.0) -> TokenSpace:
    return TokenSpace("counting", np.full(4, turn, dtype=np.float32), np.eye(4, dtype=np.float32))


def test_tokens_are_kept_and_their_text_is_not_encoded_again_for_its_vector(tmp_path: Path) -> None:
    first = Remembering(Showing(), tmp_path)
    made = first.narrowed(["a", "b", "a"], space())
    vectors = first.vectors(["a", "b"])
    first.save()
    encoder = Showing()
    again = Remembering(encoder, tmp_path)
    found = again.narrowed(["b", "c", "a"], space())
    assert encoder.asked == ["c"]
    assert np.array_equal(found[2], made[0])
    assert np.array_equal(found[0], made[1])
    assert np.array_equal(again.vectors(["a", "b"]), vectors)
    assert encoder.asked == ["c"]


def test_tokens_of_another_space_count_as_none(tmp_path: Path) -> None:
    first = Remembering(Showing(), tmp_path)
    first.narrowed(["a"], space())
    first.save()
    encoder = Showing()
    Remembering(encoder, tmp_path).narrowed(["a"], space(turn=0.5))
    assert encoder.asked == ["a"]


def test_kept_tokens_are_bounded_and_what_was_used_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST_CUT", 2)
    for texts in (["o", "b"], ["c", "b"]):
        store = Remembering(Showing(), tmp_path)
        store.narrowed(texts, space())
        store.save()
    encoder = Showing()
    Remembering(encoder, tmp_path).narrowed(["b", "c", "o"], space())
    assert encoder.asked == ["o"]

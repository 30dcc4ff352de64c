"""What was fitted comes back whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from sendbot.errors import IndexCacheError
from sendbot.fitted_files import Arrays, OnDisk, Told, code_key, content_key, kept_or_made, load, save

WEIGHTS = OnDisk[list[float]](
    lambda numbers: ({"weights": np.array(numbers)}, {"count": len(numbers)}),
    lambda arrays, told: [float(number) for number in arrays["weights"][: told["count"]]],
)


def refused(_arrays: Arrays, _told: Told) -> list[float]:
    raise ValueError("These parts do not belong together.")


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "model.npz"
    save(path, "key", WEIGHTS, [1.0, 2.0])
    assert load(path, "key", WEIGHTS) == [1.0, 2.0]
    assert [one.name for one in path.parent.iterdir()] == ["model.npz"]


@pytest.mark.parametrize("harm", ["missing", "torn", "foreign", "empty", "other content", "other form"])
def test_what_cannot_be_used_is_said_and_made_again(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "model.npz"
    save(path, "old" if harm == "other content" else "key", WEIGHTS, [1.0] * 1000)
    if harm == "missing":
        path.unlink()
    elif harm == "torn":
        path.write_bytes(path.read_bytes()[:500])
    elif harm in {"foreign", "empty"}:
        path.write_bytes(b"not a model at all" if harm == "foreign" else b"")
    form = OnDisk(WEIGHTS.give, refused) if harm == "other form" else WEIGHTS
    with pytest.raises(IndexCacheError):
        load(path, "key", form)
    assert kept_or_made(path, "key", form, lambda: [7.0]) == [7.0]
    assert load(path, "key", WEIGHTS) == [7.0]


def test_an_archive_without_our_description_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    np.savez(path, weights=np.ones(3))
    with pytest.raises(IndexCacheError, match="cannot be used"):
        load(path, "key", WEIGHTS)


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "model-a.npz"
    assert kept_or_made(path, "key", WEIGHTS, lambda: [1.0]) == [1.0]
    assert kept_or_made(path, "key", WEIGHTS, lambda: [2.0]) == [1.0]
    assert kept_or_made(path, "another key", WEIGHTS, lambda: [3.0]) == [3.0]
    assert kept_or_made(None, "key", WEIGHTS, lambda: [4.0]) == [4.0]


def test_the_newest_of_a_kind_stay_and_half_written_ones_go(tmp_path: Path) -> None:
    for place, name in enumerate(["look-1.npz", "look-2.npz", "look-3.npzab12.part", "index-1.npz"]):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (place, place))
    kept_or_made(tmp_path / "look-4.npz", "key", WEIGHTS, lambda: [1.0], others=1)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"index-1.npz", "look-3.npzab12.part", "look-4.npz"}
    kept_or_made(tmp_path / "look-5.npz", "key", WEIGHTS, lambda: [1.0], others=1)
    assert {path.name for path in tmp_path.iterdir()} == {"index-1.npz", "look-4.npz", "look-5.npz"}


def test_a_folder_that_cannot_be_written_to_is_said_and_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    path = tmp_path / "cache" / "model.npz"
    with pytest.raises(IndexCacheError, match="fitted again at each start"):
        save(path, "key", WEIGHTS, [1.0])
    assert kept_or_made(path, "key", WEIGHTS, lambda: [1.0]) == [1.0]


def test_what_cannot_be_moved_into_place_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.mkdir()
    with pytest.raises(IndexCacheError):
        save(path, "key", WEIGHTS, [1.0])
    assert list(tmp_path.iterdir()) == [path]


def test_keys_change_with_content_and_with_the_code_that_fits() -> None:
    assert content_key(["a"], "b") != content_key(["a", "b"])
    assert code_key("matching") != code_key("encoding")
    assert code_key("matching", "encoding") == code_key("encoding", "matching")


def test_the_key_of_code_covers_the_rooms_and_the_data_inside_a_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "matching" / "reading" / "data"
    inside.mkdir(parents=True)
    (tmp_path / "matching" / "decision.py").write_text("A = 1\n", encoding="utf-8")
    (inside / "words.toml").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr("sendbot.fitted_files.files", lambda _package: tmp_path)
    code_key.cache_clear()
    before = code_key("matching")
    (inside / "words.toml").write_text("a = 2\n", encoding="utf-8")
    code_key.cache_clear()
    assert code_key("matching") != before
    code_key.cache_clear()

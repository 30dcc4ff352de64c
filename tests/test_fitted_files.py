"""What was fitted comes back whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sendbot.errors import IndexCacheError
from sendbot.fitted_files import code_key, content_key, load, save


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "model.npz"
    save(path, "key", {"weights": np.eye(3)}, {"kinds": ["a", "b"]})
    arrays, told = load(path, "key")
    assert np.array_equal(arrays["weights"], np.eye(3))
    assert told == {"kinds": ["a", "b"]}
    assert [one.name for one in path.parent.iterdir()] == ["model.npz"]


@pytest.mark.parametrize("harm", ["missing", "torn", "foreign", "other content"])
def test_what_cannot_be_used_is_said(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "model.npz"
    save(path, "key", {"weights": np.ones(1000)}, {})
    if harm == "missing":
        path.unlink()
    elif harm == "torn":
        path.write_bytes(path.read_bytes()[:500])
    elif harm == "foreign":
        path.write_bytes(b"not a model at all")
    with pytest.raises(IndexCacheError):
        load(path, "another key" if harm == "other content" else "key")


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(IndexCacheError, match="fitted again at each start"):
        save(tmp_path / "cache" / "model.npz", "key", {}, {})


def test_keys_change_with_content_and_with_the_code_that_fits() -> None:
    assert content_key(["a"], "b") != content_key(["a", "b"])
    assert code_key("matching") != code_key("encoding")
    assert code_key("matching", "encoding") == code_key("encoding", "matching")

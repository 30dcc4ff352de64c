"""Verbs as a person or another program runs them: real processes, real files."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

from tests.forked.command import program
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent
UNKNOWN = "zebras gnus yaks"


async def run(house: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code of a verb, and what it said."""
    own = {
        "knowledge_dir": str(house / "knowledge"),
        "data_dir": str(house / "data"),
        "encoder": "none",
    } | settings
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    environment = plain | {f"SENDBOT_{name.upper()}": value for name, value in own.items()}
    process = await asyncio.create_subprocess_exec(
        *program(),
        *arguments,
        env=environment,
        cwd=house,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode or 0, said.decode()


def environment(house: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    own = {
        "SENDBOT_KNOWLEDGE_DIR": str(house / "knowledge"),
        "SENDBOT_DATA_DIR": str(house / "data"),
        "SENDBOT_ENCODER": "none",
    }
    return plain | own | {"COLUMNS": "80"} | more


def bot(
    house: Path, *arguments: str, typed: str | bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    data = typed if isinstance(typed, bytes) else typed.encode()
    done = subprocess.run(
        [*program(), *arguments],
        input=data,
        env=environment(house, **more),
        cwd=house,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def polite(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """What was said on standard error: a few plain sentences, no traceback, and the exit code that belongs to
    it."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert 0 < len(done.stderr.strip().splitlines()) < 8
    return done.stderr

"""Verbs as a person or another program runs them: real processes, real files."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.telegram.process import ROOT


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
        sys.executable,
        str(ROOT / "bot.py"),
        *arguments,
        env=environment,
        cwd=house,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()

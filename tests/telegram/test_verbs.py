"""The verbs around the channel: `doctor` and `qr`."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from pathlib import Path
from xml.etree import ElementTree

from sendbot.channels.telegram.sealing import new_key
from sendbot.store.store import Store
from tests.telegram.emulator import TOKEN, Emulator
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


async def test_the_doctor_finds_what_is_well(telegram: Emulator, house: Path) -> None:
    _, said = await run(
        house, "doctor", telegram_token=TOKEN, telegram_api_url=telegram.url, seal_key=new_key()
    )
    assert [line for line in said.splitlines() if line.startswith("ill") and "knowledge" not in line] == []
    assert "the token belongs to @library_bot" in said
    assert "well  clock: it agrees" in said
    assert "well  database: none yet" in said
    assert TOKEN not in said


async def test_the_doctor_says_what_is_ill_and_what_to_do(telegram: Emulator, house: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"):
        pass
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = await run(
        house, "doctor", telegram_token="1:wrong", telegram_api_url=telegram.url, seal_key="short"
    )
    assert code == 1
    assert "ill   database: it was made by a newer version" in said
    assert "ill   telegram: Telegram does not know this token." in said
    assert "ill   tell me: SENDBOT_SEAL_KEY cannot be used." in said


async def test_a_poster_opens_its_entry(telegram: Emulator, house: Path) -> None:
    code, said = await run(house, "qr", "fines", telegram_token=TOKEN, telegram_api_url=telegram.url)
    assert (code, said) == (0, "Saved as fines.svg. It opens https://t.me/library_bot?start=fines\n")
    texts = [
        text.text for text in ElementTree.parse(house / "fines.svg").iter("{http://www.w3.org/2000/svg}text")
    ]
    assert texts[0] == "How much is a fine?"
    assert texts[-1] == "https://t.me/library_bot?start=fines"


async def test_a_code_alone_is_a_picture(house: Path) -> None:
    code, _ = await run(house, "qr", "fines", "--bot", "@library_bot", "--out", "code.png")
    assert code == 0
    assert (house / "code.png").read_bytes().startswith(b"\x89PNG")


async def test_a_poster_of_no_entry_is_refused(house: Path) -> None:
    code, said = await run(house, "qr", "nothing", "--bot", "library_bot")
    assert code != 0
    assert 'There is no entry "nothing".' in said

"""The npm package telegram-test-api in Telegram's place: a Bot API server that nobody here wrote, with
shorter receipts, no
`is_bot`, no answers to files, and numbers of its own."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import time
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp
import pytest

from tests.ports import free_port
from tests.telegram.emulator import TOKEN, Sent
from tests.telegram.markup_check import checked_buttons, parsed
from tests.waiting import until

PACKAGE = "telegram-test-api"
_VERSION = "4.2.1"
_INSTALL = 60
"""Seconds for npm, which has few small packages to fetch."""
_LOOK = 0.1


def package_or_skip(folder: Path) -> Path:
    """Where the package is installed; it is tried once, and skipped with a plain sentence where that cannot
    be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip(f"Node.js is not here, so the conversations are not held with {PACKAGE}.")
    command = [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=0",
        f"--prefix={folder}",
        f"{PACKAGE}@{_VERSION}",
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_INSTALL)
    except (subprocess.SubprocessError, OSError):
        pytest.skip(f"npm could not install {PACKAGE}, so the conversations are not held with it.")
    return folder / "node_modules" / PACKAGE


class NpmServer:
    """The server, seen from a family's side, with what `Talk` asks of our own emulator."""

    def __init__(self, package: Path) -> None:
        self._package = package
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._by_chat: dict[int, list[Sent]] = defaultdict(list)

    async def __aenter__(self) -> NpmServer:
        script = Path(__file__).with_name("npm_server.mjs")
        self._process = await asyncio.create_subprocess_exec(
            "node", str(script), str(self._package), str(self._port), stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None
        assert await self._process.stdout.readline() == b"ready\n"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        self._process.kill()
        await self._process.wait()

    async def says(self, chat: int, text: str) -> None:
        """A person writes."""
        await self._post("sendMessage", {**_person(chat), "date": int(time.time()), "text": text})

    async def presses(self, chat: int, data: str, message: int) -> None:
        """A person presses a button."""
        await self._post(
            "sendCallback",
            {**_person(chat), "data": data, "message": _person(chat) | {"message_id": message}},
        )

    def got(self, chat: int) -> list[Sent]:
        """Every message that reached this chat and was looked at."""
        return self._by_chat[chat]

    async def replies(self, chat: int, count: int) -> list[Sent]:
        """The first messages that reached this chat."""

        async def look() -> None:
            while len(self._by_chat[chat]) < count:
                found = await self._post("getUpdates", {"token": TOKEN, "chatId": chat})
                self._by_chat[chat] += [_sent(item) for item in found["result"]]
                await asyncio.sleep(_LOOK)

        looking = asyncio.create_task(look())
        await until(looking.done)
        await looking
        return self._by_chat[chat][:count]

    async def _post(self, path: str, content: dict[str, Any]) -> Any:
        async with self._session.post(f"{self.url}/{path}", json={"botToken": TOKEN, **content}) as response:
            assert response.status == 200, await response.text()
            return await response.json()


def _person(chat: int) -> dict[str, Any]:
    who = {"id": chat, "first_name": "Parent", "is_bot": False}
    return {"from": who, "chat": {"id": chat, "type": "private", "first_name": "Parent"}}


def _sent(item: dict[str, Any]) -> Sent:
    params = {name: _read(value) for name, value in item["message"].items()}
    shown = parsed(item["message"]["text"], item["message"].get("parse_mode"))
    return Sent(
        int(params["chat_id"]),
        shown,
        checked_buttons(params.get("reply_markup")),
        item["messageId"],
        "sendMessage",
        params,
    )


def _read(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value

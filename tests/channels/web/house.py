"""The page over the small library, with a real database, and a browser that keeps the form as a real one
does."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from sendbot.channels.serving.sealed_chat_ids import new_key
from sendbot.channels.web.site import Site
from sendbot.channels.web.web_app import make_app
from sendbot.channels.web.web_options import WebOptions
from sendbot.mind.mind import Mind
from sendbot.store.store import Store
from tests.conversation.small_house import MIND

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = new_key()
HOST = "http://127.0.0.1"


def options_in(folder: Path, **more: Any) -> WebOptions:
    """A page over a database in this folder."""
    made = WebOptions(
        keys=KEY,
        open_store=lambda: Store.open(f"sqlite+aiosqlite:///{folder / 'sendbot.db'}"),
        now=lambda: NOON,
        a_minute=10_000,
    )
    return replace(made, **more)


@asynccontextmanager
async def site_in(folder: Path, mind: Mind = MIND, **more: Any) -> AsyncIterator[Site]:
    """A running site; its database is open."""
    site = Site(options_in(folder, **more), mind)
    writing = asyncio.create_task(site.recorder.run())
    await site.recorder.tried.wait()
    try:
        yield site
    finally:
        site.recorder.close()
        await asyncio.wait([writing], timeout=10)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await site.recorder.finish()
        site.close()


def browser_of(site: Site, address: str = "198.51.100.7", **more: Any) -> httpx.AsyncClient:
    """One visitor's browser."""
    transport = httpx.ASGITransport(make_app(site), client=(address, 4000), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=HOST, **more)


class Family:
    """Somebody without script: the page's form is filled in and sent, its buttons are pressed by what they
    say."""

    def __init__(self, site: Site, **more: Any) -> None:
        self.site = site
        self.browser = browser_of(site, **more)
        self.page = httpx.Response(200, text="")

    async def opens(self, path: str = "/") -> str:
        """Open an address; what is read there."""
        self.page = await self.browser.get(path)
        return self.read

    async def asks(self, text: str, **more: str) -> str:
        """Write a question; what is read then."""
        return await self.sends({"text": text, "do": "send", **more})

    async def presses(self, label: str) -> str:
        """Press a button."""
        name, value = self.button(label)
        return await self.sends({"text": "", name: value})

    async def sends(self, fields: dict[str, str], path: str = "/") -> str:
        """Send the form with these fields beside its hidden ones."""
        self.page = await self.browser.post(path, data={**self.hidden, **fields})
        return self.read

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the form."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page.text))

    @property
    def read(self) -> str:
        """The words of the page, in one line."""
        body = re.sub(r"(?s)<head>.*?</head>", "", self.page.text)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

    @property
    def buttons(self) -> list[tuple[str, str, str]]:
        """Every button: its name, its value, what it says."""
        found = re.findall(r'<button[^>]*name="(\w+)" value="([^"]*)"[^>]*>(.*?)</button>', self.page.text)
        return [(name, html.unescape(value), html.unescape(label)) for name, value, label in found]

    def button(self, label: str) -> tuple[str, str]:
        """The newest button that says this."""
        return next((name, value) for name, value, said in reversed(self.buttons) if said == label)

"""The desk as operators run it, `python bot.py desk` in a process of its own, and a real browser in front of
it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.async_api import expect as expect_soon
from playwright.sync_api import Browser, Error, Page, Response, expect, sync_playwright

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Answered, ConcernRaised, Event, Rated
from sendbot.matching.decision import Candidate
from sendbot.store.store import Store
from tests.forked.command import program
from tests.ports import free_port
from tests.store.desk_house import asked, chosen, offered
from tests.waiting import PATIENCE, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed: the desk's pages are not tried in a browser"
)
PASSWORD = "three random words here"
ADMIN = "admin@example.org"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
_HOSTILE = "<script>document.title='owned'</script> & \"quoted\" <img src=x onerror=alert(1)> badge?"
_OTHERS = (
    "school uniform grant;wheelchair repair;swimming for wheelchair users;taxi to college;hearing aid "
    "batteries;sensory toys loan;passport forms"
)

expect.set_options(timeout=PATIENCE * 1000)
expect_soon.set_options(timeout=PATIENCE * 1000)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


class Desk:
    """A running desk over a folder. `code` opens the page for the first account while there is none."""

    def __init__(self, house: Path, **settings: str) -> None:
        self.house = house
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {
            "knowledge_dir": str(house / "knowledge"),
            "data_dir": str(house / "data"),
            "encoder": "none",
            **settings,
        }
        plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
        self._environment = (
            plain
            | {f"SENDBOT_{name.upper()}": value for name, value in own.items()}
            | {"PYTHONUNBUFFERED": "1"}
        )
        self.code = ""

    def __enter__(self) -> Desk:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it serves."""
        self._said = (self.house / "desk.log").open("w+", encoding="utf-8")
        command = [*program(), "desk", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, env=self._environment, cwd=self.house, stdout=self._said, stderr=subprocess.STDOUT
        )
        wait_until(self._serves)
        code = re.search(r"code=(\S+)", self.said)
        self.code = code[1] if code else ""

    def stop(self) -> None:
        """Stop it as an operator does."""
        self._process.terminate()
        code = self._process.wait(PATIENCE)
        self._said.close()
        assert code in {0, -15}, f"{code}: {self.said}"

    @property
    def said(self) -> str:
        """Everything that stood in the terminal so far."""
        return (self.house / "desk.log").read_text(encoding="utf-8")

    def _serves(self) -> bool:
        assert self._process.poll() is None, self.said
        try:
            with urlopen(f"{self.url}/sign-in", timeout=PATIENCE):
                return True
        except OSError:
            return False


def fill_house(house: Path) -> None:
    """Questions of three months, answers, ratings and concerns: something for every page to show."""
    with ThreadPoolExecutor(1) as thread:  # the browser has a loop of its own in this one
        thread.submit(lambda: asyncio.run(_fill(house / "data" / "sendbot.db"))).result()


async def _fill(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    now = datetime.now(UTC).replace(microsecond=0)
    texts = [
        "blue badge application",
        "apply for a blue badge",
        "blue badge applications",
        _HOSTILE,
        *_OTHERS.split(";"),
    ]
    async with Store.open(f"sqlite+aiosqlite:///{path}") as store:
        for number, text in enumerate(texts * 3, 1):
            about = "fines" if "uniform" in text else "hours"
            await store.record(
                [asked(number, f"{text} {'please ' * (number // len(texts))}", about)],
                now - timedelta(days=number * 2, minutes=number),
            )
        await store.record([offered(900, "kiedy otwarte w niedzielę")], now - timedelta(days=3))
        await store.record([chosen(900, None)], now - timedelta(days=3))
        for number in range(30):  # more groups than one page holds, each of a word of its own
            word = "".join(chr(97 + (number * step) % 26) for step in (1, 3, 7, 11, 5))
            text = redact(f"{word}{word[::-1]} where").text
            await store.record(
                [
                    Abstained(
                        (Candidate("borrow", 0.2),), "nothing close", "en", f"q-{1000 + number:08d}", text
                    )
                ],
                now - timedelta(days=90),
            )
        for day in range(60):
            happened: list[Event] = [Answered("hours"), Rated("hours", helped=day % 3 != 0)]
            happened += [Answered("borrow", language="pl", easy_read=True)] * (day % 4)
            await store.record(happened, now - timedelta(days=day, hours=day % 24))
        await store.record([ConcernRaised("safety-flood")], now - timedelta(days=1))


def watched(page: Page, desk: Desk) -> list[str]:
    """A list that fills with what must never happen on a page: errors, dialogues, requests to elsewhere."""
    troubles: list[str] = []
    page.on(
        "console",
        lambda message: (
            troubles.append(message.text)
            if message.type == "error" and "Failed to load" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda problem: troubles.append(str(problem)))
    page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((desk.url, "data:")) else troubles.append(request.url),
    )
    return troubles


def opened(page: Page, address: str) -> Response:
    """Go to an address; its response."""
    page.set_default_timeout(PATIENCE * 1000)
    response = page.goto(address)
    if response is None:
        raise Error(f"{address} gave no response")
    return response


def sign_in(page: Page, desk: Desk, email: str = ADMIN, password: str = PASSWORD) -> None:
    """By the form, as a person does."""
    opened(page, f"{desk.url}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).wait_for()

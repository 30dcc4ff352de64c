"""The desk and the chat page, read by pa11y and Lighthouse, which look for other things than axe does.

python -m tests.outside_checkers [a folder that keeps what npm installs]

Needs npm and Chromium, and says so where one is missing. Nothing of npm's is kept in this repository. It
takes some minutes, so that no test waits for it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from sendbot.desk.access.password import hashed
from sendbot.review.states import Role
from sendbot.store.accounts import add_person
from sendbot.store.store import Store
from tests.channels.web.live import Page as ChatPage
from tests.desk.conftest import give_fines_to_care, token_in
from tests.desk.live import ADMIN, CHROMIUM, PASSWORD, Desk, fill_house
from tests.small_folder import write_small_folder
from tests.store.desk_house import NOON
from tests.waiting import PATIENCE

VERSIONS = ("pa11y@9", "lighthouse@12")
"""The versions that the figures in docs/desk.md were seen with; later ones may find more."""
_WIDTHS = (320, 1440)
"""Pixels: the narrowest phone and a desk."""
_FOUND = 2
"""What pa11y itself ends with when it finds something."""
_DESK = ("/queue", "/queue?q=badge&state=all", "/queue?q=zzzz&from=yesterday", "/queue?state=junk?",
    "{group}", "{group}/answer",
         "{group}/answer?entry=hours", "/knowledge", "/knowledge/hours", "/curators", "/try", "/preview",
         "/insights", "/report", "/staff",
         "/staff/1", "/audit", "/account", "/help", "/accessibility", "/nowhere")  # fmt: skip
_CHAT = ("/", "/topics", "/answer/hours", "/contacts", "/privacy", "/accessibility")
_ASKED = ("borrow book", "purple elephants", "we are drowning", "/contacts")
"""Messages that bring an answer, the honest no, a card, and a list."""


def tools(folder: Path) -> Path:
    """The two programs, installed into a folder unless they are there."""
    if not (folder / "node_modules" / "lighthouse").is_dir():
        environment = os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}
        command = ["npm", "install", "--no-fund", "--no-audit", "--prefix", str(folder), *VERSIONS]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return folder


async def _account(house: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}") as store:
        password = hashed(PASSWORD)
        await add_person(store, NOON, "checks", email=ADMIN, name="Ada", role=Role.ADMIN, password=password)


def _signed_in(desk: Desk) -> tuple[dict[str, str], str]:
    """The header of a session, and the address of a group."""
    with httpx.Client(base_url=desk.url, timeout=PATIENCE) as browser:
        form = {"form": token_in(browser.get("/sign-in")), "email": ADMIN, "password": PASSWORD}
        browser.post("/sign-in", data=form)
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        group = browser.get("/queue?q=badge").text.split('<h3><a href="')[1].split("?")[0]
    return {"Cookie": cookie}, group


@contextmanager
def _served(house: Path) -> Iterator[tuple[Desk, ChatPage]]:
    write_small_folder(house / "knowledge")
    give_fines_to_care(house / "knowledge" / "library.yaml")
    fill_house(house)
    asyncio.run(_account(house))
    with Desk(house) as desk, ChatPage(house) as chat:
        yield desk, chat


def _pages(desk: Desk, chat: ChatPage) -> Iterator[dict[str, Any]]:
    headers, group = _signed_in(desk)
    for width in _WIDTHS:
        for path in _DESK:
            whole = width == max(_WIDTHS) and path in {"/queue", "{group}", "{group}/answer", "/insights"}
            url = desk.url + path.format(group=group)
            yield {"url": url, "headers": headers, "width": width, "steps": [], "lighthouse": whole}
        yield {"url": f"{desk.url}/sign-in", "headers": {}, "width": width, "steps": [], "lighthouse": False}
        for path in _CHAT:
            whole = width == max(_WIDTHS) and path in {"/", "/answer/hours"}
            yield {"url": chat.url + path, "headers": {}, "width": width, "steps": [], "lighthouse": whole}
        for text in _ASKED:
            steps = [
                f"set field #text to {text}",
                "click element button[value=send]",
                "wait for element .turn to be visible",
            ]
            yield {"url": f"{chat.url}/", "headers": {}, "width": width, "steps": steps, "lighthouse": False}


def run(folder: Path) -> int:
    """Print what each page was found to have wrong, as soon as it is known; how many findings there are."""
    found = read = 0
    with tempfile.TemporaryDirectory() as house, _served(Path(house)) as (desk, chat):
        pages = list(_pages(desk, chat))
        job = {"tools": str(tools(folder)), "chrome": CHROMIUM, "pages": pages, "patience": PATIENCE * 1000}
        command = ["node", str(Path(__file__).with_name("checking.mjs"))]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as checking:
            assert checking.stdin is not None
            assert checking.stdout is not None
            checking.stdin.write(json.dumps(job))
            checking.stdin.close()
            for line in checking.stdout:
                found, read = found + _told(json.loads(line)), read + 1
    print(f"{read} of {len(pages)} pages read, {found} findings")
    return found + len(pages) - read


def _told(page: dict[str, Any]) -> int:
    """Print one page's findings; how many."""
    house = page.get("lighthouse", {"scores": "", "failed": ()})
    told = [*page["issues"], *house["failed"]]
    head = f"{page['url']} at {page['width']}: {len(told)} findings {house['scores']}"
    print(head, *told, sep="\n    ", flush=True)
    return len(told)


def main() -> int:
    """0 when nothing is found or the tools are missing, 2 otherwise."""
    missing = [name for name, there in (("npm", shutil.which("npm")), ("Chromium", CHROMIUM)) if not there]
    if missing:
        print(f"Not read: {' and '.join(missing)} cannot be found on this machine.")
        return 0
    if len(sys.argv) > 1:
        return _FOUND if run(Path(sys.argv[1]).resolve()) else 0
    with tempfile.TemporaryDirectory() as folder:
        return _FOUND if run(Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())

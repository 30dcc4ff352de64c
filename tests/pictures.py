"""README's two pictures, made from the product itself: `python -m tests.pictures` writes docs/chat.svg and
docs/desk.png."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from sendbot.assistant import Assistant
from sendbot.care.redaction import redact
from sendbot.channels.terminal import Style, shown
from sendbot.cli.wiring import open_mind
from sendbot.conversation.events import Abstained
from sendbot.conversation.messages import Message
from sendbot.conversation.replies import Reply
from sendbot.matching.decision import Candidate
from sendbot.settings import Settings
from sendbot.store.store import Store
from tests.desk.live import Desk, chromium, opened

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 25)
"""The day on which the pictured conversation takes place."""
ASKED = (
    "how long has the council got to decide if they will assess her",
    "when are the bins collected",
)
QUEUE = {
    "can the bus pass be used on the school taxi": 7,
    "who fixes a broken wheelchair at school": 5,
    "swimming lessons for a child who cannot bear noise": 4,
    "is there a toy library with sensory toys": 3,
    "does the council lend noise cancelling headphones": 2,
}
AROUND = (
    "",
    "hello, ",
    "please, ",
    "does anyone know, ",
    "sorry to ask again, ",
    "urgent, ",
    "hi, ",
    "hi all, ",
)
"""What families say before what they ask, so that one question comes in more than one wording."""
WIDTH, HEIGHT = 1100, 900
"""Pixels: a laptop's window."""
COLUMNS = 88
"""Characters: what the terminal channel wraps at."""


def picture_of_a_chat(path: Path) -> None:
    """A question that is answered and one that is not, as a terminal shows them."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    assistant = Assistant(open_mind(Settings(data_dir=ROOT / "data")))
    for question in ASKED:
        console.print(Text(f"You: {question}\n", style="bold cyan"))
        for reply in asyncio.run(_answered(assistant, question)):
            console.print(Text.from_ansi(shown(reply, Style(COLUMNS, bold=True))))
        console.print()
    drawn = console.export_svg(title="sendbot")
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)  # no font from elsewhere
    path.write_text(drawn, encoding="utf-8")


async def _answered(assistant: Assistant, question: str) -> list[Reply]:
    sent: list[Reply] = []

    async def send(reply: Reply) -> None:
        sent.append(reply)

    await assistant.answer(Message(question, DAY), send)
    return sent


def picture_of_the_desk(path: Path) -> None:
    """The queue with made-up questions over the real answers."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        shutil.copytree(ROOT / "knowledge", house / "knowledge")
        asyncio.run(_fill(house / "data" / "sendbot.db"))
        with Desk(house) as desk, chromium() as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            opened(page, f"{desk.url}/set-up?code={desk.code}")
            for label, value in (
                ("Your name", "Ada"),
                ("Email address", "ada@example.org"),
                ("Password", "three random words here"),
            ):
                page.get_by_label(label).fill(value)
            page.get_by_role("button", name="Make the account").click()
            page.get_by_text("swimming").first.wait_for()
            page.screenshot(path=path)


async def _fill(path: Path) -> None:
    path.parent.mkdir(parents=True)
    now, number = datetime.now(UTC), 0
    async with Store.open(f"sqlite+aiosqlite:///{path}") as store:
        for text, times in QUEUE.items():
            for again in range(times):
                number += 1
                words = redact(f"{AROUND[again % len(AROUND)]}{text}").text
                event = Abstained(
                    (Candidate("transport-kinds", 0.2),), "nothing close", "en", f"q-{number:08d}", words
                )
                await store.record([event], now - timedelta(days=number, hours=again))


if __name__ == "__main__":
    picture_of_a_chat(ROOT / "docs" / "chat.svg")
    picture_of_the_desk(ROOT / "docs" / "desk.png")

"""Whether a family reads the same on the web page as from `ask`: every message of the shared sets through the
real application, in a browser without script, and through `ask`, each with a database of its own. Replies are
compared after each message, word for word, with the cards in danger and all buttons but those for a kept
question, and at the end what was kept and counted."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, take
from sendbot.channels.serving.kept_question_buttons import TELL
from sendbot.channels.web.site import Site
from sendbot.conversation import buttons
from sendbot.conversation.buttons import Button
from sendbot.conversation.replies import Kind, Reply, plain
from sendbot.mind.mind import Mind
from sendbot.store.store import Store
from tests.channels.web.house import NOON, Family, site_in

SHARED = Path(__file__).parents[3] / "shared" / "questions"
SETS = ("followups", "smalltalk", "everyday", "safety", "danger-english", "hard-safety", "danger-languages")

Page = tuple[tuple[str, ...], tuple[str, ...]]
"""What stands there after a message: the cards on top, and the replies."""


@dataclass(frozen=True)
class Compared:
    """How many conversations were played, and the numbers of those that differ."""

    played: int
    different: tuple[int, ...]
    counts: tuple[dict[str, int], dict[str, int]]

    @property
    def same(self) -> bool:
        """Is everything the same, counts included?"""
        return not self.different and self.counts[0] == self.counts[1]


def read_set(path: Path) -> list[tuple[str, ...]]:
    """The conversations of a file; a single message is one of one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [tuple(row.get("messages") or [row["message"]]) for row in rows]


async def compared(conversations: Iterable[Sequence[str]], mind: Mind) -> Compared:
    """Play all of them both ways."""
    played = list(conversations)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with (
            site_in(folder, mind) as site,
            Store.open(f"sqlite+aiosqlite:///{folder / 'ask.db'}") as store,
        ):
            different = [
                number
                for number, messages in enumerate(played)
                if await by_web(messages, site) != await by_ask(messages, Assistant(mind, store))
            ]
            assert site.recorder.store is not None
            counts = (await site.recorder.store.counts(), await store.counts())
    return Compared(len(played), tuple(different), counts)


async def by_web(messages: Sequence[str], site: Site) -> list[Page]:
    """What a family reads in its browser, after each message."""
    family, pages = Family(site), list[Page]()
    await family.opens()
    for text in messages:
        await family.asks(text)
        talk = site.carrier.opened(family.hidden["state"], time.time())
        assert talk is not None
        pages.append((_words(talk.danger), _words(talk.exchanges[-1].replies)))
    await family.browser.aclose()
    return pages


async def by_ask(messages: Sequence[str], assistant: Assistant) -> list[Page]:
    """What `ask` prints, message by message, as it would stand on a page."""
    memory, pages, cards = Remembered(), list[Page](), tuple[str, ...]()
    for text in messages:
        sent: list[Reply] = []

        async def send(reply: Reply, sent: list[Reply] = sent) -> None:
            sent.append(reply)

        await take(text, memory, assistant, NOON.date(), send)
        cards = _words([reply for reply in sent if reply.kind is Kind.CRISIS]) or cards
        pages.append((cards, _words([reply for reply in sent if reply.kind is not Kind.CRISIS])))
    return pages


def _words(replies: Sequence[Reply]) -> tuple[str, ...]:
    """Text and buttons, but those for a kept question: to be told later is offered by the page alone."""
    return tuple(plain(replace(reply, buttons=_shared(reply.buttons))) for reply in replies)


def _shared(found: Sequence[Button]) -> tuple[Button, ...]:
    read = [(button, buttons.read(button.data)) for button in found]
    return tuple(button for button, data in read if not data or data.action not in {TELL, buttons.FORGET})


async def table(mind: Mind) -> str:
    """A line for each set. Never a message: the sets stay where they are."""
    lines = []
    for name in SETS:
        path = SHARED / f"{name}.jsonl"
        if not path.is_file():
            lines.append(f"{name} is skipped: there is no {path.name} beside this checkout.")
            continue
        found = await compared(read_set(path), mind)
        counts = "the same counts" if found.counts[0] == found.counts[1] else f"counts differ: {found.counts}"
        told = (
            f", lines {', '.join(str(number + 1) for number in found.different)}" if found.different else ""
        )
        lines.append(f"{name}: {len(found.different)} of {found.played} differ{told}; {counts}")
    return "\n  ".join(lines)

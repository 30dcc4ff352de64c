"""The desk's view of the knowledge: read again when its folder changes, tried as a family would, and compared with a change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from sendbot.conversation.buttons import EASY_READ, OPEN, write
from sendbot.conversation.crisis import crisis_turn, notice
from sendbot.conversation.messages import Message
from sendbot.conversation.mind import Mind
from sendbot.conversation.press import press
from sendbot.conversation.published import published
from sendbot.conversation.replies import Card, Reply, Sources, Title, Words
from sendbot.conversation.turn import ordinary_turn
from sendbot.desk.bench import Block, Tried
from sendbot.errors import SendbotError
from sendbot.evaluation.compare import Impact, compare
from sendbot.explaining import explained
from sendbot.house import knowledge_folder, open_encoder, open_mind, remake_mind
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.decision import decide
from sendbot.settings import Settings


class LiveShelf:
    """The knowledge folder of the settings. A folder that cannot be used leaves the last good one in service and says why."""

    def __init__(self, settings: Settings, today: Callable[[], date]) -> None:
        """Read the folder and fit the matcher. Raises KnowledgeError when it cannot be used at all."""
        self.trouble = ""
        self._settings = settings
        self._today = today
        self._folder = knowledge_folder(settings)
        self._seen = _fingerprint(self._folder)
        self._mind = open_mind(settings)
        self._reading = asyncio.Lock()

    @property
    def mind(self) -> Mind:
        """What is in service."""
        return self._mind

    async def look(self) -> Knowledge:
        """The knowledge, read again if a file has changed."""
        found = await asyncio.to_thread(_fingerprint, self._folder)
        if found != self._seen and not self._reading.locked():
            async with self._reading:
                await self._read_again(found)
        return self._mind.knowledge

    async def _read_again(self, found: dict[str, int]) -> None:
        self._seen = found
        try:
            self._mind = await asyncio.to_thread(remake_mind, self._settings)
            self.trouble = ""
        except SendbotError as problem:
            self.trouble = str(problem)

    def shown(self, entry: str, easy_read: bool) -> tuple[Block, ...]:
        """An entry as a family reads it."""
        turn = press(write(EASY_READ if easy_read else OPEN, entry), self._mind, self._today())
        return tuple(block for reply in turn.replies for block in _blocks(reply))

    async def try_out(self, question: str, easy_read: bool) -> Tried:
        """Ask as a family; nothing is kept."""
        return await asyncio.to_thread(self._try, question, easy_read)

    def _try(self, question: str, easy_read: bool) -> Tried:
        mind, message = self._mind, Message(question, self._today(), easy_read=easy_read)
        concerns = notice(message, mind)
        replies = [*crisis_turn(message, mind, concerns).replies, *ordinary_turn(message, mind, concerns).replies]
        ranking = mind.matcher.rank(question)
        decision = decide(ranking, mind.thresholds)
        return Tried(
            tuple(block for reply in replies for block in _blocks(reply)),
            tuple(button.label for reply in replies for button in reply.buttons),
            type(decision).__name__.casefold(),
            decision.reason.value,
            tuple((candidate.entry, candidate.score) for candidate in ranking),
            tuple(explained(question, mind).split("\n")),
            concerns,
        )

    async def compare(self, changed: Knowledge, kept: tuple[str, ...]) -> Impact:
        """What a changed knowledge would do to labelled and kept questions."""
        now = self._mind.knowledge
        encoder = await asyncio.to_thread(open_encoder, self._settings)
        return await asyncio.to_thread(compare, now, changed, list(now.tests), encoder, self._settings.data_dir / "cache", kept)

    def public_words(self) -> Collection[str]:
        """What redaction leaves alone."""
        return published(self._mind.knowledge)


def _fingerprint(folder: Path) -> dict[str, int]:
    """Each file with the moment of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*.yaml"))}


def _blocks(reply: Reply) -> Iterator[Block]:
    """The parts of a reply, as the desk draws them."""
    for part in reply.parts:
        match part:
            case Title():
                yield Block("heading", part.text)
            case Words():
                yield Block("words", part.text)
            case Card():
                yield Block("card", part.name, (part.what_for, *part.lines))
            case Sources():
                yield Block("links", "Where this comes from", links=tuple((link.text, link.url) for link in part.links))

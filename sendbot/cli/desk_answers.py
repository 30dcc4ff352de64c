"""The desk's view of the knowledge: read again when its folder changes, tried as a family would, and compared
with a change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from sendbot.care.redaction import Redacted
from sendbot.cli.knowledge_commits import Author, on_a_branch
from sendbot.cli.preview_worker import worked_out
from sendbot.cli.wiring import mind_to_serve, watched_folder
from sendbot.conversation.buttons import EASY_READ, MORE, write
from sendbot.conversation.crisis import crisis_turn, notice
from sendbot.conversation.explain import explained
from sendbot.conversation.messages import Message
from sendbot.conversation.press import press
from sendbot.conversation.replies import Card, People, Reply, Sources, Title, Words, people_line
from sendbot.conversation.turn import ordinary_turn
from sendbot.desk.context import Block, Tried
from sendbot.evaluation.compare import Impact
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.decision import decide
from sendbot.mind.mind import Mind
from sendbot.settings import Settings
from sendbot.upkeep.reload import LiveMind


class LiveAnswers:
    """The knowledge folder of the settings. A folder that cannot be used leaves the last good one in service
    and says why."""

    def __init__(self, settings: Settings, today: Callable[[], date]) -> None:
        """Read the folder and fit the matcher. Raises KnowledgeError when it cannot be used at all."""
        self._settings = settings
        self._today = today
        folder = watched_folder(settings)
        mind, trouble = mind_to_serve(settings)
        self._live = LiveMind(replace(folder, trouble=trouble), mind)

    @property
    def mind(self) -> Mind:
        """What is in service."""
        return self._live.mind

    @property
    def trouble(self) -> str:
        """Why the folder as it is now cannot be used; "" while it can."""
        return self._live.trouble

    @property
    def since(self) -> datetime:
        """A moment before what is in service was read."""
        return self._live.since

    async def refresh(self) -> Knowledge:
        """The knowledge, read again if a file has changed."""
        await self._live.refresh()
        return self.mind.knowledge

    def shown(self, entry: str, easy_read: bool) -> tuple[Block, ...]:
        """An entry whole, with its people and sources; in Easy Read as a family reads it."""
        turn = press(write(EASY_READ if easy_read else MORE, entry), self.mind, self._today())
        return tuple(block for reply in turn.replies for block in _blocks(reply))

    async def try_out(self, question: str, easy_read: bool) -> Tried:
        """Ask as a family; nothing is kept."""
        return await asyncio.to_thread(self._try, question, easy_read)

    def _try(self, question: str, easy_read: bool) -> Tried:
        mind, message = self.mind, Message(question, self._today(), easy_read=easy_read)
        concerns = notice(message, mind)
        replies = [
            *crisis_turn(message, mind, concerns).replies,
            *ordinary_turn(message, mind, concerns).replies,
        ]
        ranking = mind.rank(question)
        decision = decide(ranking, mind.thresholds)
        return Tried(
            blocks=tuple(block for reply in replies for block in _blocks(reply)),
            buttons=tuple(button.label for reply in replies for button in reply.buttons),
            outcome=type(decision).__name__.casefold(),
            reason=decision.reason.value,
            candidates=tuple((candidate.entry, candidate.score) for candidate in ranking),
            why=tuple(explained(question, mind).split("\n")),
            concerns=concerns.sure,
            soft_concerns=concerns.perhaps,
        )

    async def compare(
        self, changed: Knowledge, kept: tuple[str, ...], say: Callable[[str], None] = lambda _: None
    ) -> Impact:
        """What a changed knowledge would do to labelled and kept questions, worked out by a process of
        its own: it
        gives its memory back, and is ended with whoever waits for it."""
        return await worked_out(self._settings, self.mind.knowledge, changed, kept, say)

    async def source(self, name: str) -> str | None:
        """A file of the folder as it stands."""
        path = self._live.path / name
        if path.parent != self._live.path or not path.is_file():
            return None
        try:
            return await asyncio.to_thread(path.read_text, encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    @property
    def may_commit(self) -> bool:
        """As the operator set it."""
        return self._settings.desk_commits

    async def commit(self, group: str, files: Mapping[str, str], message: str, name: str, email: str) -> str:
        """A commit on the branch `desk/<group>` of the repository that the folder is in."""
        by = Author(name, email)
        return await asyncio.to_thread(on_a_branch, self._live.path, f"desk/{group}", files, message, by)

    def redacted(self, text: str) -> Redacted:
        """What staff wrote, without personal details: all that is kept of it."""
        return self.mind.redacted(text).text


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
            case People(lines):
                yield Block("words", "\n".join(people_line(line) for line in lines))
            case Sources():
                yield Block(
                    "links",
                    "Where this comes from",
                    links=tuple((link.text, link.url) for link in part.links),
                )

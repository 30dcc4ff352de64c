"""What the desk is given to work with. Rooms that it may not touch come as functions, so that it cannot reach
families."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sendbot.care.redaction import Redacted
from sendbot.desk_session_times import IDLE_SESSION, LONGEST_SESSION
from sendbot.evaluation.compare import Impact
from sendbot.knowledge.entries import Knowledge
from sendbot.store.review.group_keeper import Grouper
from sendbot.store.store import Store
from sendbot.this_machine import LOOPBACK
from sendbot.upkeep.retention import RetentionPlan


@dataclass(frozen=True)
class Block:
    """A part of what a family reads: "heading", "words", "card" or "links"."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Tried:
    """A question asked as a family would, with the reply and everything that led to it."""

    blocks: tuple[Block, ...]
    buttons: tuple[str, ...]
    outcome: str
    reason: str
    candidates: tuple[tuple[str, float], ...]
    why: tuple[str, ...]
    concerns: tuple[str, ...] = ()
    soft_concerns: tuple[str, ...] = ()


class DeskAnswers(Protocol):
    """The knowledge in service, read again when its folder changes."""

    @property
    def trouble(self) -> str:
        """Why the folder as it is now cannot be used; "" while it can. The last good knowledge stays in
        service."""
        ...

    @property
    def since(self) -> datetime:
        """A moment before what is in service was read: of what came later it knows nothing."""
        ...

    async def refresh(self) -> Knowledge:
        """The knowledge, read again if a file has changed."""
        ...

    def shown(self, entry: str, easy_read: bool) -> tuple[Block, ...]:
        """An entry whole, with its people and sources; in Easy Read as a family reads it."""
        ...

    async def try_out(self, question: str, easy_read: bool) -> Tried:
        """Ask as a family; nothing is kept."""
        ...

    async def compare(self, changed: Knowledge, kept: tuple[str, ...], say: Callable[[str], None]) -> Impact:
        """What a changed knowledge would do to labelled and kept questions; says how far it is. Whoever
        cancels it
        ends the work."""
        ...

    async def source(self, name: str) -> str | None:
        """A file of the knowledge folder as it stands; None when it cannot be read."""
        ...

    @property
    def may_commit(self) -> bool:
        """May answers be put on a branch of the knowledge repository?"""
        ...

    async def commit(self, group: str, files: Mapping[str, str], message: str, name: str, email: str) -> str:
        """Put changed files (path -> text) on a branch of their own, as a commit by this person; the
        branch's name.
        Raises ReviewError when that cannot be done."""
        ...

    def redacted(self, text: str) -> Redacted:
        """What staff wrote, without personal details: all that is kept of it."""
        ...


@dataclass(frozen=True)
class SingleSignOn:
    """The council's OpenID Connect provider. `name` stands on the button."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str = "your council account"


@dataclass(frozen=True)
class DeskOptions:
    """How the desk is set up."""

    hosts: tuple[str, ...] = tuple(sorted(LOOPBACK - {"::1"}))
    """Names that the desk answers to; an address with colons would need brackets, and nobody types it."""
    idle: timedelta = IDLE_SESSION
    longest: timedelta = LONGEST_SESSION
    sign_on: SingleSignOn | None = None
    setup_code: str = ""
    """Opens the page on which the first admin is made; "" once there is one."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class DeskContext:
    """Everything that a page needs."""

    store: Store
    grouper: Grouper
    answers: DeskAnswers
    options: DeskOptions = field(default_factory=DeskOptions)
    now: Callable[[], datetime] = _now
    retention: RetentionPlan | None = None
    """What is deleted when; without it nothing is."""

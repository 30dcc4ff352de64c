"""The shapes that the desk shows: a group, its questions, its notes and its history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sendbot.knowledge.entries import Knowledge, Workstream
from sendbot.review.states import OPEN, State


@dataclass(frozen=True)
class GroupRow:
    """A group as a line of the queue. `sample` is its most typical wording, "" when every question was taken
    back."""

    id: str
    workstream: str | None
    state: State
    owner: str | None
    owner_id: int | None
    reason: str
    duplicate_of: str | None
    entry: str | None
    nearest: str | None
    asked: int
    unanswered: int
    asked_when_closed: int
    heat: float
    made_at: datetime
    first_at: datetime
    last_at: datetime
    answered_at: datetime | None
    languages: tuple[str, ...]
    version: int
    sample: str = ""
    named: str = ""
    """The name that a person gave it; "" while there is none."""
    looks_junk: bool = False
    merged_at: datetime | None = None
    waiting: int = 0
    """Families who wait to be told."""

    @property
    def name(self) -> str:
        """What it is called: as a person named it, or by its most typical wording; without either by what
        became of its questions, "" where they were taken back."""
        merged = f"Merged into {self.duplicate_of}" if self.state is State.DUPLICATE else ""
        return self.named or self.sample or merged

    @property
    def open(self) -> bool:
        """Has somebody still something to do?"""
        return self.state in OPEN

    @property
    def since_closed(self) -> int:
        """How many asked since the group was closed."""
        return 0 if self.open else max(0, self.asked - self.asked_when_closed)


@dataclass(frozen=True)
class Member:
    """A question of a group: its words, how the bot dealt with it, and why it is here."""

    id: str
    at: datetime
    text: str
    outcome: str
    reason: str
    language: str
    chosen: str | None
    none_chosen: bool
    candidates: tuple[tuple[str, float], ...]
    like: str | None
    similarity: float
    by_hand: bool
    came_from: str | None = None
    """The group that it came with when that was merged into this one."""


@dataclass(frozen=True)
class Note:
    """What a colleague wrote about a group."""

    at: datetime
    author: str
    text: str


@dataclass(frozen=True)
class Happened:
    """One line of the history: who did what to what, when."""

    at: datetime
    who: str
    action: str
    about: str
    detail: str
    account: int | None = None


def workstreams_in(knowledge: Knowledge) -> dict[str, str]:
    """The workstream of each entry: groups go to that of the entry that they are nearest to."""
    return {entry.id: entry.workstream for entry in knowledge.entries.values()}


def workstream_words(name: str, about: str, placeholder: bool) -> str:
    """A queue by its plain subject; beside it the name, once staff have given it one."""
    subject = re.sub(r"\s*\(topics? [^)]*\)", "", about).strip().rstrip(".")
    return subject if placeholder and subject else f"{name}: {subject}" if subject else name


def called(workstream: Workstream) -> str:
    """A queue in as few words as tell somebody which one it is: its name, or its subject until it has one."""
    if workstream.placeholder:
        return workstream_words(workstream.name, workstream.about, placeholder=True)
    return workstream.name

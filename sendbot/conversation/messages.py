"""What a family sends, as the conversation sees it. It carries no chat id and no name, so nothing below can
log who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sendbot.care.concerns import Concerns


@dataclass(frozen=True)
class Before:
    """What came before in a conversation. The channel keeps it in memory for a few minutes; it is never
    stored and never logged."""

    entry: str | None = None
    """The last entry that was shown."""
    question: str = ""
    """The last question, in the family's words."""
    offered: tuple[str, ...] = ()
    """The entries that were offered last, in their order."""
    told: frozenset[str] = frozenset()
    """Contacts, and sentences by their key in the wording, that the family has read already."""
    young: bool = False
    """A child or young person writes."""
    language: str | None = None
    """The language that the family has written in."""
    asked_back: bool = False
    """The last reply was a question back: what comes now may be its answer."""
    earlier: str | None = None
    """The entry that was shown before choices were offered, of which none was taken: it may still be
    meant."""


@dataclass(frozen=True)
class Message:
    """One message with what a turn needs to know about it."""

    text: str
    now: date
    language: str | None = None
    """The language that the family chose, if it chose one; otherwise it is read from the text."""
    easy_read: bool = False
    question_id: str | None = None
    """The id under which the question is kept when it cannot be answered; without one nothing is kept."""
    date_for: str | None = None
    """The deadline for which the last reply asked a date, if the channel knows it."""
    before: Before = Before()
    """What came before, as far as the channel remembers."""
    noticed: Concerns | None = None
    """The danger in the lines that it came with, where the channel has looked at them all already."""
    below_card: bool = False
    """Help in danger goes out above the reply, which then says nothing chatty or far-fetched."""
    not_kept: bool = False
    """The message may speak of danger, and is not kept for that alone."""
    written: str | None = None
    """The language of those lines."""

    def __post_init__(self) -> None:
        """Lone surrogates, which no encoding can carry, become question marks before anything reads the
        text."""
        object.__setattr__(self, "text", self.text.encode("utf-8", errors="replace").decode("utf-8"))


def join(messages: Sequence[Message]) -> Message:
    """Several messages sent within a few seconds, read as one. The last one's settings hold; at least one is
    needed."""
    return replace(
        messages[-1],
        text="\n".join(message.text for message in messages),
        easy_read=any(message.easy_read for message in messages),
    )

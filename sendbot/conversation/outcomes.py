"""What one turn comes to: replies for the family, events for the record, and the decision behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sendbot.conversation.events import Event
from sendbot.conversation.replies import Reply
from sendbot.matching.decision import Decision

Outcome = Literal["answer", "clarify", "abstain"]


@dataclass(frozen=True)
class Turn:
    """Replies in the order in which they are sent, and what happened."""

    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()
    decision: Decision | None = None
    concerns: tuple[str, ...] = ()
    """Danger that was noticed surely enough for a card."""
    soft_concerns: tuple[str, ...] = ()
    """Danger that there may be: a line under the ordinary reply."""
    language: str = "en"
    outcome: Outcome = "abstain"
    entry: str | None = None
    """The whole entry that was answered, as the matcher knows it."""
    part: str | None = None
    """The part of it whose words are shown, when they are a part's."""
    reason: str = ""
    follows: bool = False
    """The message was read together with what came before it."""
    asked_back: bool = False
    """The reply asks the family something, so that the next message may be its answer."""
    kept: bool = False
    """The question is one that staff should see: it is kept wherever there is a store. Never so for a message
    in which danger was noticed, surely or perhaps."""

    @property
    def shown(self) -> str | None:
        """The id whose words are shown."""
        return self.part or self.entry

    def after(self, first: Turn) -> Turn:
        """This turn with the replies and events of another before its own; the rest is this turn's."""
        return replace(self, replies=first.replies + self.replies, events=first.events + self.events)

"""A conversation as the page carries it: what was said, what came before, how the family reads. Values
only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sendbot.conversation.messages import Before
from sendbot.conversation.replies import Kind, Reply

_TURNS = 20
"""Turns on the page: more than one sitting has, and few enough to scroll through."""
_LETTERS = 40_000
"""Characters of all turns together: some thirty long answers, six kilobytes when they travel."""


@dataclass(frozen=True)
class Exchange:
    """What the family wrote or chose, and what it was told."""

    said: str
    replies: tuple[Reply, ...]
    chose: bool = False
    """The words are those of a button."""

    @property
    def size(self) -> int:
        """About how many characters it is."""
        return len(self.said) + sum(len(str(reply.parts)) for reply in self.replies)


@dataclass(frozen=True)
class CarriedTalk:
    """One conversation. `danger` are the cards that stand above everything until they are taken back."""

    language: str | None = None
    easy_read: bool = False
    before: Before = field(default_factory=Before)
    date_for: str | None = None
    at: float = 0.0
    """When the last turn was, in seconds of the clock that all copies share."""
    exchanges: tuple[Exchange, ...] = ()
    danger: tuple[Reply, ...] = ()
    left_out: bool = False
    """Earlier turns were too many to be carried on."""
    wary: bool = False
    """There was, or may have been, danger: the way out stays in sight."""

    def with_turn(self, said: str, replies: Sequence[Reply], chose: bool = False) -> CarriedTalk:
        """The conversation with one more turn; its cards go above everything else."""
        cards = tuple(reply for reply in replies if reply.kind is Kind.CRISIS)
        others = tuple(reply for reply in replies if reply.kind is not Kind.CRISIS)
        exchanges = (*self.exchanges, Exchange(said, others, chose))
        kept = _newest(exchanges)
        return replace(
            self,
            exchanges=kept,
            danger=cards or self.danger,
            left_out=self.left_out or len(kept) < len(exchanges),
        )

    def label_of(self, data: str) -> str:
        """What the button with this data says; "" when it is on no turn that is carried."""
        replies = [*self.danger, *(reply for exchange in self.exchanges for reply in exchange.replies)]
        return next(
            (one.label for reply in reversed(replies) for one in reply.buttons if one.data == data), ""
        )


def _newest(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """As many of the newest as may be carried; the newest always."""
    room, kept = _LETTERS, 0
    for exchange in reversed(exchanges[-_TURNS:]):
        room -= exchange.size
        if room < 0 and kept:
            break
        kept += 1
    return exchanges[-kept:]

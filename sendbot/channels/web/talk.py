"""A conversation as the page carries it: what was said, what came before, how the family reads. Values
only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from sendbot.channels.serving.ratings import Said, as_it_counts
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Abstained, Clarified, Event, Forgotten, Rated
from sendbot.conversation.messages import Before
from sendbot.conversation.replies import Kind, Reply

_TURNS = 20
"""Turns on the page: more than one sitting has, and few enough to scroll through."""
_LETTERS = 40_000
"""Characters of all turns together: some thirty long answers, six kilobytes when they travel."""


_KEPT = 40
"""What /forget can take back: the latest questions, twice as many as stand on the page. Their ids travel
after their turns have gone."""
_RATED = 40
"""Replies whose ratings are remembered, the latest: twice as many as stand on the page."""


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
    mark: str = ""
    """What tells this form from every other: what is sent with it twice counts once."""
    kept: tuple[str, ...] = ()
    """The ids of its questions that are kept."""
    rated: Mapping[str, Said] = field(default_factory=dict)
    """What was said of the latest replies, by their entries."""

    @property
    def view(self) -> View:
        """How the family wants to read: as it chose, else as it wrote."""
        return View(self.easy_read, self.language or self.before.language or "en")

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

    def after(self, happened: Sequence[Event]) -> tuple[CarriedTalk, tuple[Event, ...]]:
        """The conversation that knows what was kept, taken back and rated, and the events as they count."""
        kept, rated, counted = dict.fromkeys(self.kept), dict(self.rated), []
        for event in happened:
            if isinstance(event, Abstained | Clarified) and event.question_id and event.question is not None:
                kept[event.question_id] = None
            elif isinstance(event, Forgotten):
                kept.pop(event.question_id, None)
            counted.append(as_it_counts(_own(event, rated), rated))
        changed = replace(self, kept=tuple(kept)[-_KEPT:], rated=_latest(rated))
        return changed, tuple(event for event in counted if event is not None)

    def without_oldest(self) -> CarriedTalk:
        """The conversation without its first turn."""
        return replace(self, exchanges=self.exchanges[1:], left_out=True)

    def without_words(self) -> CarriedTalk:
        """What is left when it is too old: how the family reads, and what leads to something kept."""
        return CarriedTalk(
            language=self.language,
            easy_read=self.easy_read,
            left_out=bool(self.exchanges),
            mark=self.mark,
            kept=self.kept,
            rated=self.rated,
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


def _own(event: Event, rated: Mapping[str, Said]) -> Event:
    """Whoever has not rated a reply takes no rating back."""
    if isinstance(event, Rated) and event.entry not in rated:
        return replace(event, replaces=None)
    return event


def _latest(rated: Mapping[str, Said]) -> dict[str, Said]:
    return dict(islice(rated.items(), max(0, len(rated) - _RATED), None))

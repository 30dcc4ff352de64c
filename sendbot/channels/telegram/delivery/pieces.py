"""Tired people write in pieces: what cannot stand alone waits a moment for the rest, and the pieces are read
as one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.delivery.chat_queues import Lane
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.options import HOLD

_APART = timedelta(seconds=HOLD + 1)
"""Telegram gives whole seconds, so that two seconds may look like three."""
_SHORT = 4
"""Words: a longer piece says something by itself."""
_MOST = 8
"""Pieces: whoever types more lines than this is telling a story, and gets an answer to what there is."""
_TELEGRAM_CUTS = 4000
"""Telegram itself cuts a longer message into pieces of 4,096 characters."""

StandsAlone = Callable[[Sequence[Incoming]], Awaitable[bool]]


class PieceGatherer:
    """Takes from a lane what is to be read as one. `stands_alone` says whether pieces already have an answer,
    or need help at once."""

    def __init__(self, stands_alone: StandsAlone, hold: float = HOLD) -> None:
        self._stands_alone = stands_alone
        self._hold = hold
        self.closing = False

    async def __call__(self, lane: Lane[Incoming]) -> list[Incoming]:
        """The next update of the lane, with the pieces that belong to it."""
        pieces = [lane.waiting.popleft()]
        while len(pieces) < _MOST and await self._unfinished(pieces):
            if not await lane.more(self._patience(pieces[-1])) or not _belongs(lane.waiting[0], pieces[-1]):
                break
            pieces.append(lane.waiting.popleft())
        return pieces

    async def _unfinished(self, pieces: Sequence[Incoming]) -> bool:
        if not _may_be_piece(pieces[-1]) or self._hold <= 0:
            return False
        return len(pieces[-1].text) >= _TELEGRAM_CUTS or not await self._stands_alone(pieces)

    def _patience(self, last: Incoming) -> float:
        """Nothing is waited for when the piece is old already, or when the bot is about to stop."""
        age = (datetime.now(UTC) - last.sent).total_seconds() if last.sent else self._hold
        return 0.0 if self.closing or not -1 <= age <= self._hold + 1 else self._hold


def _may_be_piece(item: Incoming) -> bool:
    """A few words without an end, from a person on their own."""
    plain = item.what is What.TEXT and not item.group and not item.command and not item.forwarded
    short = 0 < len(item.text.split()) <= _SHORT and not item.text.rstrip().endswith((".", "?", "!", "…"))
    return plain and (short or len(item.text) >= _TELEGRAM_CUTS)


def _belongs(item: Incoming, last: Incoming) -> bool:
    close = item.sent is None or last.sent is None or abs(item.sent - last.sent) <= _APART
    return (
        item.what is What.TEXT
        and item.sender == last.sender
        and not item.command
        and not item.forwarded
        and close
    )

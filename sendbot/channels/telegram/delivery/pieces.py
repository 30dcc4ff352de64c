"""Tired people write in pieces: while the words say that something is still coming, "typing" is shown, and
the pieces are read as one message. An album, which Telegram sends in pieces too, is one message as well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.delivery.chat_queues import Lane
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.channels.telegram.options import HOLD

_APART = timedelta(seconds=HOLD + 1)
"""Telegram gives whole seconds, so that eight seconds may look like nine."""
_MOST = 8
"""Pieces: whoever types more lines than this is telling a story, and gets an answer to what there is."""
_TELEGRAM_CUTS, _CUT_WAIT = 4000, 2.0
"""Telegram itself cuts a longer message into pieces of 4,096 characters, and sends them in one go."""
_ALBUM, _ALBUM_WAIT = 10, 1.0
"""Telegram's limit for an album; its parts are sent in one go."""

LikelyMore = Callable[[Sequence[Incoming]], Awaitable[float]]
Typing = Callable[[Incoming], AbstractAsyncContextManager[None]]


def _no_typing(_incoming: Incoming) -> AbstractAsyncContextManager[None]:
    return nullcontext()


class PieceGatherer:
    """Takes from a lane what is to be read as one. `likely_more` says for how much of the longest wait (0 to
    1) the next piece is worth waiting for; `typing` shows the family that it is being listened to."""

    def __init__(self, likely_more: LikelyMore, hold: float = HOLD, typing: Typing = _no_typing) -> None:
        self._likely_more = likely_more
        self._hold = hold
        self._typing = typing
        self.closing = False

    async def __call__(self, lane: Lane[Incoming]) -> list[Incoming]:
        """The next update of the lane, with what belongs to it."""
        pieces = [lane.waiting.popleft()]
        if pieces[0].album:
            return await self._album(lane, pieces)
        while len(pieces) < _MOST and (seconds := await self._seconds(pieces)) > 0:
            async with self._typing(pieces[-1]):
                more = await lane.more(self._patience(pieces[-1], seconds))
            if not more or not _belongs(lane.waiting[0], pieces[-1]):
                break
            pieces.append(lane.waiting.popleft())
        return pieces

    async def _album(self, lane: Lane[Incoming], pieces: list[Incoming]) -> list[Incoming]:
        while len(pieces) < _ALBUM and await lane.more(self._patience(pieces[-1], _ALBUM_WAIT)):
            if lane.waiting[0].album != pieces[0].album:
                break
            pieces.append(lane.waiting.popleft())
        return pieces

    async def _seconds(self, pieces: Sequence[Incoming]) -> float:
        """How long the next piece is worth waiting for."""
        if not _may_be_piece(pieces[-1]) or self._hold <= 0:
            return 0.0
        if len(pieces[-1].text) >= _TELEGRAM_CUTS:
            return min(_CUT_WAIT, self._hold)
        return self._hold * await self._likely_more(pieces)

    def _patience(self, last: Incoming, seconds: float) -> float:
        """Nothing is waited for when the piece is old already, or when the bot is about to stop."""
        age = (datetime.now(UTC) - last.sent).total_seconds() if last.sent else 0.0
        return 0.0 if self.closing or not -1 <= age <= seconds + 1 else seconds


def _may_be_piece(item: Incoming) -> bool:
    """Words from a person on their own."""
    return (
        item.what is What.TEXT
        and not item.group
        and not item.command
        and not item.forwarded
        and bool(item.text.strip())
    )


def _belongs(item: Incoming, last: Incoming) -> bool:
    close = item.sent is None or last.sent is None or abs(item.sent - last.sent) <= _APART
    return (
        item.what is What.TEXT
        and item.sender == last.sender
        and not item.command
        and not item.forwarded
        and close
    )

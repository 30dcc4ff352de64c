"""Telling an update that was handled from a new one under the same number: another server of the Bot API,
with the same data, counts from its own beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.incoming import Incoming

_KEPT = timedelta(hours=25)
"""Telegram keeps an update for a day; what was recorded longer ago cannot come again."""


class Numbering:
    """Which updates are new. `now` is any clock that knows its zone."""

    def __init__(self, began: datetime | None = None) -> None:
        self._began = began or datetime.now(UTC)
        self._counts_anew = False

    def fresh(
        self, updates: Sequence[Incoming], recorded: Mapping[int, datetime], now: datetime
    ) -> list[Incoming]:
        """Those that were not handled yet, marked where their number was used before."""
        for update in updates:
            at = recorded.get(update.update)
            if at is not None and update.sent is not None and update.sent > at:
                self._counts_anew = True
        return [
            replace(update, renewed=self._before(update)) if update.update in recorded else update
            for update in updates
            if update.update not in recorded or self._is_new(update, recorded[update.update], now)
        ]

    def _is_new(self, update: Incoming, at: datetime, now: datetime) -> bool:
        """Newer than the record of its number. A pressed button carries no time, so that it follows the
        messages, and this machine's clock has to do."""
        if update.sent is not None:
            return update.sent > at
        return now - at > _KEPT or (self._counts_anew and at < self._began)

    def _before(self, update: Incoming) -> datetime:
        return update.sent or self._began

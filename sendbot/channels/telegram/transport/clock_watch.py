"""Is this machine's clock right? Each of Telegram's responses says what time it is there.

Deadlines are counted from the day that this machine believes in, so a clock that is a day away gives
families wrong dates, and nobody else would notice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_APART = timedelta(minutes=5)
"""Far more than a slow line takes, and little enough that the day is wrong for no more than this, at
midnight. `doctor`, which asks once and at rest, says it from 30 seconds on."""


class ClockWatch:
    """Compares the two. `now` is this machine's clock."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._changed = asyncio.Event()
        self.wrong = False
        self._ahead = timedelta(0)

    def heard(self, date: str) -> None:
        """A response carries this date; one without any says nothing."""
        try:
            ahead = self._now() - parsedate_to_datetime(date)
        except (TypeError, ValueError):  # no date, or one without its zone
            return
        if (abs(ahead) > _APART) != self.wrong:
            self.wrong = not self.wrong
            self._ahead = ahead
            self._changed.set()

    async def news(self) -> str:
        """Wait until the clock turns out to be wrong, or right again; what to tell."""
        await self._changed.wait()
        self._changed.clear()
        if not self.wrong:
            return "The clock of this machine agrees with Telegram's again."
        way = "ahead of" if self._ahead > timedelta(0) else "behind"
        return (
            f"The clock of this machine is {_in_words(abs(self._ahead))} {way} Telegram's. Families still "
            "get their answers, but dates that are counted from today may be wrong. Put it right, and switch "
            "on time synchronisation (NTP)."
        )


def _in_words(time: timedelta) -> str:
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"

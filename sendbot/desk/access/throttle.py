"""Too many wrong passwords: an account, or an address, has to wait. Kept in memory, for one process."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
"""Long enough to make guessing hopeless, short enough for somebody who mistyped."""
FOR_ACCOUNT = 5
"""Wrong passwords: whoever forgot one has tried his three by then."""
FOR_ADDRESS = 20
"""A whole office may share one address."""
_MOST_KEYS = 10_000
"""Kept in memory: a flood of names must not fill it."""


class Throttle:
    """Counts failures in the last quarter of an hour."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], deque[datetime]] = {}

    def waits(self, account: str, address: str, now: datetime) -> timedelta | None:
        """How long somebody has to wait, or None. It is the same for accounts that exist and for those that
        do not."""
        times = [
            self._wait(("account", account), FOR_ACCOUNT, now),
            self._wait(("address", address), FOR_ADDRESS, now),
        ]
        return max((time for time in times if time is not None), default=None)

    def failed(self, account: str, address: str, now: datetime) -> None:
        """A wrong password, or an account that does not exist."""
        if len(self._failures) > _MOST_KEYS:
            self._failures = {
                key: times for key, times in self._failures.items() if times and now - times[-1] < WINDOW
            }
        for key in (("account", account), ("address", address)):
            self._failures.setdefault(key, deque(maxlen=FOR_ADDRESS)).append(now)

    def succeeded(self, account: str) -> None:
        """The account's failures are forgotten; those of the address are not."""
        self._failures.pop(("account", account), None)

    def _wait(self, key: tuple[str, str], most: int, now: datetime) -> timedelta | None:
        times = self._failures.get(key)
        while times and now - times[0] >= WINDOW:
            times.popleft()
        if times is None or len(times) < most:
            return None
        return times[-most] + WINDOW - now

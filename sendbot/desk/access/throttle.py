"""Too many tries of a password: an account, or an address, has to wait. Kept in memory, for one process.

A try is counted before the password is looked at, so that fifty at once are fifty tries.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
"""Long enough to make guessing hopeless, short enough for somebody who mistyped."""

FOR_ACCOUNT = 5
"""Wrong passwords from one address: whoever forgot one has tried his three by then."""

FOR_ACCOUNT_ANYWHERE = 20
"""Wrong passwords from all addresses together: whoever guesses from many is stopped too."""

FOR_ADDRESS = 20
"""A whole office may share one address."""
_MOST_KEYS = 10_000
"""Kept in memory: a flood of names must not fill it."""

Key = tuple[str, str, str]


class Throttle:
    """Counts tries in the last quarter of an hour. Somebody who has signed in from an address before is
    held back by
    their own failures there alone: neither a colleague at that address nor a stranger elsewhere can lock
    them out."""

    def __init__(self) -> None:
        self._tries: dict[Key, deque[datetime]] = {}
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, account: str, address: str, now: datetime) -> timedelta | None:
        """Count a try; or how long somebody has to wait, and then none is counted. It is the same for
        accounts that
        exist and for those that do not."""
        limits = self._limits(account, address)
        wait = max(
            (time for key, most in limits if (time := self._wait(key, most, now)) is not None), default=None
        )
        if wait is None:
            self._count(account, address, now)
        return wait

    def succeeded(self, account: str, address: str) -> None:
        """The password was right: the try is taken back, and what this account failed here is forgotten."""
        self._tries.pop(("both", account, address), None)
        for key in (("account", account, ""), ("address", "", address)):
            if self._tries.get(key):
                self._tries[key].pop()
        self._known[account, address] = None
        self._known.move_to_end((account, address))
        while len(self._known) > _MOST_KEYS:
            self._known.popitem(last=False)

    def _limits(self, account: str, address: str) -> list[tuple[Key, int]]:
        own = [(("both", account, address), FOR_ACCOUNT)]
        if (account, address) in self._known:
            return own
        return [
            *own,
            (("account", account, ""), FOR_ACCOUNT_ANYWHERE),
            (("address", "", address), FOR_ADDRESS),
        ]

    def _count(self, account: str, address: str, now: datetime) -> None:
        if len(self._tries) > _MOST_KEYS:
            self._tries = {
                key: times for key, times in self._tries.items() if times and now - times[-1] < WINDOW
            }
        for key in (("both", account, address), ("account", account, ""), ("address", "", address)):
            self._tries.setdefault(key, deque(maxlen=FOR_ADDRESS)).append(now)

    def _wait(self, key: Key, most: int, now: datetime) -> timedelta | None:
        times = self._tries.get(key)
        while times and now - times[0] >= WINDOW:
            times.popleft()
        if times is None or len(times) < most:
            return None
        return times[-most] + WINDOW - now

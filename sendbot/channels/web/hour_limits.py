"""How many email addresses one internet address may give: counted for an hour, in memory, under a name that
nobody can turn back."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from sendbot.pages.networks import network_of

_HOUR = 3600.0
"""Seconds. Each salt serves for one hour and is looked at for one more, so that no hour begins with nothing
counted."""
_MOST = 20_000
"""Internet addresses in memory, some 10 MB; the one silent for longest is forgotten first."""


@dataclass
class _Hour:
    """What was counted under one salt."""

    since: float
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    times: OrderedDict[bytes, tuple[float, ...]] = field(default_factory=OrderedDict)

    def name_of(self, address: str) -> bytes:
        return hashlib.blake2b(network_of(address), key=self.salt, digest_size=16).digest()


class HourLimits:
    """Counts in any hour that one looks at, not by the clock's. An address of the long kind counts as its
    network of 64 bits, which one household has."""

    def __init__(self, an_hour: int) -> None:
        self._an_hour = an_hour
        self._hours: list[_Hour] = []

    def take(self, address: str, now: float) -> bool:
        """Count one more from this internet address; False, and nothing is counted, where it had enough."""
        newest = self._newest(now)
        times = [
            at for hour in self._hours for at in hour.times.get(hour.name_of(address), ()) if now - at < _HOUR
        ]
        if len(times) >= self._an_hour:
            return False
        name = newest.name_of(address)
        newest.times[name] = (*newest.times.pop(name, ()), now)[-self._an_hour :]
        while len(newest.times) > _MOST:
            newest.times.popitem(last=False)
        return True

    @property
    def remembered(self) -> int:
        """How many names are in memory just now."""
        return sum(len(hour.times) for hour in self._hours)

    def _newest(self, now: float) -> _Hour:
        self._hours = [hour for hour in self._hours if 0 <= now - hour.since < 2 * _HOUR]
        if not self._hours or now - self._hours[-1].since >= _HOUR:
            self._hours.append(_Hour(now))
        return self._hours[-1]

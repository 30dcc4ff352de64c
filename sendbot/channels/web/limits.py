"""How much one address may ask: weighed and counted for a minute, in memory, under a name that nobody can
turn back."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from enum import Enum

from sendbot.pages.networks import network_of

_MINUTE = 60.0
"""Seconds: what is allowed is said for a minute."""
_SALT_FOR = 600.0
"""Seconds that one salt serves: long enough to count a minute, too short to follow anybody."""
_MOST = 50_000
"""Addresses in memory, some 10 MB; the one silent for longest is forgotten first."""
_FLOOD = 5
"""So many times the limit, nothing is looked at any more, not even for danger: no family types that fast."""


_WEIGHT = 300
"""Bytes that weigh as much as one question: twice as much as most families write. A text of 4,000 letters is
as much work as fourteen questions; letters of other scripts have two or three bytes, and cost as many times
more."""


class Allowance(Enum):
    """What becomes of a message."""

    WELCOME = "welcome"
    TOO_MANY = "too many"
    """Only danger is answered."""
    FLOOD = "flood"


class AddressLimits:
    """Counts messages by their weight. An address of the long kind counts as its network of 64 bits, which
    one household has."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._salt, self._salted_at = secrets.token_bytes(16), 0.0
        self._seen: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def count(self, address: str, now: float, text: str = "") -> Allowance:
        """Count a message from an address. The allowance fills up again steadily; one message never weighs
        more than a whole one."""
        if now - self._salted_at > _SALT_FOR:
            self._salt, self._salted_at = secrets.token_bytes(16), now
            self._seen.clear()
        name = self.name_of(address)
        weight = min(max(1.0, len(text.encode("utf-8", "replace")) / _WEIGHT), self._a_minute)
        used, at = self._seen.pop(name, (0.0, now))
        used = max(0.0, used - (now - at) * self._a_minute / _MINUTE) + weight
        self._seen[name] = (min(used, self._a_minute * (_FLOOD + 1)), now)
        while len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        if used <= self._a_minute:
            return Allowance.WELCOME
        return Allowance.TOO_MANY if used <= self._a_minute * _FLOOD else Allowance.FLOOD

    @property
    def remembered(self) -> int:
        """How many addresses are counted just now."""
        return len(self._seen)

    def name_of(self, address: str) -> bytes:
        """Under which name an address is known for some minutes."""
        return hashlib.blake2b(network_of(address), key=self._salt, digest_size=16).digest()

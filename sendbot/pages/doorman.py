"""Connections: how many there may be, of one address and together, and how long one may say nothing. Whoever
only holds one open makes room for whoever asks."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from sendbot.pages.networks import network_of

CROWDED = "sendbot.crowded"
"""Set in the scope of a request that came while every connection had one in hand."""
_HEAD_WITHIN = 10.0
"""Seconds in which the first line and the headers have to be there: they are some hundred bytes, and a whole
body gets no more."""
_SPARE = 50
"""Connections beyond the most, with which visitors are told to wait; any more are closed unheard."""


class Doorman:
    """Knows every connection of one server. `most` may be open, `each` of them from one address (None where a
    proxy brings them all)."""

    def __init__(self, most: int, each: int | None = None) -> None:
        self._most = most
        self._each = each
        self._networks: Counter[bytes] = Counter()
        self._silent: dict[Connection, None] = {}
        self.open = 0

    @property
    def crowded(self) -> bool:
        """Are there more than there may be, and has each of them a request in hand?"""
        return self.open > self._most

    def came(self, connection: Connection) -> None:
        """One more. The one that has been silent for longest goes for it, of the same address where that has
        too many."""
        self.open += 1
        self._networks[connection.network] += 1
        if self._each is not None and self._networks[connection.network] > self._each:
            same = (one for one in self._silent if one.network == connection.network)
            self._end(next(same, connection))
        elif self.open > self._most:
            none = connection if self.open > self._most + _SPARE else None
            longest = next(iter(self._silent), none)
            if longest is not None:
                self._end(longest)
        if not connection.closed:
            self._silent[connection] = None

    def heard(self, connection: Connection) -> None:
        """It has a request in hand."""
        self._silent.pop(connection, None)

    def answered(self, connection: Connection) -> None:
        """It has none any more."""
        self._silent.pop(connection, None)
        if not connection.closed:
            self._silent[connection] = None

    def left(self, connection: Connection) -> None:
        """It is closed."""
        self._silent.pop(connection, None)
        self.open -= 1
        self._networks[connection.network] -= 1
        if not self._networks[connection.network]:
            del self._networks[connection.network]

    def _end(self, connection: Connection) -> None:
        self._silent.pop(connection, None)
        connection.close()


class Connection(H11Protocol):
    """uvicorn's, with a doorman and a time for the headers. A server's are made by `connections_of`."""

    doorman: Doorman

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.network = b""
        self.closed = False
        self._served = self.app
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self.network = network_of(self.client[0] if self.client else "")
        self._expect()
        self.doorman.came(self)

    def data_received(self, data: bytes) -> None:
        """Some bytes, perhaps the last of the headers."""
        if self.closed:
            return
        crowded = self.doorman.crowded
        self.app = _crowded(self._served) if crowded else self._served
        super().data_received(data)
        if not self._in_hand:
            self._expect()
            return
        self._heard()
        if crowded:
            self.cycle.keep_alive = False

    def on_response_complete(self) -> None:
        """An answer is out; what the visitor had sent on meanwhile is taken at once."""
        self.doorman.answered(self)
        super().on_response_complete()
        if self._in_hand:
            self._heard()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self.closed = True
        self._unexpect()
        self.doorman.left(self)
        super().connection_lost(exc)

    def close(self) -> None:
        """End it. Nothing is in hand."""
        self.closed = True
        self._unexpect()
        self._unset_keepalive_if_required()
        self.transport.close()

    @property
    def _in_hand(self) -> bool:
        """Has a request come, to its headers' end, that has no answer yet?"""
        return self.cycle is not None and not self.cycle.response_complete

    def _expect(self) -> None:
        if self._timer is None and not self.closed:
            self._timer = self.loop.call_later(_HEAD_WITHIN, self.close)

    def _unexpect(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _heard(self) -> None:
        self._unexpect()
        self.doorman.heard(self)


def connections_of(doorman: Doorman) -> type[Connection]:
    """The connections of one server, which this doorman knows."""
    return type("Connection", (Connection,), {"doorman": doorman})


def _crowded(app: ASGIApp) -> ASGIApp:
    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, CROWDED: True}, receive, send)

    return told

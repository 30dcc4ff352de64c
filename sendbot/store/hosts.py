"""Opening a connection to PostgreSQL where several servers may stand: one that does not answer is left after
a moment, and the next is tried.

The driver has one time limit for all of its hosts together, so that a first one that hangs uses it up.
"""

from __future__ import annotations

from typing import Any

import asyncpg

EACH_SECONDS = 2.0
"""For one of several hosts: a server that is up answers in a tenth of a second, and the next one waits."""


LOCK_SECONDS = 5
"""For a lock that another copy holds: ours are held for a moment."""


class Hosts:
    """Opens connections; the server that answered last is asked first the next time."""

    def __init__(self) -> None:
        self._first = 0

    async def connect(self, **wanted: Any) -> Any:
        """A connection to the first server that answers in time and fits. Raises what the last one that was
        reached has said, or else the last fault of the network."""
        found = await self._connect(**wanted)
        # said afterwards: poolers refuse a connection that begins with a setting that they do not know
        await found.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        return found

    async def _connect(
        self,
        *,
        host: str | list[str] | None = None,
        port: int | list[int] | None = None,
        timeout: float = EACH_SECONDS,
        target_session_attrs: str | None = None,
        **rest: Any,
    ) -> Any:
        if not isinstance(host, list):
            one = {"host": host, "port": port, "timeout": timeout, **rest}
            return await asyncpg.connect(
                **(one | ({"target_session_attrs": target_session_attrs} if target_session_attrs else {}))
            )
        ports = port if isinstance(port, list) else [port] * len(host)
        places = list(zip(host, ports, strict=True))
        return await self._one_of(places, min(timeout, EACH_SECONDS), target_session_attrs or "any", rest)

    async def _one_of(
        self, places: list[tuple[str, int | None]], each: float, wanted: str, rest: dict[str, Any]
    ) -> Any:
        said: BaseException | None = None
        for kind in ("standby", "any") if wanted == "prefer-standby" else (wanted,):
            for step in range(len(places)):
                number = (self._first + step) % len(places)
                host, port = places[number]
                try:
                    found = await asyncpg.connect(
                        host=host, port=port, timeout=each, target_session_attrs=kind, **rest
                    )
                except OSError as problem:
                    said = said or problem
                except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
                    said = problem
                else:
                    self._first = number
                    return found
        assert said is not None
        raise said

"""Telegram's updates: each is recorded once, in the same transaction as what it caused, however often it is
delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.conversation.events import Event
from sendbot.store.consents import Consent, keep
from sendbot.store.store import Store
from sendbot.store.tables import handled_updates

_BATCH = 500
"""Databases bound how many values one statement may hold."""


@dataclass(frozen=True)
class Handled:
    """What one update (or several that were read as one) caused. `bot` is the bot's own numeric id."""

    bot: int
    updates: tuple[int, ...]
    at: datetime
    events: tuple[Event, ...] = ()
    consents: tuple[Consent, ...] = ()
    renewed: datetime | None = None
    """Set where these numbers were used before, by a server that counts anew: records older than this are
    others'."""
    sent: datetime | None = None
    """When they were sent by Telegram's clock, where an update says so; this machine's own may be wrong."""

    @property
    def known_since(self) -> datetime:
        """What an update that comes under the same number is compared with: where it can be, a time of the
        clock that dates the updates, so that no other clock decides what is new."""
        return self.sent or self.at


async def record_handled(store: Store, items: Sequence[Handled]) -> None:
    """All of the items in one transaction; an item whose update was recorded before, here or by another
    replica, changes nothing."""
    written: list[Event] = []
    async with store.changing() as connection:
        await _make_room(connection, items)
        fresh = await _take(connection, items)
        for item in items:
            if item.updates and not any((item.bot, update) in fresh for update in item.updates):
                continue
            fresh -= {(item.bot, update) for update in item.updates}
            await store.write(connection, item.events, item.at)
            await keep(connection, item.consents)
            written += item.events
    await store.tidy(written)


async def _make_room(connection: AsyncConnection, items: Sequence[Handled]) -> None:
    """Take away what an earlier numbering has left under the numbers of renewed items."""
    for item in items:
        if item.renewed is not None:
            old = sa.and_(handled_updates.c.bot == item.bot, handled_updates.c.id.in_(item.updates))
            await connection.execute(
                sa.delete(handled_updates).where(old, handled_updates.c.at < item.renewed)
            )


async def _take(connection: AsyncConnection, items: Sequence[Handled]) -> set[tuple[int, int]]:
    """Write down the updates; which of them were not there before. Sorted, so that two replicas cannot wait
    for each other in a ring."""
    rows = {(item.bot, update): item.known_since for item in items for update in item.updates}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh: set[tuple[int, int]] = set()
    ordered = sorted(rows)
    for start in range(0, len(ordered), _BATCH):
        values = [
            {"bot": bot, "id": update, "at": rows[bot, update]}
            for bot, update in ordered[start : start + _BATCH]
        ]
        statement = (
            insert(handled_updates)
            .values(values)
            .on_conflict_do_nothing()
            .returning(handled_updates.c.bot, handled_updates.c.id)
        )
        fresh |= {(row[0], row[1]) for row in (await connection.execute(statement)).all()}
    return fresh


async def handled(store: Store, bot: int, updates: Sequence[int]) -> dict[int, datetime]:
    """Which of these updates were recorded before, and when."""
    found: dict[int, datetime] = {}
    async with store.reading() as connection:
        for start in range(0, len(updates), _BATCH):
            some = sa.and_(
                handled_updates.c.bot == bot, handled_updates.c.id.in_(updates[start : start + _BATCH])
            )
            rows = await connection.execute(sa.select(handled_updates.c.id, handled_updates.c.at).where(some))
            found |= {row[0]: row[1] for row in rows}
    return found

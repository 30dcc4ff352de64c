"""Which weekly digests went out. Each is claimed before it is sent, so that several processes send it once.

mine = await claim(store, [Due("2026-W48", "access", "email", 7)], now)
await mark_sent(store, mine, now)  # or, when it could not be sent: await release(store, mine, now)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from sendbot.store.store import Store
from sendbot.store.tables import digests
from sendbot.store.work_claims import unclaimed

CLAIM = timedelta(minutes=10)
"""A digest that is not out by then was cut short, and another try may be made."""

Channel = Literal["email", "chat"]


@dataclass(frozen=True, order=True)
class Due:
    """One digest for one reader. `week` is an ISO week such as "2026-W48", `recipient` a staff account's
    number, or 0 for the staff chat."""

    week: str
    workstream: str
    channel: Channel
    recipient: int = 0


def _this(due: Due) -> sa.ColumnElement[bool]:
    table = digests.c
    return sa.and_(
        table.week == due.week,
        table.workstream == due.workstream,
        table.channel == due.channel,
        table.recipient == due.recipient,
    )


async def claim(store: Store, wanted: Sequence[Due], now: datetime, again: bool = False) -> list[Due]:
    """Those that the caller is to send now, each given to one caller only. `again` gives what went out
    already, too."""
    ordered = sorted(set(wanted))  # in one order, so that two processes cannot wait for each other in a ring
    if not ordered:
        return []
    free = unclaimed(digests.c.claimed_at, now, CLAIM)
    if not again:
        free = sa.and_(free, digests.c.sent_at.is_(None))
    mine = []
    async with store.changing() as connection:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        rows = [
            {
                "week": due.week,
                "workstream": due.workstream,
                "channel": due.channel,
                "recipient": due.recipient,
            }
            for due in ordered
        ]
        await connection.execute(insert(digests).values(rows).on_conflict_do_nothing())
        for due in ordered:
            done = await connection.execute(sa.update(digests).where(_this(due), free).values(claimed_at=now))
            if done.rowcount:
                mine.append(due)
    return mine


async def mark_sent(store: Store, mine: Sequence[Due], now: datetime) -> None:
    """They are out: nobody sends them this week again, unless asked to."""
    async with store.changing() as connection:
        for due in mine:
            await connection.execute(
                sa.update(digests).where(_this(due)).values(claimed_at=None, sent_at=now)
            )


async def release(store: Store, mine: Sequence[Due], claimed: datetime) -> None:
    """They could not be sent: give back what was claimed at that moment, unless the claim ran out and is
    somebody else's by now."""
    async with store.changing() as connection:
        for due in mine:
            await connection.execute(
                sa.update(digests).where(_this(due), digests.c.claimed_at == claimed).values(claimed_at=None)
            )


async def gone_out(store: Store, week: str) -> frozenset[Due]:
    """What was sent in a week."""
    query = sa.select(digests).where(digests.c.week == week, digests.c.sent_at.is_not(None))
    async with store.reading() as connection:
        rows = (await connection.execute(query)).all()
    return frozenset(Due(row.week, row.workstream, row.channel, row.recipient) for row in rows)

"""Who asked to be told when there is an answer: a sealed chat beside the question, used once, then deleted.

The store never sees a chat id: it keeps what the channel has sealed with a key that is not in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.store.store import Store
from sendbot.store.tables import consents, logged_questions
from sendbot.store.work_claims import unclaimed

_CLAIM = timedelta(minutes=10)
"""A message that is not out by then was cut short, and another try may be made."""


@dataclass(frozen=True)
class Consent:
    """A family's wish to be told. `view` is how it reads (a button's view token), `entry` the answer once
    there is one."""

    question_id: str
    sealed_chat: str
    at: datetime
    view: str = ""
    entry: str | None = None


async def keep(connection: AsyncConnection, wishes: Iterable[Consent]) -> None:
    """Keep the wishes; one for a question that is not kept (any more) has nothing to wait for and is
    dropped."""
    for wish in wishes:
        kept = await connection.execute(
            sa.select(logged_questions.c.id).where(logged_questions.c.id == wish.question_id)
        )
        if kept.first() is None:
            continue
        await connection.execute(sa.delete(consents).where(consents.c.question_id == wish.question_id))
        row = {
            "question_id": wish.question_id,
            "sealed_chat": wish.sealed_chat,
            "view": wish.view,
            "at": wish.at,
        }
        await connection.execute(sa.insert(consents).values(row))


async def resolve(store: Store, question_id: str, entry: str, now: datetime) -> bool:
    """There is an answer now: the family that asked is told soon, once. False when nobody waits for this
    question."""
    async with store.changing() as connection:
        waiting = sa.and_(consents.c.question_id == question_id, consents.c.resolved_at.is_(None))
        done = await connection.execute(
            sa.update(consents).where(waiting).values(entry=entry, resolved_at=now)
        )
    return bool(done.rowcount)


async def claim_due(store: Store, now: datetime, limit: int = 20) -> list[Consent]:
    """Families to tell now, each given to one caller only, even with several replicas."""
    free = unclaimed(consents.c.claimed_at, now, _CLAIM)
    due = sa.and_(consents.c.resolved_at.is_not(None), free)
    async with store.changing() as connection:
        query = (
            sa.select(consents)
            .where(due)
            .order_by(consents.c.resolved_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = (await connection.execute(query)).all()
        if rows:
            await connection.execute(
                sa.update(consents)
                .where(consents.c.question_id.in_([row.question_id for row in rows]))
                .values(claimed_at=now)
            )
    return [_read(row) for row in rows]


async def waiting(store: Store) -> list[Consent]:
    """Every wish that is kept."""
    async with store.reading() as connection:
        return [
            _read(row)
            for row in (await connection.execute(sa.select(consents).order_by(consents.c.at))).all()
        ]


async def drop(store: Store, question_ids: Sequence[str]) -> int:
    """Delete wishes that were fulfilled or taken back; how many there were."""
    async with store.changing() as connection:
        return (
            await connection.execute(
                sa.delete(consents).where(consents.c.question_id.in_(list(question_ids)))
            )
        ).rowcount


def _read(row: sa.Row[Any]) -> Consent:
    return Consent(row.question_id, row.sealed_chat, row.at, row.view, row.entry)

"""Views of the queue that somebody has given a name. They belong to one account: every function asks whose,
and a number alone opens nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from sendbot.care.redaction import Redacted
from sendbot.errors import ReviewError
from sendbot.store.audit import Actor, written_down
from sendbot.store.store import Store
from sendbot.store.tables import saved_views

MOST_VIEWS = 12
"""Names that fit into two lines of a page; a longer row is read more slowly than a filter is set."""
LONGEST_NAME = 40
"""Characters: a tab that a phone shows in one line or two."""
_LOOKED_AT_ANEW = timedelta(days=1)
"""A view that is in use is noted once a day: writing at each click would make reading wait for writing."""


@dataclass(frozen=True)
class SavedView:
    """A name and the fields of the queue's filter that it stands for."""

    id: int
    name: str
    fields: Mapping[str, str]
    used_at: datetime


async def views_of(store: Store, account: int) -> list[SavedView]:
    """The views of one account, the oldest first."""
    query = sa.select(saved_views).where(saved_views.c.staff_id == account).order_by(saved_views.c.id)
    async with store.reading() as connection:
        rows = (await connection.execute(query)).all()
    return [SavedView(row.id, row.name, json.loads(row.fields), row.used_at) for row in rows]


async def save_view(
    store: Store, account: int, who: Actor, at: datetime, name: Redacted, fields: Mapping[str, Redacted]
) -> None:
    """Keep a filter under a name; one of the same name gives way to it.

    Raises ReviewError when it has no name, asks for nothing, or is one too many.
    """
    short = " ".join(name.split())[:LONGEST_NAME].rstrip()
    if not short:
        raise ReviewError("Give the view a name.", "view")
    if not fields:
        raise ReviewError("Set a filter first: this is the queue as everybody sees it.", "view")
    own = saved_views.c.staff_id == account
    async with store.changing() as connection:
        await connection.execute(sa.delete(saved_views).where(own, saved_views.c.name == short))
        count = sa.select(sa.func.count()).select_from(saved_views).where(own)
        if (await connection.execute(count)).scalar_one() >= MOST_VIEWS:
            raise ReviewError(f"You have {MOST_VIEWS} views, which is the most. Delete one first.", "view")
        values = {"staff_id": account, "name": short, "used_at": at}
        kept = json.dumps(dict(fields), ensure_ascii=False)
        await connection.execute(sa.insert(saved_views).values(values | {"fields": kept}))
        await written_down(connection, at, who, "saved a view", "queue")


async def delete_view(store: Store, account: int, who: Actor, at: datetime, number: int) -> bool:
    """Take a view of this account away; False when it has no such view."""
    mine = sa.and_(saved_views.c.id == number, saved_views.c.staff_id == account)
    async with store.changing() as connection:
        done = await connection.execute(sa.delete(saved_views).where(mine))
        if done.rowcount:
            await written_down(connection, at, who, "deleted a view", "queue")
    return bool(done.rowcount)


async def note_use(store: Store, view: SavedView, at: datetime) -> None:
    """A view that somebody opens is kept on."""
    if at - view.used_at >= _LOOKED_AT_ANEW:
        async with store.changing() as connection:
            used = sa.update(saved_views).where(saved_views.c.id == view.id).values(used_at=at)
            await connection.execute(used)

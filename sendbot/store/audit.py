"""The audit log: who did what, when. Every change writes its line in its own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.store.store import Store
from sendbot.store.tables import audit


@dataclass(frozen=True)
class Actor:
    """Whoever did something: the name that others read, and the account, whose name may be changed later."""

    name: str
    account: int | None = None


Who = Actor | str
"""A member of staff, or the name of a part of the system."""


async def written_down(
    connection: AsyncConnection, at: datetime, who: Who, action: str, about: str, detail: str = ""
) -> None:
    """One line of the audit log, on the transaction of the change itself."""
    actor = who if isinstance(who, Actor) else Actor(who)
    line = {"at": at, "who": actor.name[:80], "account": actor.account, "action": action}
    await connection.execute(sa.insert(audit).values(line | {"about": about[:80], "detail": detail[:2000]}))


async def note_down(store: Store, at: datetime, who: Who, action: str, about: str, detail: str = "") -> None:
    """One line of the audit log for something that changes no other table, such as an export."""
    async with store.changing() as connection:
        await written_down(connection, at, who, action, about, detail)

"""The audit log: who did what, when. Every change writes its line in its own transaction."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.store.store import Store
from sendbot.store.tables import audit


async def written_down(
    connection: AsyncConnection, at: datetime, who: str, action: str, about: str, detail: str = ""
) -> None:
    """One line of the audit log, on the transaction of the change itself."""
    await connection.execute(
        sa.insert(audit).values(at=at, who=who[:80], action=action, about=about[:80], detail=detail[:2000])
    )


async def note_down(store: Store, at: datetime, who: str, action: str, about: str, detail: str = "") -> None:
    """One line of the audit log for something that changes no other table, such as an export."""
    async with store.changing() as connection:
        await written_down(connection, at, who, action, about, detail)

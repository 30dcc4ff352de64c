"""Answers being written, one a group, with the last preview of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sendbot.store.audit import Actor, written_down
from sendbot.store.store import Store
from sendbot.store.tables import review_drafts


@dataclass(frozen=True)
class KeptAnswer:
    """What somebody was writing, who and when, and the last preview of it ({} when there is none)."""

    fields: Mapping[str, str]
    author: str
    at: datetime
    preview: Mapping[str, Any]


async def kept_answer(store: Store, group: str) -> KeptAnswer | None:
    """The answer that is being written for a group."""
    async with store.reading() as connection:
        query = sa.select(review_drafts).where(review_drafts.c.group_id == group)
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return KeptAnswer(json.loads(row.fields), row.author, row.at, json.loads(row.preview or "{}"))


async def keep_answer(store: Store, group: str, fields: str, who: Actor, at: datetime) -> None:
    """Keep the form of a group. Another wording of it makes the last preview void."""
    async with store.changing() as connection:
        where = review_drafts.c.group_id == group
        row = (await connection.execute(sa.select(review_drafts).where(where))).one_or_none()
        if row is not None and row.fields == fields:
            return
        values = {"at": at, "author": who.name[:80], "fields": fields, "preview": ""}
        if row is None:
            await connection.execute(sa.insert(review_drafts).values(values | {"group_id": group}))
        else:
            await connection.execute(sa.update(review_drafts).where(where).values(values))
        await written_down(connection, at, who, "wrote an answer", group)


async def keep_preview(store: Store, group: str, preview: Mapping[str, Any]) -> None:
    """Keep what the last preview found, with the form that it was made of."""
    async with store.changing() as connection:
        where = review_drafts.c.group_id == group
        kept = json.dumps(preview, ensure_ascii=False)
        await connection.execute(sa.update(review_drafts).where(where).values(preview=kept))


async def drop_answer(store: Store, group: str) -> None:
    """Forget what was being written."""
    async with store.changing() as connection:
        await connection.execute(sa.delete(review_drafts).where(review_drafts.c.group_id == group))

"""Answers being written, one a group, with the last preview of each. Whoever saves says which text they began
from, so that nobody writes over a colleague's work without having seen it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.errors import AnswerConflictError
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
    mark: str
    """Tells this text from any other."""


def mark_of(fields: str) -> str:
    """What tells a form's text, as it is kept, from another; "" stands for nothing kept."""
    return hashlib.sha256(fields.encode("utf-8", "replace")).hexdigest()[:16]


async def kept_answer(store: Store, group: str) -> KeptAnswer | None:
    """The answer that is being written for a group."""
    async with store.reading() as connection:
        row = await _row(connection, group)
    return None if row is None else _read(row)


async def keep_answer(store: Store, group: str, fields: str, who: Actor, at: datetime, known: str) -> None:
    """Keep the form of a group. Another wording of it makes the last preview void.

    `known` is the mark of what stood there when the form was shown. Raises AnswerConflictError when something
    else is kept by now.
    """
    async with store.changing() as connection:
        row = await _row(connection, group)
        if row is not None and row.fields == fields:
            return
        _expect(row, known)
        values = {"at": at, "author": who.name[:80], "fields": fields, "preview": ""}
        if row is None:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            fresh = insert(review_drafts).values(values | {"group_id": group})
            done = await connection.execute(fresh.on_conflict_do_nothing())
        else:
            done = await connection.execute(sa.update(review_drafts).where(*_this(row)).values(values))
        if not done.rowcount:  # on a server, two may come so far at once
            raise AnswerConflictError(_read(found) if (found := await _row(connection, group)) else None)
        await written_down(connection, at, who, "wrote an answer", group)


async def keep_preview(store: Store, group: str, fields: str, preview: Mapping[str, Any]) -> bool:
    """Keep what the last preview found, if the form that it was made of is still the one that is kept."""
    async with store.changing() as connection:
        where = (review_drafts.c.group_id == group, review_drafts.c.fields == fields)
        kept = json.dumps(preview, ensure_ascii=False)
        done = await connection.execute(sa.update(review_drafts).where(*where).values(preview=kept))
    return bool(done.rowcount)


async def drop_answer(store: Store, group: str, who: Actor, at: datetime, known: str) -> None:
    """Forget what was being written, so that nothing of it stays in the files. Raises AnswerConflictError
    when it is not what this person saw."""
    async with store.changing() as connection:
        row = await _row(connection, group)
        if row is None:
            return
        _expect(row, known)
        if not (await connection.execute(sa.delete(review_drafts).where(*_this(row)))).rowcount:
            raise AnswerConflictError(_read(found) if (found := await _row(connection, group)) else None)
        await written_down(connection, at, who, "threw an answer away", group)
    await store.forget_traces()


async def _row(connection: AsyncConnection, group: str) -> sa.Row[Any] | None:
    query = sa.select(review_drafts).where(review_drafts.c.group_id == group)
    return (await connection.execute(query)).one_or_none()


def _this(row: sa.Row[Any]) -> tuple[sa.ColumnElement[bool], ...]:
    return review_drafts.c.group_id == row.group_id, review_drafts.c.fields == row.fields


def _expect(row: sa.Row[Any] | None, known: str) -> None:
    if (mark_of(row.fields) if row is not None else "") != known:
        raise AnswerConflictError(_read(row) if row is not None else None)


def _read(row: sa.Row[Any]) -> KeptAnswer:
    preview = json.loads(row.preview or "{}")
    return KeptAnswer(json.loads(row.fields), row.author, row.at, preview, mark_of(row.fields))

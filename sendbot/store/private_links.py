"""Private links: by one of them a family on the web page finds out whether its question has an answer.

The store keeps no link, only a sum made from its secret: whoever reads the database can open none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sendbot.store.inserting import insert_new
from sendbot.store.store import Store
from sendbot.store.tables import link_emails, logged_questions, private_links, review_members


@dataclass(frozen=True)
class PrivateLink:
    """A family's link. `view` is how it reads (a button's view token), `entry` the answer once there is
    one."""

    id: str
    question_id: str
    at: datetime
    view: str = ""
    entry: str | None = None
    told: bool = False
    """The one email that it could lead to has gone."""
    has_email: bool = False
    """An address is kept for it."""


def link_id(secret: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def keep_link(store: Store, secret: str, question_id: str, view: str, now: datetime) -> bool:
    """Keep a link to a question, once; False when that question is not kept (any more)."""
    async with store.changing() as connection:
        kept = sa.select(logged_questions.c.id).where(logged_questions.c.id == question_id)
        if (await connection.execute(kept)).first() is None:
            return False
        row = {"id": link_id(secret), "question_id": question_id, "view": view[:12], "at": now}
        await insert_new(connection, private_links, row)
    return True


async def find_link(store: Store, secret: str) -> PrivateLink | None:
    """The link with its answer, if it leads anywhere."""
    query = _with_answers().where(private_links.c.id == link_id(secret))
    async with store.reading() as connection:
        row = (await connection.execute(query)).one_or_none()
    return None if row is None else _read(row)


async def delete_link(store: Store, secret: str) -> bool:
    """Delete a link."""
    async with store.changing() as connection:
        gone = await connection.execute(sa.delete(private_links).where(private_links.c.id == link_id(secret)))
    await store.forget_traces()
    return bool(gone.rowcount)


def _read(row: sa.Row[Any]) -> PrivateLink:
    return PrivateLink(
        id=row.id,
        question_id=row.question_id,
        at=row.at,
        view=row.view,
        entry=row.resolved_by,
        told=row.told_at is not None,
        has_email=row.link_id is not None,
    )


def _with_answers() -> sa.Select[Any]:
    joined = sa.outerjoin(
        private_links, review_members, review_members.c.question_id == private_links.c.question_id
    ).outerjoin(link_emails, link_emails.c.link_id == private_links.c.id)
    return sa.select(
        private_links.c.id,
        private_links.c.question_id,
        private_links.c.at,
        private_links.c.view,
        private_links.c.told_at,
        link_emails.c.link_id,
        review_members.c.resolved_by,
    ).select_from(joined)

"""Private links: by one of them a family on the web page finds out whether its question has an answer.

The store keeps no link, only a sum made from its secret: whoever reads the database can open none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from sendbot.store.store import Store
from sendbot.store.tables import logged_questions, private_links, review_members

_CLAIM = timedelta(minutes=10)
"""An email that is not out by then was cut short, and another try may be made."""
_AT_ONCE = 20
"""Emails that one look sends."""


@dataclass(frozen=True)
class PrivateLink:
    """A family's link. `view` is how it reads (a button's view token), `entry` the answer once there is
    one."""

    id: str
    question_id: str
    at: datetime
    view: str = ""
    entry: str | None = None
    sealed_mail: str | None = None


def link_id(secret: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def keep_link(store: Store, secret: str, question_id: str, view: str, now: datetime) -> bool:
    """Keep a link to a question; False when that question is not kept (any more)."""
    async with store.changing() as connection:
        kept = sa.select(logged_questions.c.id).where(logged_questions.c.id == question_id)
        if (await connection.execute(kept)).first() is None:
            return False
        row = {"id": link_id(secret), "question_id": question_id, "view": view[:12], "at": now}
        await connection.execute(sa.insert(private_links).values(row))
    return True


async def find_link(store: Store, secret: str) -> PrivateLink | None:
    """The link with its answer, if it leads anywhere."""
    query = _with_answers().where(private_links.c.id == link_id(secret))
    async with store.reading() as connection:
        row = (await connection.execute(query)).one_or_none()
    return None if row is None else _read(row)


async def delete_link(store: Store, secret: str) -> bool:
    """Delete a link, and the email address with it."""
    async with store.changing() as connection:
        gone = await connection.execute(sa.delete(private_links).where(private_links.c.id == link_id(secret)))
    await store.forget_traces()
    return bool(gone.rowcount)


async def keep_mail(store: Store, secret: str, sealed: str) -> bool:
    """Keep a locked email address with a link."""
    changed = sa.update(private_links).where(private_links.c.id == link_id(secret))
    async with store.changing() as connection:
        done = await connection.execute(changed.values(sealed_mail=sealed, claimed_at=None))
    return bool(done.rowcount)


async def claim_mails(store: Store, now: datetime, named: Sequence[tuple[str, str]]) -> list[PrivateLink]:
    """Links with an address whose question has an answer, each given to one caller only. `named` are
    questions that an entry names, with that entry."""
    entries = dict(named)
    free = sa.or_(private_links.c.claimed_at.is_(None), private_links.c.claimed_at < now - _CLAIM)
    answered = sa.or_(
        review_members.c.resolved_by.is_not(None), private_links.c.question_id.in_(sorted(entries))
    )
    query = _with_answers().where(private_links.c.sealed_mail.is_not(None), free, answered).limit(_AT_ONCE)
    async with store.changing() as connection:
        found = [
            _read(row)
            for row in (
                await connection.execute(query.with_for_update(of=private_links, skip_locked=True))
            ).all()
        ]
        names = [link.id for link in found]
        await connection.execute(
            sa.update(private_links).where(private_links.c.id.in_(names)).values(claimed_at=now)
        )
    return found


async def drop_mail(store: Store, name: str) -> None:
    """Delete the address of a link by what is kept of it: it was told."""
    async with store.changing() as connection:
        changed = sa.update(private_links).where(private_links.c.id == name)
        await connection.execute(changed.values(sealed_mail=None, claimed_at=None))
    await store.forget_traces()


def _read(row: sa.Row[Any]) -> PrivateLink:
    return PrivateLink(row.id, row.question_id, row.at, row.view, row.resolved_by, row.sealed_mail)


def _with_answers() -> sa.Select[Any]:
    joined = sa.outerjoin(
        private_links, review_members, review_members.c.question_id == private_links.c.question_id
    )
    return sa.select(
        private_links.c.id,
        private_links.c.question_id,
        private_links.c.at,
        private_links.c.view,
        review_members.c.resolved_by,
        private_links.c.sealed_mail,
    ).select_from(joined)

"""Email addresses beside private links, each sealed by the page, used once, then deleted.

The store never sees an address: it keeps what the page has sealed with a key that is not in the database.
What a link remembers of it are numbers: how many addresses it took, how many times an email was begun, when
one went.

mine = await claim_email(store, waiting, now)
await email_sent(store, waiting.link_id, now)  # or: await email_not_sent(store, waiting.link_id)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.store.store import Store
from sendbot.store.tables import link_emails, private_links, review_members
from sendbot.store.work_claims import unclaimed

MOST_ADDRESSES = 5
"""Addresses that one link takes in its life: some slips, and no list of other people's."""
_MOST_TRIES = 2
"""Emails begun of which nobody knows whether they went out. A third is never begun: twice is the most that
one link can send, whatever dies when."""
_CLAIM = timedelta(minutes=10)
"""An email that is not out by then was cut short or could not be sent, and another try may be made."""
_BATCH = 500
"""Ids in one statement: databases bound how many values it may hold."""


@dataclass(frozen=True)
class WaitingEmail:
    """A sealed address whose question has an answer. `view` is how the family reads (a button's view token),
    `entry` the answer by the desk's groups, if they know it."""

    link_id: str
    sealed_address: str
    view: str
    question_id: str
    entry: str | None = None


async def keep_email(store: Store, link_id: str, sealed: str, view: str, now: datetime) -> bool:
    """Keep the address of a link in place of an earlier one. False when the link is gone, its email has gone
    or is just being sent, or it took enough addresses."""
    this = link_emails.c.link_id == link_id
    being_sent = sa.and_(this, sa.not_(unclaimed(link_emails.c.claimed_at, now, _CLAIM)))
    row = {"link_id": link_id, "sealed_address": sealed, "view": view[:12], "at": now}
    async with store.changing() as connection:
        link = await _locked(connection, link_id)
        if link is None or _over(link) or link.addresses >= MOST_ADDRESSES:
            return False
        if (await connection.execute(sa.select(link_emails.c.link_id).where(being_sent))).first():
            return False
        counted = {"addresses": link.addresses + 1}
        await connection.execute(
            sa.update(private_links).where(private_links.c.id == link_id).values(counted)
        )
        await connection.execute(sa.delete(link_emails).where(this))
        await connection.execute(sa.insert(link_emails).values(row))
    await store.forget_traces()
    return True


async def sealed_of(store: Store, link_id: str) -> str | None:
    """The sealed address of a link."""
    query = sa.select(link_emails.c.sealed_address).where(link_emails.c.link_id == link_id)
    async with store.reading() as connection:
        return (await connection.execute(query)).scalar_one_or_none()


async def drop_email(store: Store, link_id: str) -> bool:
    """Delete the address of a link: the family takes it back."""
    async with store.changing() as connection:
        gone = await connection.execute(sa.delete(link_emails).where(link_emails.c.link_id == link_id))
    await store.forget_traces()
    return bool(gone.rowcount)


async def waiting_emails(store: Store, answered: Iterable[str], now: datetime) -> list[WaitingEmail]:
    """Emails that may go out now: their questions are among those that entries name as `answered`, or in a
    group of the desk's with an answer. Nobody else is at them."""
    free = unclaimed(link_emails.c.claimed_at, now, _CLAIM)
    known: list[sa.ColumnElement[bool]] = [review_members.c.resolved_by.is_not(None)]
    named = list(answered)
    known += [
        private_links.c.question_id.in_(named[start : start + _BATCH])
        for start in range(0, len(named), _BATCH)
    ]
    found: dict[str, WaitingEmail] = {}
    async with store.reading() as connection:
        for condition in known:
            rows = (await connection.execute(_with_questions().where(free, condition))).all()
            found |= {row.link_id: _read(row) for row in rows}
    return list(found.values())


async def claim_email(store: Store, waiting: WaitingEmail, now: datetime) -> bool:
    """Is it the caller's to send this email to this very address now? Each is given to one caller only, even
    with several copies. One that was begun too often is given up: its address is deleted."""
    link_id = waiting.link_id
    this = sa.and_(link_emails.c.link_id == link_id, link_emails.c.sealed_address == waiting.sealed_address)
    free = unclaimed(link_emails.c.claimed_at, now, _CLAIM)
    async with store.changing() as connection:
        link = await _locked(connection, link_id)
        if link is None:
            return False
        if not _over(link):
            claimed = await connection.execute(
                sa.update(link_emails).where(this, free).values(claimed_at=now)
            )
            if claimed.rowcount:
                begun = {"tries": link.tries + 1}
                await connection.execute(
                    sa.update(private_links).where(private_links.c.id == link_id).values(begun)
                )
            return bool(claimed.rowcount)
        await connection.execute(sa.delete(link_emails).where(this, free))
    await store.forget_traces()
    return False


async def email_sent(store: Store, link_id: str, now: datetime) -> None:
    """It is out: the address goes, and the link sends no other."""
    async with store.changing() as connection:
        told = sa.update(private_links).where(private_links.c.id == link_id).values(told_at=now)
        await connection.execute(told)
        await connection.execute(sa.delete(link_emails).where(link_emails.c.link_id == link_id))
    await store.forget_traces()


async def email_not_sent(store: Store, link_id: str) -> None:
    """It certainly did not go out, so this try does not count. Its claim stays until it runs out, and then
    the next try may be made."""
    begun = sa.and_(private_links.c.id == link_id, private_links.c.tries > 0)
    async with store.changing() as connection:
        await connection.execute(
            sa.update(private_links).where(begun).values(tries=private_links.c.tries - 1)
        )


async def all_sealed(store: Store) -> Sequence[str]:
    """Every sealed address that is kept, to see whether the keys of today still open them."""
    async with store.reading() as connection:
        return (await connection.execute(sa.select(link_emails.c.sealed_address))).scalars().all()


async def _locked(connection: AsyncConnection, link_id: str) -> sa.Row[Any] | None:
    """The link, first of all and with nobody else at it: who takes locks in one order waits in no ring."""
    query = sa.select(private_links).where(private_links.c.id == link_id).with_for_update()
    return (await connection.execute(query)).one_or_none()


def _over(link: sa.Row[Any]) -> bool:
    return link.told_at is not None or link.tries >= _MOST_TRIES


def _read(row: sa.Row[Any]) -> WaitingEmail:
    return WaitingEmail(row.link_id, row.sealed_address, row.view, row.question_id, row.resolved_by)


def _with_questions() -> sa.Select[Any]:
    joined = sa.join(link_emails, private_links, private_links.c.id == link_emails.c.link_id).outerjoin(
        review_members, review_members.c.question_id == private_links.c.question_id
    )
    columns = (
        link_emails.c.link_id,
        link_emails.c.sealed_address,
        link_emails.c.view,
        private_links.c.question_id,
        review_members.c.resolved_by,
    )
    return sa.select(*columns).select_from(joined).order_by(link_emails.c.at)

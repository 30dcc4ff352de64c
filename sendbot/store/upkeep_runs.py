"""Deleting what is older than it may be, and who does it: one copy at a time, with a record of when and how
much."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from sendbot.store.forgotten_wordings import forget_wordings
from sendbot.store.store import Store
from sendbot.store.tables import (
    audit,
    consents,
    digests,
    events,
    handled_updates,
    link_emails,
    logged_questions,
    private_links,
    review_drafts,
    review_notes,
    saved_views,
    staff_sessions,
    upkeep_runs,
)
from sendbot.store.work_claims import unclaimed

_CLAIM = timedelta(minutes=30)
"""Deleting a year of a county takes seconds; whoever has not finished by then was stopped, and another may
begin."""

_OLD: Mapping[str, sa.Column[datetime]] = {
    "wishes": consents.c.at,  # before the questions, which take their wishes and links along
    "emails": link_emails.c.at,  # before the links, which take them along
    "links": private_links.c.at,
    "questions": logged_questions.c.at,
    "notes": review_notes.c.at,
    "drafts": review_drafts.c.at,
    "updates": handled_updates.c.at,
    "views": saved_views.c.used_at,
    "sessions": staff_sessions.c.made_at,
    "digests": digests.c.sent_at,
    "audit": audit.c.at,
    "events": events.c.at,
}
"""The column by which each kind of thing grows old, by its key in the table of what is kept."""


@dataclass(frozen=True)
class LastRun:
    """When some regular work was last done, and how many of each kind it removed."""

    at: datetime
    removed: Mapping[str, int]


def stored_kinds() -> frozenset[str]:
    """The keys of everything that the database holds for a time."""
    return frozenset(_OLD)


async def claim_run(store: Store, name: str, now: datetime) -> bool:
    """Is it the caller's to do this work now? No other process may, until it is marked done or half an hour
    is over."""
    free = unclaimed(upkeep_runs.c.claimed_at, now, _CLAIM)
    async with store.changing() as connection:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        row = {"name": name, "removed": "{}"}
        await connection.execute(insert(upkeep_runs).values(row).on_conflict_do_nothing())
        mine = sa.update(upkeep_runs).where(upkeep_runs.c.name == name, free).values(claimed_at=now)
        return bool((await connection.execute(mine)).rowcount)


async def mark_run(store: Store, name: str, now: datetime, removed: Mapping[str, int] | None) -> None:
    """The work is done (or was given up, when nothing is given as removed), and the next may come."""
    done = {} if removed is None else {"ran_at": now, "removed": json.dumps(dict(removed))}
    async with store.changing() as connection:
        changed = sa.update(upkeep_runs).where(upkeep_runs.c.name == name)
        await connection.execute(changed.values(claimed_at=None, **done))


async def last_run(store: Store, name: str) -> LastRun | None:
    """When the work was last done; None when it never was."""
    async with store.reading() as connection:
        row = (
            await connection.execute(sa.select(upkeep_runs).where(upkeep_runs.c.name == name))
        ).one_or_none()
    return LastRun(row.ran_at, json.loads(row.removed)) if row is not None and row.ran_at else None


async def delete_older(store: Store, oldest: Mapping[str, datetime]) -> dict[str, int]:
    """Delete what came before the moment given for its kind; how many of each. Nothing of it stays in the
    files."""
    removed: dict[str, int] = {}
    for kind in [kind for kind in _OLD if kind in oldest]:
        column, moment = _OLD[kind], oldest[kind]
        async with store.changing() as connection:
            if kind == "questions":
                await forget_wordings(connection, column < moment)
            removed[kind] = (
                await connection.execute(sa.delete(column.table).where(column < moment))
            ).rowcount
    await store.forget_traces()
    return removed

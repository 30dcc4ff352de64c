"""A question whose group at the desk has its answer, as the private link and its email look for it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from sendbot.store.store import Store
from sendbot.store.tables import review_groups, review_members


async def answered_by_a_group(store: Store, question: str, at: datetime) -> None:
    """The question is in an answered group, by the entry "hours"."""
    group = {
        "id": "g-1", "routed_by_hand": False, "state": "answered", "reason": "", "asked": 1, "unanswered": 0,
        "asked_when_closed": 1,
        "heat": 1.0, "languages": "", "made_at": at, "first_at": at, "last_at": at, "version": 1,
    }  # fmt: skip
    member = {
        "question_id": question,
        "group_id": "g-1",
        "similarity": 1.0,
        "by_hand": False,
        "resolved_by": "hours",
    }
    async with store.changing() as connection:
        await connection.execute(sa.insert(review_groups).values(group))
        await connection.execute(sa.insert(review_members).values(member))

"""A house whose digests are due: questions that are in no group yet, a lead, and the chat of staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sendbot.review.states import Role
from sendbot.store.accounts import add_person
from sendbot.store.store import Store
from sendbot.words.days import LONDON
from tests.store.desk_house import NOON, fill

STAFF_CHAT = -500


FROM = "desk@example.org"


def address(house: Path) -> str:
    return f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"


async def furnish(house: Path) -> None:
    """Questions that are in no group yet, and a lead."""
    async with Store.open(address(house)) as store:
        await fill(store, start=datetime.now(LONDON) - timedelta(hours=2))
        await add_person(
            store,
            NOON,
            "test",
            email="ann@example.org",
            name="Ann",
            role=Role.LEAD,
            workstreams=("voice", "care"),
        )

"""Pages ask the database as often for many questions as for few. Seconds are measured by
tests/benchmarks/desk_speed.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
import sqlalchemy as sa

from sendbot.desk.context import DeskContext
from tests.desk.conftest import Clock, sign_in
from tests.store.desk_house import fill

PAGES = (
    "/queue",
    "/queue?q=badge&state=all",
    "/groups/g-00000001",
    "/groups/g-00000001/answer",
    "/insights",
    "/report",
    "/knowledge",
    "/queue.csv",
    "/audit",
)


@contextmanager
def statements(context: DeskContext) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = context.store._engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


async def counts(client: httpx.AsyncClient, context: DeskContext) -> dict[str, int]:
    found = {}
    for page in PAGES:
        await client.get(page)
        with statements(context) as asked:
            assert (await client.get(page)).status_code == 200
        found[page] = len(asked)
    return found


async def test_no_page_asks_once_for_each_row(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await sign_in(client)
    few = await counts(client, context)
    words = [
        f"{first}{second}"
        for first in ("zebra", "gnu", "yak", "camel", "otter", "heron")
        for second in ("stall", "walk", "song", "house")
    ]
    await fill(
        context.store,
        tuple(f"{word} blue badge" for word in words) + tuple(words),
        clock() - timedelta(hours=20),
        1000,
    )
    await context.grouper.catch_up(clock())
    assert await counts(client, context) == few


async def test_a_new_question_is_found_without_looking_through_the_old_ones(
    context: DeskContext, clock: Clock
) -> None:
    await context.grouper.catch_up(clock())
    await fill(context.store, ("zebra crossing",), clock(), 900)
    with statements(context) as asked:
        assert await context.grouper.catch_up(clock()) == 1
    looking = [statement for statement in asked if "LEFT OUTER JOIN review_members" in statement]
    assert len(looking) == 1
    assert "logged_questions.at >=" in looking[0]
    clock.later(minutes=11)
    await fill(context.store, ("yak shed",), clock() - timedelta(days=300), 901)
    assert await context.grouper.catch_up(clock()) == 1, (
        "an old question that came in late is found within ten minutes"
    )

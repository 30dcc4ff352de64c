"""Deleting what has been kept for long enough: at each start and once a day, by whichever process runs for
long.

The times stand in one table, `sendbot.kept_times`. With several copies only one works at a time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sendbot.errors import SendbotError
from sendbot.kept_times import Kept
from sendbot.store.store import Store
from sendbot.store.upkeep_runs import claim_run, delete_older, mark_run, stored_kinds

NAME = "retention"
"""As the database remembers it."""

_DAILY = 24 * 3600.0
"""Seconds. What is promised in days is kept to the day."""
_AGAIN = 600.0
"""Seconds until another try when the database is away, or another copy was at it."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class RetentionPlan:
    """What is kept for how long, and the folder of saved indexes."""

    table: tuple[Kept, ...]
    caches: Path


async def run_retention(store: Store, plan: RetentionPlan, now: datetime) -> dict[str, int] | None:
    """Delete everything that is too old; how many of each kind, or None when another process is at it."""
    if not await claim_run(store, NAME, now):
        return None
    removed: dict[str, int] | None = None
    try:
        oldest = {row.key: now - row.time for row in plan.table if row.key in stored_kinds()}
        removed = await delete_older(store, oldest)
        removed["caches"] = await asyncio.to_thread(_drop_caches, plan)
    finally:
        await mark_run(store, NAME, datetime.now(UTC), removed)
    return removed


async def keep_retention(open_store: Callable[[], Awaitable[Store]], plan: RetentionPlan) -> None:
    """Now, and every day, until cancelled. What stops it once is tried again ten minutes later."""
    while True:
        wait = _AGAIN
        try:
            removed = await run_retention(await open_store(), plan, datetime.now(UTC))
        except SendbotError as problem:
            _LOG.warning(
                "What is too old could not be deleted (%s). It will be tried again.", type(problem).__name__
            )
        except Exception as problem:  # a silent end would keep what was promised to be deleted
            _LOG.error(
                "What is too old could not be deleted (%s). It will be tried again.", type(problem).__name__
            )
        else:
            wait = _AGAIN if removed is None else _DAILY
        await asyncio.sleep(wait)


def _drop_caches(plan: RetentionPlan) -> int:
    """Saved indexes that nothing has written for so long, but never the newest of its kind: it may be in
    use."""
    age = next(row.time for row in plan.table if row.key == "caches")
    before, count = time.time() - age.total_seconds(), 0
    for kind in ("index-*.npz", "solved-*.npz", "safety-*.npz", "talk-*.npz"):
        found = sorted(plan.caches.glob(kind), key=lambda path: path.stat().st_mtime)
        for path in [path for path in found[:-1] if path.stat().st_mtime < before]:
            with suppress(OSError):  # another process may have been quicker
                path.unlink()
                count += 1
    return count

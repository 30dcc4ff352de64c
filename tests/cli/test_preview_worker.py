from __future__ import annotations

import asyncio
import multiprocessing
from dataclasses import replace
from datetime import date
from pathlib import Path

from sendbot.cli.desk_answers import LiveAnswers
from sendbot.cli.preview_worker import worked_out
from sendbot.settings import Settings


async def test_another_process_says_how_far_it_is_and_ends_when_nobody_waits(house: Path) -> None:
    settings = Settings(knowledge_dir=house / "knowledge", data_dir=house / "data", encoder="none")
    now = LiveAnswers(settings, lambda: date(2026, 11, 23)).mind.knowledge
    said: list[str] = []
    changed = replace(now, entries={name: entry for name, entry in now.entries.items() if name != "borrow"})
    impact = await worked_out(settings, now, changed, ("how do I borrow a book",), said.append)
    assert any("borrow" in change.before for change in impact.changes)
    assert said[:2] == ["The answers are read.", "The matcher learns the changed answers."]
    assert multiprocessing.active_children() == []
    begun = asyncio.Event()
    waiting = asyncio.create_task(worked_out(settings, now, changed, (), lambda _: begun.set()))
    await begun.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    for child in multiprocessing.active_children():
        child.join()
        assert child.exitcode == -9

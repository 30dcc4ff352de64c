"""What is done again and again goes on, whatever becomes of one try."""

from __future__ import annotations

import asyncio
import logging

import pytest

from sendbot.channels.serving.rounds import again
from sendbot.errors import StoreError
from tests.waiting import until


async def test_a_try_that_fails_is_followed_by_the_next(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    tries: list[int] = []

    async def work() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise StoreError("secret words of a family")
        if len(tries) == 2:
            raise ZeroDivisionError("more secret words")

    task = asyncio.create_task(again(work, 0.001, asyncio.Event()))
    await until(lambda: len(tries) >= 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert "StoreError" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text


async def test_news_hurry_the_next_try() -> None:
    tries: list[int] = []
    news = asyncio.Event()

    async def work() -> None:
        tries.append(1)

    task = asyncio.create_task(again(work, 3600, news))
    await until(lambda: len(tries) == 1)
    news.set()
    await until(lambda: len(tries) == 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

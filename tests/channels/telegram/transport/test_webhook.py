"""Webhook mode: two copies of the bot on one PostgreSQL, health, figures, and a door that only Telegram can
open."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest

from tests.ports import free_port
from tests.postgres import Postgres
from tests.telegram.chaos import Plan, judge, script
from tests.telegram.deliveries import Deliveries
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.waiting import until

PUBLIC = "https://bot.example.org/telegram"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


async def test_an_update_is_acknowledged_when_it_is_answered_and_recorded(
    telegram: Emulator, house: Path
) -> None:
    listen = f"127.0.0.1:{free_port()}"
    async with BotProcess(telegram, house, telegram_webhook_url=PUBLIC, telegram_listen=listen) as bot:
        assert telegram.webhook["url"] == PUBLIC
        async with Deliveries(telegram, [f"http://{listen}/telegram"]) as deliveries:
            telegram.says(7, "zebras gnus yaks and camels?")
            await until(lambda: deliveries.done and deliveries.tries > 0)
            assert len(telegram.got(7)) == 1
            with sqlite3.connect(house / "data" / "sendbot.db") as database:
                assert database.execute("SELECT text FROM logged_questions").fetchall() == [
                    ("zebras gnus yaks and camels?",)
                ]
        async with (
            aiohttp.ClientSession(f"http://{listen}") as web,
            web.get("/healthz") as health,
            web.get("/readyz") as ready,
            web.get("/metrics") as metrics,
        ):
            assert health.status == 200
            assert await ready.json() == {"ready": True, "database": "open", "telegram": "reached"}
            figures = await metrics.text()
        assert 'sendbot_outcomes_total{outcome="abstain"} 1.0' in figures
        assert "zebras" not in figures
        assert await bot.stop() == 0


async def test_no_piece_is_acknowledged_before_its_reply_is_sent_and_recorded(
    telegram: Emulator, house: Path
) -> None:
    listen = f"127.0.0.1:{free_port()}"
    async with (
        BotProcess(telegram, house, telegram_webhook_url=PUBLIC, telegram_listen=listen) as bot,
        aiohttp.ClientSession(f"http://{listen}") as web,
    ):
        secret = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
        for number, text in enumerate(("hi", "my son asks", "how do I borrow a book?"), 1):
            update = {"update_id": number, "message": telegram.message(7, text=text)}
            assert await answer(web, json=update, headers=secret) == 200
            assert len(telegram.got(7)) == number
            with sqlite3.connect(house / "data" / "sendbot.db") as database:
                assert database.execute("SELECT count(*) FROM handled_updates").fetchone() == (number,)
        assert await bot.stop() == 0


async def test_only_telegram_can_deliver(telegram: Emulator, house: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    update = {"update_id": 1, "message": telegram.message(7, text="how do I borrow a book?")}
    async with (
        BotProcess(telegram, house, telegram_webhook_url=PUBLIC, telegram_listen=listen),
        aiohttp.ClientSession(f"http://{listen}") as web,
    ):
        secret = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
        assert await answer(web, json=update) == 403
        assert await answer(web, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": "guess"}) == 403
        assert await answer(web, data=b"{", headers=secret) == 400
        assert await answer(web, data=b"x" * 1_001_000, headers=secret) == 400
        assert await answer(web, json=update, headers=secret) == 200
        assert await answer(web, json=update, headers=secret) == 200
    assert len(telegram.got(7)) == 1


async def test_behind_a_proxy_only_the_proxy_delivers_and_figures_stay_inside(
    telegram: Emulator, house: Path
) -> None:
    listen = f"127.0.0.1:{free_port()}"
    settings = {"telegram_webhook_url": PUBLIC, "telegram_listen": listen}
    update = {"update_id": 1, "message": telegram.message(7, text="how do I borrow a book?")}
    outside = {"X-Forwarded-For": "203.0.113.9"}
    async with (
        BotProcess(telegram, house, "telegram", "--proxy", "127.0.0.2", **settings) as bot,
        aiohttp.ClientSession(f"http://{listen}") as web,
    ):
        secret = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
        assert await answer(web, json=update, headers=secret) == 403
        through = aiohttp.TCPConnector(local_addr=("127.0.0.2", 0))
        async with aiohttp.ClientSession(f"http://{listen}", connector=through) as proxy:
            assert await answer(proxy, json=update, headers=secret | outside) == 200
            async with proxy.get("/metrics", headers=outside) as figures:
                assert figures.status == 404
            async with proxy.get("/readyz") as ready:
                assert ready.status == 200
        async with web.get("/metrics") as figures:
            assert figures.status == 200
        assert await bot.stop() == 0


async def test_a_port_that_is_taken_is_explained(telegram: Emulator, house: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bot = BotProcess(
            telegram,
            house,
            telegram_webhook_url=PUBLIC,
            telegram_listen=f"127.0.0.1:{taken.getsockname()[1]}",
        )
        await bot.start(ready=False)
        assert await bot.ended() == 1
    assert "SENDBOT_TELEGRAM_LISTEN" in bot.said[-1]


async def test_with_a_webhook_left_behind_polling_says_how_to_take_it_away(
    telegram: Emulator, house: Path
) -> None:
    telegram.webhook = {"url": PUBLIC}
    bot = BotProcess(telegram, house)
    await bot.start()
    assert await bot.ended() == 1
    assert "--delete-webhook" in bot.said[-1]
    bot = BotProcess(telegram, house, "telegram", "--delete-webhook")
    await bot.start(ready=False)
    assert await bot.ended() == 0
    assert telegram.webhook == {}


async def test_two_replicas_on_postgresql_lose_nothing_when_one_is_killed(
    telegram: Emulator, house: Path, postgres: Postgres
) -> None:
    url, plan = postgres.new_database(), Plan(messages=200, chats=20, kills=1, outages=0, rate=60)
    listens = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    replicas = [
        BotProcess(telegram, house, telegram_webhook_url=PUBLIC, telegram_listen=listen, database_url=url)
        for listen in listens
    ]
    async with (
        replicas[0],
        replicas[1],
        Deliveries(telegram, [f"http://{listen}/telegram" for listen in listens]) as deliveries,
    ):
        said = script(plan)
        for number, (chat, text) in enumerate(said):
            telegram.says(chat, text)
            await asyncio.sleep(1 / plan.rate)
            if number == plan.messages // 2:
                await replicas[0].kill()
        await until(lambda: deliveries.done)
        outcome = judge(telegram, said, await stored(url))
    assert not outcome.unanswered
    assert not outcome.not_once
    assert not outcome.out_of_order
    assert outcome.most_doubled <= 1


async def answer(web: aiohttp.ClientSession, **sent: Any) -> int:
    async with web.post("/telegram", **sent) as response:
        return response.status


async def stored(url: str) -> list[tuple[str, str]]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [
            (row["id"], row["text"])
            for row in await connection.fetch("SELECT id, text FROM logged_questions")
        ]
    finally:
        await connection.close()

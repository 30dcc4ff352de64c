"""What a call to Telegram costs with each client: processor time of this process alone, the server in another
one.

`python -m tests.benchmarks.clients`
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from multiprocessing.connection import Connection

from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from sendbot.channels.telegram.transport.http import Request
from tests.telegram.emulator import TOKEN, Emulator

CALLS = 600
"""Enough for a steady mean, few enough to wait for."""


def _serve(pipe: Connection) -> None:
    async def serve() -> None:
        async with Emulator() as telegram:
            pipe.send(telegram.url)
            await asyncio.to_thread(pipe.recv)

    asyncio.run(serve())


async def _cost(url: str, request: BaseRequest) -> float:
    """Milliseconds of processor time a message that is sent."""
    bot = ExtBot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=Request(trust_env=False))
    async with bot:
        for _ in range(20):
            await bot.send_message(7, "warm")
        start = time.process_time()
        for number in range(CALLS):
            await bot.send_message(7, f"Call the team on 0300 123 5012. {number}")
        return (time.process_time() - start) / CALLS * 1000


def main() -> None:
    """Both clients in turn, three times, against one server."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    url = ours.recv()
    for _ in range(3):
        lean = asyncio.run(_cost(url, Request(trust_env=False)))
        usual = asyncio.run(_cost(url, HTTPXRequest()))
        print(f"a message sent: aiohttp {lean:.2f} ms, python-telegram-bot's own client {usual:.2f} ms")
    ours.send(None)
    server.join(5)


if __name__ == "__main__":
    main()

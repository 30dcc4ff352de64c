"""Telegram's own side of a webhook: each chat's updates in order, again and again until a replica says that
it is done."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.telegram.emulator import Emulator


class Deliveries:
    """Delivers what is put into the emulator's queue to the addresses in turn, as a proxy before several
    replicas does."""

    def __init__(self, telegram: Emulator, addresses: list[str], secret: str | None = None) -> None:
        self._telegram = telegram
        self._turn = itertools.cycle(addresses)
        self._secret = secret
        self._queues: dict[int, deque[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.tries = 0

    async def __aenter__(self) -> Deliveries:
        self._session = ClientSession(timeout=ClientTimeout(total=20))
        self._taking = asyncio.create_task(self._take())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._taking.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(self._taking, *self._tasks, return_exceptions=True)
        await self._session.close()

    @property
    def done(self) -> bool:
        """Is everything delivered?"""
        return not self._telegram.queue and not self._tasks

    async def _take(self) -> None:
        while True:
            for number in sorted(self._telegram.queue):
                update = self._telegram.queue.pop(number)
                self._put(update)
            await asyncio.sleep(0.002)

    def _put(self, update: dict[str, Any]) -> None:
        message = update.get("message") or update["callback_query"]["message"]
        chat = message["chat"]["id"]
        lane = self._queues.get(chat)
        if lane is not None:
            lane.append(update)
            return
        self._queues[chat] = deque([update])
        task = asyncio.create_task(self._deliver(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, chat: int) -> None:
        lane = self._queues[chat]
        while lane:
            while not await self._post(lane[0]):
                await asyncio.sleep(0.1)
            lane.popleft()
        del self._queues[chat]

    async def _post(self, update: dict[str, Any]) -> bool:
        self.tries += 1
        secret = self._secret if self._secret is not None else self._telegram.webhook.get("secret_token", "")
        try:
            async with self._session.post(
                next(self._turn), json=update, headers={"X-Telegram-Bot-Api-Secret-Token": secret}
            ) as response:
                return response.status == 200
        except (ClientError, TimeoutError):
            return False

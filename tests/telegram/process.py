"""The bot as operators run it: `python bot.py telegram` in a process of its own, talking to the emulator."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from types import TracebackType

from tests.forked.command import loaded_anew, program
from tests.telegram.emulator import TOKEN, Emulator
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent.parent
READY = "Families can write"


class BotProcess:
    """A running bot. `settings` are named without their prefix, in small letters."""

    def __init__(self, telegram: Emulator, house: Path, *arguments: str, **settings: str) -> None:
        own = {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "knowledge_dir": str(house / "knowledge"),
            "data_dir": str(house / "data"),
        }
        own |= {"encoder": "none", "telegram_rate": "0"} | settings
        plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
        self._environment = plain | {f"SENDBOT_{name.upper()}": value for name, value in own.items() if value}
        self._arguments = arguments or ("telegram",)
        self._house = house
        self.prefix: tuple[str, ...] = ()
        """What stands before the command, such as a program that limits it."""
        self.looked_at = False
        """Does somebody look at it by its number, `process.pid`?"""
        self.patience = PATIENCE
        """Seconds for its start or its end."""
        self.said: list[str] = []

    async def __aenter__(self) -> BotProcess:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.returncode is None:
            await self.kill()
        if kind is not None:
            print("\n".join(self.said[-40:]))

    async def start(self, ready: bool = True) -> None:
        """Start it; wait until it serves."""
        self.process = await asyncio.create_subprocess_exec(
            *self.prefix,
            *(loaded_anew() if self.prefix or self.looked_at else program()),
            *self._arguments,
            env=self._environment,
            cwd=self._house,
            stderr=asyncio.subprocess.PIPE,
        )
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        if ready:
            try:
                async with asyncio.timeout(self.patience):
                    await self._ready.wait()
            except TimeoutError:
                await self.kill()
                raise
            assert self.process.returncode is None, "\n".join(self.said)

    async def stop(self, name: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(name)
        return await self.ended()

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        await self.ended()

    async def ended(self) -> int:
        """Wait for its end; its exit code."""
        async with asyncio.timeout(self.patience):
            code = await self.process.wait()
            await self._reading
        return code

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.said.append(line.decode().rstrip())
            if READY in self.said[-1]:
                self._ready.set()
        self._ready.set()

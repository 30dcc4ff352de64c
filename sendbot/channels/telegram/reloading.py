"""New answers without a restart: a changed folder is read and checked aside, and swapped in only when it is good."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import watchfiles

from sendbot.assistant import Assistant
from sendbot.channels.telegram.wire import log
from sendbot.conversation.mind import Mind
from sendbot.errors import SendbotError

_QUIET_MS = 1000
_LOOK_MS = 5000
"""An editor or a `git pull` changes several files; they are read when it is done."""


@dataclass(frozen=True)
class Folder:
    """The folder of the answers, how it was when it was last read, and how a mind is made from it."""

    path: Path
    seen: str
    make: Callable[[], Mind]


def fingerprint(folder: Path) -> str:
    """Changes with every file that is changed, added or taken away."""
    files = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*.yaml"))
    return hashlib.sha256(repr(files).encode()).hexdigest()


class Reloader:
    """Watches the folder until it is cancelled. Making a mind may take long; it runs on a thread of its own."""

    def __init__(self, assistant: Assistant, folder: Folder, tell: Callable[[str], None], done: Callable[[], None]) -> None:
        self._assistant = assistant
        self._folder = folder
        self._seen = folder.seen
        self._tell = tell
        self._done = done
        self._one_at_a_time = asyncio.Lock()
        self._said = ""

    async def watch(self) -> None:
        """Reload whenever a file has changed. The look every few seconds finds what no message of the system told."""
        only_yaml: Callable[[watchfiles.Change, str], bool] = lambda _change, path: path.endswith(".yaml")  # noqa: E731 - its type is wanted
        watching = watchfiles.awatch(self._folder.path, watch_filter=only_yaml, debounce=_QUIET_MS, rust_timeout=_LOOK_MS, yield_on_timeout=True)
        try:
            async for _ in watching:
                if await asyncio.to_thread(self._changed):
                    await self.reload()
        except (OSError, RuntimeError) as problem:
            log.warning("The folder of answers cannot be watched (%s). Send SIGHUP after a change.", type(problem).__name__)

    def _changed(self) -> bool:
        try:
            now = fingerprint(self._folder.path)
        except OSError:  # a file that is just being replaced
            return False
        before, self._seen = self._seen, now
        return now != before

    async def reload(self) -> None:
        """Read, check and swap; a bad folder leaves the last good one in service and says why, once."""
        async with self._one_at_a_time:
            try:
                log.info("The answers are read again.")
                mind = await _aside(self._folder.make)
            except SendbotError as problem:
                self._complain(f"The changed answers are not in service; the last good ones are. {problem}")
            except Exception as problem:  # a fault in fitting must not take the bot from families
                self._complain(f"The changed answers are not in service; the last good ones are. Fitting them failed ({type(problem).__name__}).")
            else:
                self._assistant.reload(mind)
                self._said = ""
                log.info("New answers are in service.")
                self._done()

    def _complain(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            log.error(sentence)
            self._tell(sentence)


async def _aside(work: Callable[[], Mind]) -> Mind:
    """Done on a thread that ends with the process: a stop must not wait for minutes of fitting."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Mind] = loop.create_future()

    def run() -> None:
        found: Mind | BaseException
        try:
            found = work()
        except BaseException as problem:  # handed over whole, whatever it is
            found = problem
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
            loop.call_soon_threadsafe(_hand_over, done, found)

    threading.Thread(target=run, name="reload", daemon=True).start()
    return await done


def _hand_over(done: asyncio.Future[Mind], found: Mind | BaseException) -> None:
    if done.cancelled():
        return
    if isinstance(found, BaseException):
        done.set_exception(found)
    else:
        done.set_result(found)

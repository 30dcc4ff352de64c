"""New answers without a restart: a changed folder is read and checked aside, and swapped in only when it is
good.

One watcher and one fingerprint serve every long-lived process.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import watchfiles

from sendbot.errors import SendbotError
from sendbot.knowledge.strays import left_behind
from sendbot.mind.mind import Mind
from sendbot.upkeep.fitting_child import run_aside

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

_QUIET_MS = 1000
"""An editor or a `git pull` changes several files; they are read when it has been quiet for so long."""
THREAD = "reload"
"""The name of the threads that read and fit; whoever ends the process looks for it (`cli/leaving`)."""

_LOOK_MS = 5000
"""Between two looks of our own, which find what no message of the system told."""


@dataclass(frozen=True)
class Folder:
    """The folder of the answers, how it was when it was last read, and how a mind is made from it."""

    path: Path
    seen: str
    make: Callable[[], Mind]
    keep: Callable[[], object] | None = None
    """Keeps what is in service for a later start."""
    trouble: str = ""
    """Why others than the folder's answers are in service from the start; "" where they are its own."""
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    """A moment before it was read."""


def fingerprint(folder: Path) -> str:
    """Changes with every file that is changed, added or taken away."""
    found = [path for path in folder.rglob("*.yaml") if not left_behind(path)]
    files = sorted((str(path), *_state(path)) for path in found)
    return hashlib.sha256(repr(files).encode()).hexdigest()


def _state(path: Path) -> tuple[int, int]:
    """When a file was changed and how large it is; of a link that leads nowhere, the link itself."""
    try:
        seen = path.stat()
    except OSError:
        seen = path.lstat()
    return seen.st_mtime_ns, seen.st_size


def fitted_aside(read: Callable[[], object], make: Callable[[], Mind]) -> Mind:
    """A mind whose long fitting is done by another process, so that this one goes on answering; read back
    from the cache.

    `read` reads the folder alone and raises what is wrong with it, before anything long begins. `make` must
    be something
    that another process can be handed, such as a partial of a module's function.
    """
    read()
    run_aside(make)
    return make()


class LiveMind:
    """The mind in service. A folder that cannot be used leaves the last good one in service, and `trouble`
    says why."""

    def __init__(self, folder: Folder, mind: Mind) -> None:
        self.mind = mind
        self.trouble = folder.trouble
        self.path = folder.path
        self.since = folder.since
        """A moment before what is in service was read: of what came later it knows nothing."""
        self._make = folder.make
        self._seen = folder.seen
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self) -> bool:
        """Read again if a file has changed and nobody is doing so already; whether there is a new mind or a
        new trouble."""
        if self._one_at_a_time.locked() or not await asyncio.to_thread(self._changed):
            return False
        return await self.reload()

    async def reload(self) -> bool:
        """Read, check and swap, whatever has changed; whether there is a new mind or a new trouble."""
        async with self._one_at_a_time:
            before, began = self.trouble, datetime.now(UTC)
            try:
                _LOG.info("The answers are read again.")
                self.mind = await _aside(self._make)
            except SendbotError as problem:
                self.trouble = f"The changed answers are not in service; the last good ones are. {problem}"
            except Exception as problem:  # a fault in fitting must not take the answers from families
                self.trouble = (
                    "The changed answers are not in service; the last good ones are. "
                    f"Fitting them failed ({type(problem).__name__})."
                )
            else:
                self.trouble, self.since = "", began
                return True
            return self.trouble != before

    def _changed(self) -> bool:
        try:
            now = fingerprint(self.path)
        except OSError:  # a file that is just being replaced
            return False
        before, self._seen = self._seen, now
        return now != before


async def watch(live: LiveMind, found: Callable[[], None]) -> None:
    """Refresh whenever a file changes, until cancelled; `found` is called after each new mind or new
    trouble. Where the system tells nothing of changes, and while the folder is away, it is looked at now and
    then."""
    only_yaml: Callable[[watchfiles.Change, str], bool] = lambda _change, path: path.endswith(".yaml")  # noqa: E731 - its type is wanted
    while True:
        try:
            async for _ in watchfiles.awatch(
                live.path,
                watch_filter=only_yaml,
                debounce=_QUIET_MS,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
            ):
                if await live.refresh():
                    found()
        except (OSError, RuntimeError) as problem:
            _LOG.info("The folder of answers is not told of by the system (%s).", type(problem).__name__)
        await asyncio.sleep(_LOOK_MS / 1000)
        if await live.refresh():
            found()


async def keep_last_good(folder: Folder) -> None:
    """Once, beside the serving: what was good enough for this start is there for the next."""
    if folder.keep is not None and not folder.trouble:
        await _aside(folder.keep)


async def _aside(work: Callable[[], _T]) -> _T:
    """Done on a thread that ends with the process: a stop must not wait for minutes of fitting."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def run() -> None:
        found: _T | BaseException
        try:
            found = work()
        except BaseException as problem:  # handed over whole, whatever it is
            found = problem
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
            loop.call_soon_threadsafe(_hand_over, done, found)

    threading.Thread(target=run, name=THREAD, daemon=True).start()
    return await done


def _hand_over(done: asyncio.Future[_T], found: _T | BaseException) -> None:
    if done.cancelled():
        return
    if isinstance(found, BaseException):
        done.set_exception(found)
    else:
        done.set_result(found)

"""Records that the database could not take, kept on this machine's disk until it can.

One file for each process, a record a line, written through to the disk before anybody is told that it is
kept. Only what the database would have got stands in it: no text but redacted text. What has reached the
database is overwritten and deleted, and a question that is taken back loses its words at once. A process that
was killed leaves its file to the next one that looks.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, get_args

from sendbot.conversation.events import Event
from sendbot.errors import JournalError
from sendbot.matching.decision import Candidate
from sendbot.store.consents import Consent
from sendbot.store.handled_updates import Handled

if sys.platform != "win32":
    import fcntl

RESERVED = 4_000_000
"""Bytes taken from the disk at the start, so that a disk that is full later still takes 6,000 records."""
LARGEST = 64_000_000
"""Bytes: about 100,000 records. Whoever has not had a database for so long has to be told, not helped on."""
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}
_SUFFIX = ".records"


@dataclass
class _Open:
    """A file that this process holds the lock of, and how much of it is records."""

    path: Path
    file: BinaryIO
    used: int = 0


class Journal:
    """The folder of the files. Its methods read and write a disk: call them on a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: _Open | None = None
        self._left: list[_Open] = []
        self.unreadable = 0
        """Lines that a power cut left half written; nobody was told that they are kept."""

    def open(self) -> None:
        """Make a file of this process's own, and take over those that others left. Raises JournalError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.adopt()
            if self._own is None:
                path = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"
                found = _locked(path, create=True)
                assert found is not None  # nobody else knows its name
                self._own = found
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(found.file.fileno(), 0, RESERVED)
                _to_disk(found.file)
        except OSError as problem:
            raise JournalError(_sentence(self._folder, problem)) from problem

    def adopt(self) -> None:
        """Take over the files of processes that are no more."""
        held = {one.path for one in (*self._left, *([self._own] if self._own else []))}
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            found = _locked(path, create=False) if path not in held else None
            if found is not None:
                found.used = sum(len(line) for line in _lines(found.file))
                self._left.append(found)

    def add(self, items: Sequence[Handled]) -> None:
        """Keep these. When it returns they survive a power cut. Raises JournalError."""
        if self._own is None:
            self.open()
        own = self._own
        assert own is not None
        written = b"".join(_line(item) for item in items)
        if own.used + len(written) > LARGEST:
            raise JournalError(f"The folder {self._folder} holds as many records as it may.")
        try:
            own.file.seek(own.used)
            own.file.write(written)
            _to_disk(own.file)
        except OSError as problem:
            raise JournalError(_sentence(self._folder, problem)) from problem
        own.used += len(written)

    def forget(self, questions: AbstractSet[str]) -> set[str]:
        """Overwrite the words of these questions where they stand, at once; which of them stood here. Raises
        JournalError."""
        found: set[str] = set()
        try:
            for one in self._all() if questions else ():
                here = _overwrite(one.file, questions)
                if here:
                    _to_disk(one.file)
                found |= here
        except OSError as problem:
            raise JournalError(_sentence(self._folder, problem)) from problem
        return found

    def items(self) -> list[Handled]:
        """Everything that is kept, the oldest first."""
        return [item for one in self._all() for item in self._read(one)]

    @property
    def empty(self) -> bool:
        """Is there nothing to write into the database?"""
        return not any(one.used for one in self._all())

    def clear(self) -> None:
        """Everything has reached the database: overwrite it, and delete what others have left."""
        try:
            for one in self._all():
                one.file.seek(0)
                one.file.write(b"\0" * one.used)
                _to_disk(one.file)
                one.used = 0
            for one in self._left:
                one.path.unlink(missing_ok=True)
                one.file.close()
        except OSError as problem:
            raise JournalError(_sentence(self._folder, problem)) from problem
        self._left.clear()

    def close(self) -> None:
        """Let the files go; one that holds nothing is deleted."""
        for one in self._all():
            if not one.used:
                one.path.unlink(missing_ok=True)
            one.file.close()
        self._own, self._left = None, []

    def _all(self) -> tuple[_Open, ...]:
        return (*self._left, *([self._own] if self._own else []))

    def _read(self, one: _Open) -> Iterator[Handled]:
        for line in _lines(one.file):
            try:
                yield _item(json.loads(line))
            except (ValueError, KeyError, TypeError):
                self.unreadable += 1


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines from the beginning up to the room that is not used yet."""
    file.seek(0)
    for line in file:
        if line[:1] == b"\0" or not line.endswith(b"\n"):
            return
        yield line


def _overwrite(file: BinaryIO, questions: AbstractSet[str]) -> set[str]:
    """A line keeps its length, so that none after it moves; its record keeps everything but the words."""
    found: set[str] = set()
    place = 0
    for line in list(_lines(file)):
        named = {question for question in questions if question.encode() in line}
        if named:
            written, here = _without_words(line, named)
            file.seek(place)
            file.write(written)
            found |= here
        place += len(line)
    return found


def _without_words(line: bytes, questions: AbstractSet[str]) -> tuple[bytes, set[str]]:
    try:
        record = json.loads(line)
        events = [event for event in record["events"] if event.get("question")]
    except (ValueError, KeyError, TypeError):
        return line, set()
    here = {event["question_id"] for event in events} & questions
    for event in events:
        if event["question_id"] in here:
            event["question"] = None if len(event["question"]) > 1 else ""
    written = json.dumps(record, ensure_ascii=True).encode()
    return written.ljust(len(line) - 1) + b"\n", here


def _locked(path: Path, create: bool) -> _Open | None:
    """The file, held by this process alone; None where another process holds it."""
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600), "r+b")
    except FileNotFoundError:  # its process has just written it and gone
        return None
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return _Open(path, file)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sentence(folder: Path, problem: OSError) -> str:
    return f"Nothing can be kept in {folder} ({problem.strerror or type(problem).__name__})."


def _line(item: Handled) -> bytes:
    events = [{"is": type(event).__name__, **asdict(event)} for event in item.events]
    consents = [asdict(wish) | {"at": wish.at.isoformat()} for wish in item.consents]
    record = {
        "bot": item.bot,
        "updates": item.updates,
        "at": item.at.isoformat(),
        "events": events,
        "consents": consents,
        "renewed": item.renewed.isoformat() if item.renewed else None,
        "sent": item.sent.isoformat() if item.sent else None,
    }
    return json.dumps(record, ensure_ascii=True).encode() + b"\n"


def _item(found: dict[str, Any]) -> Handled:
    renewed, sent = found["renewed"], found.get("sent")  # which a file of an older version has not
    return Handled(
        bot=found["bot"],
        updates=tuple(found["updates"]),
        at=datetime.fromisoformat(found["at"]),
        events=tuple(_event(event) for event in found["events"]),
        consents=tuple(
            Consent(**{**wish, "at": datetime.fromisoformat(wish["at"])}) for wish in found["consents"]
        ),
        renewed=datetime.fromisoformat(renewed) if renewed else None,
        sent=datetime.fromisoformat(sent) if sent else None,
    )


def _event(found: dict[str, Any]) -> Event:
    kind = _KINDS[found.pop("is")]
    if "candidates" in found:
        found["candidates"] = tuple(Candidate(**one) for one in found["candidates"])
    event: Event = kind(**found)
    return event

"""What was found wrong with a folder, kept beside what was fitted from it: a folder in which nothing has
changed is not looked at again on the same day."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from sendbot import fitted_files
from sendbot.knowledge.entries import Place, Problem
from sendbot.knowledge.reading import NATIONAL

_ROOMS = ("knowledge", "care", "mind", "matching", "encoding", "evaluation", "words")
"""Code that decides what is found: with other code, it is looked for again."""
_OTHERS = 6
"""Verdicts that are kept beside the newest: for some folders, with and without the look at matching."""


def verdict(
    folder: Path, asked: Iterable[object], cache: Path, find: Callable[[], tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """What `find` finds, or what it found for the same files. `asked` is all that it depends on beside them:
    the day, the times, the encoder."""
    key = fitted_files.content_key(
        _content(folder), fitted_files.code_key(*_ROOMS), [str(one) for one in asked]
    )
    path = cache / f"verdict-{key[:16]}.npz"
    return fitted_files.kept_or_made(path, key, _VERDICT, find, _OTHERS)


def what_it_depends_on(today: date, times: Mapping[str, str]) -> tuple[object, ...]:
    """What the plain look at a folder depends on beside its files."""
    return (today, sorted(times.items()), _content(NATIONAL))


def _content(folder: Path) -> str:
    """A fingerprint of every file: its name, and what is in it where it may be read."""
    digest = hashlib.sha256(folder.name.encode("utf-8", "surrogatepass"))
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"\n{path.relative_to(folder).as_posix()}\n".encode("utf-8", "surrogatepass"))
        if path.suffix == ".yaml":
            with contextlib.suppress(OSError):  # it is named when it is read
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _row(problem: Problem) -> list[object]:
    place = problem.place
    return [place.path, place.line, place.column, problem.message, problem.severity, problem.code]


def _problem(row: list[object]) -> Problem:
    path, line, column, message, severity, code = row
    if severity not in {"error", "warning", "note"}:
        raise ValueError(f"{severity} is no severity.")
    return Problem(Place(str(path), int(str(line)), int(str(column))), str(message), severity, str(code))


_VERDICT = fitted_files.OnDisk[tuple[Problem, ...]](
    lambda problems: ({}, {"problems": [_row(problem) for problem in problems]}),
    lambda _, told: tuple(_problem(row) for row in told["problems"]),
)

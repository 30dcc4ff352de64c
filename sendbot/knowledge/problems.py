"""What a check may find, and how it is written: for curators grouped by kind, errors first; as JSON; as
annotations."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sendbot.knowledge.codes import CODES
from sendbot.knowledge.entries import Place, Problem

_WHOSE = re.compile(r'^(?:entry|contact|rule|term) "[^"]*"')
"""Whose problem it is, at the beginning of a message."""
_SHOWN = 5
"""Problems in one message to staff; `check` names all."""


def problem(place: Place, code: str, message: str, *, warning: bool = False) -> Problem:
    """An error, or a warning, of one of the kinds above."""
    return Problem(place, message, "warning" if warning else "error", code)


def errors_among(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those for which a folder must not go live."""
    return tuple(problem for problem in problems if problem.severity == "error")


def said_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, but where one line brings the same to several things (a date that a whole file shares),
    the first of them with how many more there are."""
    alike: dict[tuple[Place, str, str], list[Problem]] = defaultdict(list)
    for one in dict.fromkeys(found):
        alike[one.place, one.code, _WHOSE.sub("", one.message)].append(one)
    for same in alike.values():
        first = min(same)
        rest = f" The same line brings {len(same) - 1} more of its kind." if len(same) > 1 else ""
        yield replace(first, message=f"{first.message}{rest}")


def several(folder: str, found: Sequence[Problem]) -> str:
    """The first few problems of a folder in one message, with how to see the others."""
    shown = "\n".join(f"  {problem}" for problem in found[:_SHOWN])
    rest = len(found) - _SHOWN
    more = f"\n  and {rest} more. To see all of them: python bot.py check" if rest > 0 else ""
    return f"The knowledge in {folder} has {_many(len(found), 'problem')} to put right:\n{shown}{more}"


def format_problems(
    problems: Sequence[Problem], how: str = "text", changed: Mapping[str, float] | None = None
) -> str:
    """As text, as JSON, or as annotations that GitHub shows beside the line. `changed` says when each file
    was last changed: what is newest comes first among the warnings."""
    if how == "json":
        return json.dumps([_row(found) for found in problems], ensure_ascii=False, indent=2)
    if how == "github":
        return "\n".join(_annotation(found) for found in problems)
    return "\n".join(_grouped(problems, changed or {}))


def _grouped(problems: Sequence[Problem], changed: Mapping[str, float]) -> Iterator[str]:
    """Errors one by one, then how much there is of what, then warnings by kind, then what is only told."""
    errors = [found for found in problems if found.severity == "error"]
    notes = [found for found in problems if found.severity == "note"]
    kinds = _warnings(problems, changed)
    if errors:
        yield "Errors: these must be put right before the folder is used."
        yield from (f"  {found}" for found in errors)
        yield ""
    yield _summary(errors, kinds)
    for code, warnings in kinds.items():
        yield ""
        yield f"Warning {code}: {CODES.get(code, code)}."
        yield from (f"  {found.place}: {found.message}" for found in warnings)
    if notes:
        yield ""
        yield "To know, nothing to do now:"
        yield from (f"  {found.code}: {found.message}" for found in notes)
    if errors or kinds:
        yield ""
        yield "What a kind means and how to mend it: python bot.py explain CODE"


def _warnings(problems: Sequence[Problem], changed: Mapping[str, float]) -> dict[str, list[Problem]]:
    """The warnings by their kind, those of the file that was changed last before the others."""
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for found in sorted(problems, key=lambda one: -changed.get(one.place.path, 0)):
        if found.severity == "warning":
            kinds[found.code].append(found)
    return kinds


def _summary(errors: Sequence[Problem], kinds: Mapping[str, Sequence[Problem]]) -> str:
    if not errors and not kinds:
        return "No errors and no warnings."
    counts = ", ".join(f"{len(found)} {code}" for code, found in kinds.items())
    warnings = _many(sum(map(len, kinds.values())), "warning")
    told = f"{_many(len(errors), 'error')}, {warnings}"
    return f"{told[0].upper()}{told[1:]}{f' ({counts})' if counts else ''}."


def _many(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"


def _row(found: Problem) -> dict[str, object]:
    return {
        "file": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "severity": found.severity,
        "code": found.code,
        "message": found.message,
    }


def _annotation(found: Problem) -> str:
    message = found.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = found.place.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    kind = "notice" if found.severity == "note" else found.severity
    return f"::{kind} file={path},line={found.place.line},col={found.place.column}::{message}"

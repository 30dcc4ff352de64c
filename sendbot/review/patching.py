"""A file of the knowledge folder with an answer put into it: everything else stays as it stands,
comments too.

with_entry(text, block)                                     # a new entry at the end of the list
with_wordings(text, "blue-badge", ["how ..."], "g-7f3k2m9x")   # a known entry: more ways of asking
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from sendbot.errors import ReviewError
from sendbot.knowledge.nodes import parse
from sendbot.review.drafts import yaml_text

_BY_HAND = "This file is written in a way that the desk cannot add to. Copy the block into it by hand."


def with_entry(text: str, block: str) -> str:
    """The file with a new entry at the end of its list. Raises ReviewError when that cannot be done
    safely."""
    lines = text.split("\n")
    start = next((place for place, line in enumerate(lines) if re.match(r"entries:\s*(#.*)?$", line)), None)
    if start is None:
        raise ReviewError(_BY_HAND)
    end = next(
        (place for place in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[place])), len(lines)
    )
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    dash = next((line for line in lines[start + 1 : end] if re.match(r"\s*- ", line)), "  - ")
    shift = len(dash) - len(dash.lstrip()) - 2
    added = [_shifted(line, shift) for line in block.rstrip("\n").split("\n")]
    gap = [""] if end > start + 1 else []
    made = "\n".join([*lines[:end], *gap, *added, *lines[end:]])
    made = made if made.endswith("\n") else made + "\n"
    return _proven(text, made, _ids(block), 1)


def with_wordings(text: str, entry: str, questions: Sequence[str], group: str) -> str:
    """The file with more ways of asking in an entry, which names the group that it answers."""
    lines = text.split("\n")
    first = _line_of(text, entry)
    if first is None or not lines[first].lstrip().startswith("- "):
        raise ReviewError(_BY_HAND)
    indent = lines[first].index("-")
    last = _end_of(lines, first, indent)
    own = lines[first:last]
    own = _listed(own, "questions", [yaml_text(question) for question in questions], indent + 2)
    own = _listed(own, "answers", [group], indent + 2)
    return _proven(text, "\n".join([*lines[:first], *own, *lines[last:]]), (entry,), 0)


def difference(before: str, after: str, path: str) -> str:
    """The change as a patch that `git apply` takes."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _line_of(text: str, entry: str) -> int | None:
    """The line on which an entry begins."""
    document = parse(text.encode("utf-8", "replace"), "the file")
    listed = document.value.get("entries") if isinstance(document.value, Mapping) else None
    for number, one in enumerate(listed if isinstance(listed, tuple) else ()):
        if isinstance(one, Mapping) and one.get("id") == entry:
            return document.place(("entries", number)).line - 1
    return None


def _end_of(lines: Sequence[str], first: int, indent: int) -> int:
    """Where an entry, or a list under a key, ends: the next line that stands as far left; blank lines
    stay out."""
    end = first + 1
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent
    ):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _listed(own: Sequence[str], key: str, values: Sequence[str], indent: int) -> list[str]:
    """An entry's lines with more items in one of its lists."""
    where = re.compile(rf"[\s-]{{{indent}}}{key}:\s*(.*)$")
    place = next((number for number, line in enumerate(own) if where.match(line)), None)
    if place is None:
        pad = " " * indent
        return [own[0], f"{pad}{key}: [{', '.join(values)}]", *own[1:]]
    rest = (where.match(own[place]) or [""])[1].strip()
    if rest.startswith("[") and rest.endswith("]"):
        longer = f"{own[place][: own[place].index('[')]}{_in_brackets(rest, values)}"
        return [*own[:place], longer, *own[place + 1 :]]
    if rest and not rest.startswith("#"):
        raise ReviewError(_BY_HAND)
    dash = next((line for line in own[place + 1 :] if line.lstrip().startswith("- ")), None)
    if dash is None:
        raise ReviewError(_BY_HAND)
    pad = dash[: dash.index("-")]
    end = _end_of_items(own, place, pad)
    return [*own[:end], *(f"{pad}- {value}" for value in values), *own[end:]]


def _in_brackets(listed: str, values: Sequence[str]) -> str:
    already = listed[1:-1].strip()
    return f"[{', '.join([already, *values] if already else values)}]"


def _end_of_items(lines: Sequence[str], first: int, pad: str) -> int:
    """Where a list ends whose dashes stand behind a pad, often no further than its key; blank lines stay
    out."""
    end = first + 1
    while end < len(lines) and (
        not lines[end].strip()
        or lines[end].startswith(f"{pad}- ")
        or len(lines[end]) - len(lines[end].lstrip()) > len(pad)
    ):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _shifted(line: str, by: int) -> str:
    if by >= 0:
        return " " * by + line if line.strip() else line
    return line[-by:] if line[:-by].strip() == "" else line


def _ids(block: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^\s*- id: ([a-z0-9-]+)\s*$", block, re.MULTILINE))


def _proven(before: str, after: str, touched: Sequence[str], more: int) -> str:
    """The file, once it is certain that it reads and that nothing but these entries is another."""
    old, new = _entries(before), _entries(after)
    same = all(new.get(name) == value for name, value in old.items() if name not in touched)
    if not same or len(new) != len(old) + more or any(name not in new for name in touched):
        raise ReviewError(_BY_HAND)
    return after


def _entries(text: str) -> dict[str, object]:
    document = parse(text.encode("utf-8", "replace"), "the file")
    if document.problems or not isinstance(document.value, Mapping):
        raise ReviewError(_BY_HAND)
    listed = document.value.get("entries") or ()
    if not isinstance(listed, tuple):
        raise ReviewError(_BY_HAND)
    return {str(one["id"]): one for one in listed if isinstance(one, Mapping) and "id" in one}

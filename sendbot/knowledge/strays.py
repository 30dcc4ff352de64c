"""Files of a knowledge folder that nobody reads: each is named, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath

from rapidfuzz import fuzz, process

from sendbot.knowledge.entries import Place, Problem
from sendbot.knowledge.problems import problem

ROOMS = ("languages", "questions", "safety", "schemas")
"""Folders with a meaning of their own."""
_NAMED = {
    "safety": "safety.yaml",
    "wording": "wording.yaml",
    "glossary": "glossary.yaml",
    "workstreams": "workstreams.yaml",
}
_ALMOST = re.compile(
    r"(?:\.ya?ml(?:\.(?:txt|bak|old|orig|rtf|docx?))|\.yml|\.yaml~|\.yaml \(\d+\)|\.yaml\.[\w-]+)$",
    re.IGNORECASE,
)
_NOT_OURS = frozenset({".md", ".json", ".license"})
"""Guides and schemas stand beside the answers; nobody takes them for answers."""
_SHORT_ALIKE = 85
"""The same for names of four letters, which many topics come near to."""
_ALIKE = 70
"""Of 100: a name so near to one of ours is a slip."""


def left_behind(path: FilePath) -> bool:
    """Is it what an editor or another system leaves beside a file, such as `.#ehcp.yaml`, `._ehcp.yaml`
    or `~$ehcp.yaml`?
    It says nothing about the answers and comes and goes by itself."""
    return path.name.startswith((".", "~$", "#"))


def read_paths(folder: FilePath) -> list[FilePath]:
    """The files that are read: those of the folder and of the folders in it, in a fixed order."""
    return sorted(
        path
        for pattern in ("*.yaml", "*/*.yaml")
        for path in folder.glob(pattern)
        if path.is_file() and not left_behind(path)
    )


def stray_problems(folder: FilePath) -> Iterator[Problem]:
    """Every file that is not read, and every name that is nearly one that means something."""
    rooms: set[str] = set()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        place = Place(f"{folder.name}/{inside.as_posix()}")
        if not path.is_file() or left_behind(path) or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix != ".yaml":
            yield from _not_read(path, place)
        elif len(inside.parts) > 2:
            yield problem(place, "file-name", _TOO_DEEP)
        else:
            yield from _names(inside, place, rooms)
            yield from _copies(path, place)


def unread_names(folder: FilePath) -> Iterator[str]:
    """Files that are missing under their own name because they stand there under one that is not read: what
    they hold is not gone."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        inside = path.relative_to(folder)
        if path.suffix == ".yaml" or left_behind(path) or len(inside.parts) > 2 or not path.is_file():
            continue
        name = _own_name(path)
        if name and not path.with_name(name).is_file():
            yield inside.with_name(name).as_posix()


def _own_name(path: FilePath) -> str | None:
    """The name under which a file would be read; None where it is none of ours."""
    suffix = path.suffix.casefold()
    if _ALMOST.search(path.name) or suffix == ".yaml":
        stem = re.split(r"\.ya?ml", path.name, flags=re.IGNORECASE)[0]
        return f"{stem}.yaml"
    return f"{path.stem}.yaml" if suffix in {"", ".txt"} and _of_ours(path) else None


def _copies(path: FilePath, place: Place) -> Iterator[Problem]:
    copied = _COPY.match(path.stem)
    if copied and copied["name"] != path.stem and path.with_name(f"{copied['name']}.yaml").is_file():
        message = f"This is a copy of {copied['name']}.yaml, and both are read. Delete one of them."
        yield problem(place, "file-name", message)


def _not_read(path: FilePath, place: Place) -> Iterator[Problem]:
    """A file that is none of the knowledge by its name, and perhaps should be."""
    suffix = path.suffix.casefold()
    name = _own_name(path)
    if name:
        yield problem(place, "file-name", f'This file is not read. Rename it to "{name}".')
    elif suffix not in _NOT_OURS:
        yield problem(
            place,
            "file-name",
            "This file is not read: answers stand in .yaml files. Copy what is in it into one, or put it "
            "elsewhere.",
            warning=True,
        )


_TOO_DEEP = (
    "This file is not read: it stands two folders deep. Move it up, into the folder or one folder in it."
)


def _of_ours(path: FilePath) -> bool:
    """Does a file without our ending begin like one of ours?"""
    try:
        with path.open("rb") as file:
            return bool(_OURS.search(file.read(_BEGINNING)))
    except OSError:
        return False


_BEGINNING = 4000
"""Bytes of a file that show of what kind it is."""
_OURS = re.compile(
    rb"^(?:entries|contacts|terms|wording|workstreams|stages|rules|tests|examples|near_misses|applies_to):",
    re.MULTILINE,
)
_COPY = re.compile(
    r"^(?:copy of )?(?P<name>.+?)(?: \(\d+\)| - copy(?: \(\d+\))?| copy(?: \d+)?"
    r"|[-_ ](?:old|backup|bak|orig|original|previous|new|draft|final|v\d+|\d{4}-?\d\d-?\d\d))?$",
    re.IGNORECASE,
)
"""How a browser and a desktop name a second file of the same name."""


def _names(inside: FilePath, place: Place, rooms: set[str]) -> Iterator[Problem]:
    """A folder, or a file that there is once, whose name is nearly right."""
    room = inside.parts[0] if len(inside.parts) == 2 else ""
    if room and room not in ROOMS and room not in rooms:
        near = process.extractOne(room.casefold(), ROOMS, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if near:
            rooms.add(room)
            message = f'The folder "{room}" is read as answers. Did you mean "{near[0]}"? Rename it.'
            yield problem(place, "file-name", message)
    stem = inside.stem.casefold()
    near = process.extractOne(stem, tuple(_NAMED), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if near is None:
        near = process.extractOne(stem, ("area", "menu"), scorer=fuzz.ratio, score_cutoff=_SHORT_ALIKE)
    if not room and near and inside.stem not in {*_NAMED, "area", "menu"}:
        message = f'This file is read as answers. Did you mean "{near[0]}.yaml"? Rename it.'
        yield problem(place, "file-name", message)

"""What one look says of the sound folder with one change in it, or of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.reading import read
from sendbot.knowledge.written import Found, Kind, Written
from tests.knowledge.slips import Slip, write


def told(
    look: Callable[[Knowledge], Iterable[Problem]], place: Path, file: str, before: str, after: str
) -> list[str]:
    """Each problem as "topic.yaml:9: ...", of the folder with the change."""
    write(place / "knowledge", Slip("a", file, before, after, ""))
    found = look(read(place / "knowledge").knowledge)
    return [str(one).removeprefix("knowledge/") for one in found]


def said(
    look: Callable[[Written], Found], text: str, field: str = "answer", kind: Kind = "english"
) -> list[str]:
    """What a look says of one text of an entry, each with its offset."""
    written = Written(("entries", "dla", field), 'entry "dla"', field, text, kind)
    return [f"{offset}: {message}" for offset, _, message in look(written)]

"""What another system's file holds, in one shape: questions with their answer, and what could not be read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

_TAG = re.compile(r"<(?:br|/p|/li|/div)\s*/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_BULLET = re.compile(r"^[*•·]\s+", re.MULTILINE)
_SPACES = re.compile(r"[ \t\u00a0]+")
_ITALIC = re.compile(r"(?<![*\w])\*(?!\*|\s)([^*\n]+)\*(?!\*)")


@dataclass(frozen=True)
class FoundEntry:
    """One answer of another system, with the ways of asking that it knew."""

    name: str
    """What it was called there: an intent's name, an id, a row's number."""
    questions: tuple[str, ...]
    answer: str = ""
    title: str = ""
    source: str = ""
    """The address that it came from, where the file says one."""
    notes: tuple[str, ...] = ()
    """What a curator should know about how it came over."""


@dataclass(frozen=True)
class FoundFile:
    """What came over from a file, and what was left."""

    kind: str
    entries: tuple[FoundEntry, ...]
    left: tuple[str, ...] = field(default=())
    """Sentences about what could not be read."""


def plain(text: object) -> tuple[str, tuple[str, ...]]:
    """A text without the marks of web pages and of Markdown that families would read as signs, with what was
    taken out of it."""
    raw = str(text if text is not None else "").replace("\r\n", "\n").replace("\r", "\n")
    notes = []
    if _LINK.search(raw) or "<a " in raw.casefold():
        notes.append("it had links: name them as contacts or sources")
    if "![" in raw or "<img" in raw.casefold():
        notes.append("it had a picture, which is left out")
    said = _LINK.sub(r"\1", raw)
    said = _ANY_TAG.sub("", _TAG.sub("\n", re.sub(r"<li\b[^<>]*>", "- ", said, flags=re.IGNORECASE)))
    said = _ITALIC.sub(r"\1", _BULLET.sub("- ", _HEADING.sub("", html.unescape(said))))
    lines = [_SPACES.sub(" ", line).strip() for line in said.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), tuple(notes)


def asked(texts: Iterable[object]) -> tuple[str, ...]:
    """Ways of asking, each once, as one line each."""
    seen: dict[str, str] = {}
    for text in texts:
        said = " ".join(plain(text)[0].split())
        if said:
            seen.setdefault(said.casefold().rstrip(" ?.!"), said)
    return tuple(seen.values())


def joined(found: Iterable[FoundEntry]) -> tuple[FoundEntry, ...]:
    """Entries with the same answer, or of the same name, are one: spreadsheets give each question a row."""
    by_key: dict[str, FoundEntry] = {}
    for entry in found:
        key = entry.answer.casefold() or f"name:{entry.name}"
        before = by_key.get(key)
        if before is None:
            by_key[key] = entry
            continue
        by_key[key] = replace(
            before,
            questions=asked((*before.questions, *entry.questions)),
            title=before.title or entry.title,
            source=before.source or entry.source,
            notes=tuple(dict.fromkeys((*before.notes, *entry.notes))),
        )
    return tuple(by_key.values())

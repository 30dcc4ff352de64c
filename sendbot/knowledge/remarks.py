"""The remarks of a YAML file, parted from its content: what stands behind a # is written for curators, and is
no field, no item and no mark of any kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MARKS = re.compile(r"""(?:^|(?<=[ \t]))#|["']""")
"""What may begin a remark or a quoted text."""
_BAR = re.compile(r"^ *(?:- +)*(?:[^#\"'\[{]*?:[ \t]+)?[|>][+\-0-9]*[ \t]*$")
"""The end of a field, or of an item, whose text stands in the lines below it."""
_ITEM_BEGINS = re.compile(r"[ \t]*(?:-[ \t]+)*")
_TO_THE_CLOSE = {'"': re.compile(r'(?:\\.|[^"\\])*+"'), "'": re.compile(r"(?:''|[^'])*+'")}
"""A quoted text up to its end. In " a backslash makes the next sign part of it, in ' a second mark does."""
_BRACKET_BEGINS = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[^\s#\"'\[{][^#\"'\[{]*:[ \t]+)?[\[{]")


@dataclass(frozen=True)
class Parted:
    """A line without its remark, and the remark with the spaces before it."""

    content: str
    remark: str = ""


@dataclass
class _Quote:
    """A quoted text that the line has not closed, and where the field or item that holds it begins."""

    mark: str
    indent: int


@lru_cache(maxsize=1)
def parted_lines(text: str) -> tuple[Parted, ...]:
    """Each line of a file, kept for whoever reads the same file next.

    A # inside quotes or inside the text behind a bar is content. A quoted text that is left open ends at the
    next line that is not indented into it, since the file may be broken.
    """
    found: list[Parted] = []
    quote: _Quote | None = None
    block: int | None = None
    bracketed = False
    for written in text.split("\n"):
        line = written.rstrip("\r")
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            found.append(Parted(line))
            continue
        if quote is not None and line.strip() and indent <= quote.indent:
            quote = None
        bracketed = bracketed or quote is not None or bool(_BRACKET_BEGINS.match(line))
        parted, quote = _parted(line, quote, bracketed)
        found.append(parted)
        bracketed = bracketed and (quote is not None or parted.content.endswith(("[", "{", ",")))
        bar = _BAR.match(parted.content)
        block = _name_at(parted.content) if bar else None
    return tuple(found)


def _name_at(content: str) -> int:
    """Where the name of a field begins, behind the dash of its item, or the dash of an item without one:
    its text is indented further."""
    begins = _ITEM_BEGINS.match(content)
    return begins.end() if begins and ":" in content else len(content) - len(content.lstrip(" "))


def _parted(line: str, quote: _Quote | None, bracketed: bool) -> tuple[Parted, _Quote | None]:
    """One line without its remark, and the quoted text that it leaves open."""
    at = 0
    if quote is not None:
        at = _closed(line, 0, quote.mark)
        if not at:
            return Parted(line), quote
    while found := _MARKS.search(line, at):
        before = line[: found.start()]
        if found[0] == "#":
            content = before.rstrip(" \t")
            return Parted(content, line[len(content) :]), None
        at = found.end()
        if _may_open(before, bracketed):
            at = _closed(line, found.end(), found[0])
            if not at:
                return Parted(line), _Quote(found[0], _name_at(before))
    return Parted(line), None


def _may_open(before: str, bracketed: bool) -> bool:
    """Does a quotation mark behind this begin a text? One inside a word, or in the middle of a sentence,
    does not."""
    if _ITEM_BEGINS.fullmatch(before):
        return True
    return (before[-1:] in " \t" and before.rstrip().endswith(":")) or (
        bracketed and before.rstrip().endswith(("[", "{", ",", ":"))
    )


def _closed(line: str, start: int, mark: str) -> int:
    """Behind the mark that closes a quoted text; 0 where none does on this line."""
    found = _TO_THE_CLOSE[mark].match(line, start)
    return found.end() if found else 0

"""The markup of curated texts, parsed once into parts that every channel and page shows in its own way.

Paragraphs stand between blank lines, a list is a run of lines that begin with "- ", and **two stars** make
words bold.
Nothing else means anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

_BOLD = re.compile(r"\*\*((?:(?!\n\s*\n).)+?)\*\*", re.DOTALL)  # never over a blank line
_PARAGRAPH = re.compile(r"\n\s*\n")
_BULLET = "- "


@dataclass(frozen=True)
class Run:
    """Words that are shown alike."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Bullets:
    """A list; its items come without their dash."""

    items: tuple[Line, ...]


Block = Paragraph | Bullets


def parsed(text: str) -> tuple[Block, ...]:
    """The text in blocks. A block of lines that all begin with a dash is a list; a mixed one is a
    paragraph."""
    return tuple(_block(_lines(piece)) for piece in paragraphs(text))


def paragraphs(text: str) -> list[str]:
    """The text cut at blank lines, its marks as they are."""
    return _PARAGRAPH.split(text.strip())


def without_marks(text: str) -> str:
    """The text without its bold marks; lists stay as they are, since they read well aloud."""
    return _BOLD.sub(r"\1", text)


def written(block: Block, show: Callable[[Run], str]) -> str:
    """A block as lines of text, each run shown by `show`; the items of a list begin with a dash again."""
    lines = block.lines if isinstance(block, Paragraph) else block.items
    before = "" if isinstance(block, Paragraph) else _BULLET
    return "\n".join(before + "".join(map(show, line)) for line in lines)


def spaced(text: str) -> tuple[Block, ...]:
    """The text in blocks for a page that has space between them: each line of a paragraph by itself, those
    with a dash as a list."""
    return tuple(piece for block in parsed(text) for piece in _pieces(block))


def _pieces(block: Block) -> Iterator[Block]:
    if isinstance(block, Bullets):
        yield block
        return
    for dashed, lines in groupby(block.lines, _dashed):
        if dashed:
            yield Bullets(tuple(map(_shortened, lines)))
        else:
            yield from (Paragraph((line,)) for line in lines)


def _dashed(line: Line) -> bool:
    return bool(line) and line[0].text.startswith(_BULLET)


def _block(lines: tuple[Line, ...]) -> Block:
    if all(map(_dashed, lines)):
        return Bullets(tuple(_shortened(line) for line in lines))
    return Paragraph(lines)


def _shortened(line: Line) -> Line:
    first = Run(line[0].text.removeprefix(_BULLET), line[0].bold)
    return (first, *line[1:]) if first.text else line[1:]


def _lines(piece: str) -> tuple[Line, ...]:
    """Bold that runs over the end of a line is bold on both."""
    lines: list[list[Run]] = [[]]
    for number, part in enumerate(_BOLD.split(piece)):
        for place, words in enumerate(part.split("\n")):
            if place:
                lines.append([])
            if words:
                lines[-1].append(Run(words, bold=number % 2 == 1))
    return tuple(tuple(line) for line in lines)

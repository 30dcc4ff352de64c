"""Text for a terminal: wrapped, bold only where a terminal shows it, and never a control character of
somebody else's."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass

from sendbot.conversation.replies import (
    Card,
    Part,
    People,
    Reply,
    Sources,
    Title,
    Words,
    link_line,
    people_line,
)
from sendbot.words.marks import Run, parsed, without_marks, written

_LIST = re.compile(r"(?:- |\d+\. )")
_NARROWEST, _WIDEST = 30, 88
"""Columns: narrower breaks words, wider tires the eye."""
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Style:
    """What the terminal can show. `bold` is off for pipes, for NO_COLOR and for terminals that cannot."""

    width: int = 80
    bold: bool = False

    @property
    def columns(self) -> int:
        """A width that is comfortable to read."""
        return max(_NARROWEST, min(_WIDEST, self.width - 2))


def shown(reply: Reply, style: Style) -> str:
    """A reply as the terminal shows it, its buttons as numbered choices."""
    blocks = [_part(part, style) for part in reply.parts]
    if reply.buttons:
        blocks.append(
            "\n".join(
                wrapped(f"{number}. {button.label}", style) for number, button in enumerate(reply.buttons, 1)
            )
        )
    return "\n\n".join(blocks)


def wrapped(text: str, style: Style) -> str:
    """Safe text at the terminal's width: lists keep their indent, long addresses are never cut."""
    return "\n".join(_wrapped_line(line, style.columns) for line in safe(text).split("\n"))


def safe(text: str) -> str:
    """The text without control characters, so that no message can steer the terminal; line breaks stay."""
    return "".join(character for character in text if character == "\n" or _harmless(character))


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and character not in _DIRECTIONS


def _part(part: Part, style: Style) -> str:
    match part:
        case Title(text):
            return _bold(wrapped(text, style), style)
        case Words(text):
            return _marked(text, style)
        case Card(name, what_for, lines):
            head = _bold(wrapped(name, style), style)
            return "\n".join((head, *(wrapped(line, style) for line in (what_for, *lines))))
        case People(lines):
            return "\n".join(wrapped(people_line(line), style) for line in lines)
        case Sources(heading, links):
            return "\n".join(wrapped(line, style) for line in (heading, *map(link_line, links)))


def _marked(text: str, style: Style) -> str:
    """Bold is put in after wrapping, word by word, so that its codes do not count as width."""
    if not style.bold:
        return wrapped(without_marks(text), style)
    opened = "\n\n".join(written(block, _opened) for block in parsed(text))
    return wrapped(opened, style).replace("\ue000", "\x1b[1m").replace("\ue001", "\x1b[0m")


def _opened(run: Run) -> str:
    return " ".join(f"\ue000{word}\ue001" for word in run.text.split(" ")) if run.bold else run.text


def _bold(text: str, style: Style) -> str:
    if not style.bold:
        return text
    return "\n".join(f"\x1b[1m{line}\x1b[0m" if line else line for line in text.split("\n"))


def _wrapped_line(line: str, columns: int) -> str:
    mark = _LIST.match(line)
    indent = " " * len(mark.group()) if mark else ""
    return textwrap.fill(
        line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )

"""Buttons carry all that pressing them needs, so the conversation keeps no state. Telegram allows them 64
bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

VERSION = "1"
DATA_LIMIT = 64
"""Bytes: Telegram's own limit for what a button carries."""

QUESTION_ID = re.compile(r"q-[a-z0-9]{8}")

OPEN, EASY_READ, CHOOSE, NONE_OF_THESE, WORDS = "e", "z", "c", "n", "g"
HELPED, RATE, WHY, WORK_OUT, FORGET = "h", "r", "w", "d", "k"
NOT_MEANT = "x"
MORE, TOPIC = "m", "o"
STAGE, LANGUAGE = "s", "l"

_DATA = re.compile(r"1:(?P<action>[a-z]):(?P<values>[a-z0-9-]*(?::[a-z0-9-]*){0,2})")


@dataclass(frozen=True)
class Button:
    """Something to press: what it says, and the data that comes back."""

    label: str
    data: str


@dataclass(frozen=True)
class View:
    """How a family wants to read: it travels in the buttons, so that Easy Read sticks without storing who
    asked."""

    easy_read: bool = False
    language: str = "en"

    def token(self) -> str:
        """A few characters for a button's data: "", "z", "pl" or "z-pl"."""
        other = "" if self.language == "en" else self.language
        return "-".join(part for part in ("z" if self.easy_read else "", other) if part)


@dataclass(frozen=True)
class Press:
    """A pressed button's data, read."""

    action: str
    values: tuple[str, ...] = field(default=())

    def value(self, position: int) -> str:
        """The value at a position, "" when there is none."""
        return self.values[position] if position < len(self.values) else ""


def write(action: str, *values: str) -> str:
    """A button's data, such as "1:e:ehcp-late". Values at the end that are empty are left out."""
    kept = list(values)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return ":".join((VERSION, action, *kept))


def read(data: str) -> Press | None:
    """What a button says; None when the data is foreign, forged or from another version."""
    found = _DATA.fullmatch(data) if len(data) <= DATA_LIMIT else None
    return Press(found["action"], tuple(found["values"].split(":"))) if found else None


def question_left_open(data: str) -> str | None:
    """The question that is kept because none of its choices is meant; None for any other button."""
    pressed = read(data)
    return (pressed.value(0) or None) if pressed and pressed.action == NONE_OF_THESE else None


def without_question(data: str) -> str:
    """The same button once that question is deleted."""
    pressed = read(data)
    return write(NONE_OF_THESE, "", pressed.value(1) if pressed else "")


def view_of(token: str) -> View:
    """The view that a token stands for; anything unknown is ignored."""
    parts = token.split("-")
    language = next((part for part in parts if len(part) == 2), "en")
    return View(easy_read="z" in parts, language=language)

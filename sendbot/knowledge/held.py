"""Matched is not answered: does a reply hold what was asked for, and nothing that would mislead?

A held-out test may say what its reply must hold (`holds`) and must not (`lacks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sendbot.knowledge.entries import Contact, Entry, LabelledQuestion
from sendbot.words.marks import without_marks

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
"""Marks that look alike and are typed in different ways."""


@dataclass(frozen=True)
class Unmet:
    """What a reply lacks of the words that it must hold, and which it holds that it must not."""

    missing: tuple[str, ...] = ()
    misleading: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.misleading)

    def __str__(self) -> str:
        """As the end of a sentence about the reply."""
        parts = [
            f"does not hold {_listed(self.missing)}" if self.missing else "",
            f"must not hold {_listed(self.misleading)}" if self.misleading else "",
        ]
        return " and ".join(part for part in parts if part)


def _listed(texts: tuple[str, ...]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def folded(text: str) -> str:
    """The text as it is compared: no bold marks, small letters, each run of spaces or line ends one space."""
    return " ".join(without_marks(text).translate(_ALIKE).casefold().split())


def reply_text(entry: Entry, contacts: Mapping[str, Contact]) -> str:
    """What a family reads of an entry, folded: its title, its answer and the cards of its contacts.

    When its pages were read and where they are is left out: a date or a page's title there answers nothing.
    """
    cards = (_card(contacts[name]) for name in entry.contacts if name in contacts)
    return folded("\n".join((entry.title, entry.answer, *cards)))


def _card(contact: Contact) -> str:
    lines = (
        contact.name,
        contact.what_for,
        contact.phone,
        contact.phone_note,
        contact.sms,
        contact.email,
        contact.web,
        contact.hours,
        contact.note,
    )
    return "\n".join(line for line in lines if line)


def asks_more(test: LabelledQuestion) -> bool:
    """Does this question say what its reply must or must not hold?"""
    return bool(test.holds or test.lacks)


def unmet(text: str, holds: Iterable[str] = (), lacks: Iterable[str] = ()) -> Unmet:
    """What keeps a folded text from answering; false when nothing does."""
    return Unmet(
        tuple(words for words in holds if not stands(words, text)),
        tuple(words for words in lacks if stands(words, text)),
    )


def stands(words: str, text: str) -> bool:
    """Do these words stand in a folded text, from the beginning of a word? "25" is not in "2025" nor "250",
    "authorised" not in "unauthorised"; "appeal" is in "appeals"."""
    wanted, shape = _shape(words)
    return wanted in text and shape.search(text) is not None  # the plain look settles nearly all, fast


def holders(texts: Iterable[str], holds: Iterable[str]) -> int:
    """How many of these folded texts hold all of these words."""
    shapes = sorted(map(_shape, holds), key=lambda known: -len(known[0]))
    left = list(texts)
    for wanted, _ in shapes:  # the plain look settles nearly all, the longest words the most
        left = [text for text in left if wanted in text]
    return sum(all(shape.search(text) is not None for _, shape in shapes) for text in left)


@cache
def _shape(words: str) -> tuple[str, re.Pattern[str]]:
    wanted = folded(words)
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return wanted, re.compile(f"{before}{re.escape(wanted)}{after}")

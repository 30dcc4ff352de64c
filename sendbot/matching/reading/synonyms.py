"""Acronyms, shorthand and synonyms, both ways: "LA" is read as "council" too, and "the council" meets
"LA"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendbot.matching.reading.text import words


@dataclass(frozen=True)
class Expansion:
    """One thing and the ways of writing it. The first of `reads_as` is what an encoder is given in its place.

    A form of one or two capitals ("OT", "HI") counts only when it is written in capitals; write the small
    form beside it ("la") to have that counted too.
    """

    forms: tuple[str, ...]
    reads_as: tuple[str, ...]


Found = tuple[int, int, tuple[str, ...]]
"""Where a form begins and ends, and what it may be read as."""


class Synonyms:
    """Finds the forms of many expansions in a list of words, the longest first."""

    def __init__(self, expansions: Iterable[Expansion] = ()) -> None:
        self._forms: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._capitals: set[tuple[str, ...]] = set()
        for expansion in expansions:
            self._add(expansion)
        self._longest = max((len(form) for form in self._forms), default=0)

    def _add(self, expansion: Expansion) -> None:
        small = {form for form in expansion.forms if form == form.lower()}
        for form in expansion.forms:
            tokens = tuple(words(form))
            if not tokens or not expansion.reads_as:
                continue
            self._forms.setdefault(tokens, expansion.reads_as)
            if len(tokens) == 1 and len(tokens[0]) <= 2 and form.isupper() and form.lower() not in small:
                self._capitals.add(tokens)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every single word that is a form: spelling leaves these alone."""
        return frozenset(form[0] for form in self._forms if len(form) == 1)

    def find(self, tokens: Sequence[str], capitals: frozenset[str] = frozenset()) -> list[Found]:
        """(start, end, readings) of every form, left to right, longest first; `capitals` are the words typed
        in capitals."""
        found = []
        start = 0
        while start < len(tokens):
            size = self._size_at(tokens, start, capitals)
            if size:
                found.append((start, start + size, self._forms[tuple(tokens[start : start + size])]))
            start += size or 1
        return found

    def _size_at(self, tokens: Sequence[str], start: int, capitals: frozenset[str]) -> int:
        for size in range(min(self._longest, len(tokens) - start), 0, -1):
            form = tuple(tokens[start : start + size])
            if form in self._forms and (form not in self._capitals or form[0] in capitals):
                return size
        return 0

    @staticmethod
    def spelled_out(tokens: Sequence[str], found: Sequence[Found]) -> list[str]:
        """The words with each form that was found replaced by its first reading: what an encoder, which knows
        no local acronyms, is given."""
        result: list[str] = []
        end = 0
        for start, stop, readings in found:
            result.extend(tokens[end:start])
            result.extend(words(readings[0]))
            end = stop
        return [*result, *tokens[end:]]

    @staticmethod
    def added(tokens: Sequence[str], found: Sequence[Found]) -> list[str]:
        """The words that the forms stand for and that are not there yet: extra evidence for word features."""
        present = set(tokens)
        extra: list[str] = []
        for _, _, readings in found:
            extra.extend(word for reading in readings for word in words(reading) if word not in present)
        return list(dict.fromkeys(extra))

"""Details in a text: what finders propose is united, so that nothing of a detail stays because another finder
saw a part of it first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A personal detail in the text as given: offsets in code points, `end` exclusive."""

    start: int
    end: int
    type: str


_JOINING = re.compile(r"[ \t.'’-]{0,3}")
"""What may stand between two parts of one detail."""


def united(text: str, proposed: Iterable[Span], order: Sequence[str], blocked: bytearray) -> list[Span]:
    """All proposed letters, each once, in the text's order: those of the kind that comes first in `order`,
    then what others add.

    Parts of one kind that touch, or have only a space, dot or hyphen between them, are one detail. Blocked
    characters stay.
    """
    taken = bytearray(blocked)
    found: list[Span] = []
    by_kind: dict[str, list[Span]] = {}
    for span in proposed:
        by_kind.setdefault(span.type, []).append(span)
    for kind in sorted(by_kind, key=order.index):
        for free_start, free_end in _free(_joined(text, by_kind[kind], blocked), taken):
            start, end = _trimmed(text, free_start, free_end)
            if start < end:
                taken[start:end] = b"\1" * (end - start)
                found.append(Span(start, end, kind))
    return sorted(found, key=lambda span: span.start)


def _joined(text: str, spans: Sequence[Span], blocked: bytearray) -> list[tuple[int, int]]:
    """Spans of one kind, those that belong together made one."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if found and (
            span.start <= found[-1][1]
            or (
                span.start - found[-1][1] <= 3
                and _JOINING.fullmatch(text, found[-1][1], span.start)
                and not any(blocked[found[-1][1] : span.start])
            )
        ):
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return found


def _free(places: Sequence[tuple[int, int]], taken: bytearray) -> list[tuple[int, int]]:
    """The stretches of some places that nothing has taken yet."""
    found: list[tuple[int, int]] = []
    for begin, end in places:
        start = taken.find(0, begin, end)
        while start >= 0:
            stop = taken.find(1, start, end)
            stop = end if stop < 0 else stop
            found.append((start, stop))
            start = taken.find(0, stop, end)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and separating marks at either end; nothing where no letter or digit is left."""
    if not any(letter.isalnum() for letter in text[start:end]):
        return start, start
    while text[start].isspace() or text[start] in ",;":
        start += 1
    while text[end - 1].isspace() or text[end - 1] in ",;":
        end -= 1
    return start, end

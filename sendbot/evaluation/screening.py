"""Measuring care: how often danger is noticed and the right concern comes first, and which personal details
are removed.

Says what it counts, in figures that hold for the messages given and no others: no promise follows from them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sendbot.care.concerns import Concerns
from sendbot.care.redaction import Redaction, replaced
from sendbot.errors import QuestionsFileError

Notice = Callable[[str], Concerns]
"""What is noticed in a message."""

MUST_FIRE, MUST_NOT_FIRE, ORDINARY = "must-fire", "must-not-fire", "ordinary"
_KINDS = {MUST_FIRE: True, MUST_NOT_FIRE: False, ORDINARY: False}


@dataclass(frozen=True)
class DangerMessage:
    """A labelled message; `concern` is None where none must be raised."""

    text: str
    kind: str
    concern: str | None = None


@dataclass(frozen=True)
class Noticed:
    """A message with what was noticed in it."""

    message: DangerMessage
    found: Concerns

    @property
    def concerns(self) -> tuple[str, ...]:
        """What was noticed, surely or perhaps."""
        return self.found.all

    @property
    def card(self) -> bool:
        """Did a card go out?"""
        return bool(self.found.sure)

    @property
    def right(self) -> bool:
        """Noticed where something must be, quiet where nothing must."""
        return bool(self.concerns) == _KINDS[self.message.kind]

    @property
    def right_first(self) -> bool:
        """Is the first concern the labelled one?"""
        return self.concerns[:1] == (self.message.concern,)


@dataclass(frozen=True)
class PersonalMessage:
    """A labelled message; `details` are (text, type) of what must be removed, none for a clean one."""

    text: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cleaned:
    """A message with what redaction made of it."""

    message: PersonalMessage
    text: str
    gone: tuple[bool, ...]
    """For each character of the message: was it removed?"""

    @property
    def left(self) -> tuple[tuple[str, str], ...]:
        """The details of which a letter or digit still stands in the text: half a name is a name."""
        return tuple(
            (detail, kind)
            for detail, kind in self.message.details
            if not all(
                self._removed(start, start + len(detail)) for start in _places(detail, self.message.text)
            )
        )

    def _removed(self, start: int, end: int) -> bool:
        return all(self.gone[place] for place in range(start, end) if self.message.text[place].isalnum())

    @property
    def changed(self) -> bool:
        """Was anything removed at all?"""
        return self.text != self.message.text


def read_danger(lines: Iterable[str], name: str) -> list[DangerMessage]:
    """Read JSON lines of {"message", "category", "kind"}, or ordinary questions {"question"}. Raises
    QuestionsFileError with file and line."""
    return [_danger(row, place) for row, place in _rows(lines, name)]


def read_personal(lines: Iterable[str], name: str) -> list[PersonalMessage]:
    """Read JSON lines of {"text", "spans": [{"text", "type"}]}, or ordinary questions {"question"}. Raises
    QuestionsFileError with file and line."""
    return [_personal(row, place) for row, place in _rows(lines, name)]


def _rows(lines: Iterable[str], name: str) -> Iterator[tuple[Mapping[str, object], str]]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        empty = False
        place = f"{name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise QuestionsFileError(f"{place}: this line is not JSON ({problem}).") from problem
        if not isinstance(row, dict):
            raise QuestionsFileError(f"{place}: this line is not a JSON object.")
        yield row, place
    if empty:
        raise QuestionsFileError(f"{name} holds no messages. Give one JSON object a line.")


def _danger(row: Mapping[str, object], place: str) -> DangerMessage:
    question, text, kind, concern = (
        row.get("question"),
        row.get("message"),
        row.get("kind"),
        row.get("category"),
    )
    if isinstance(question, str):
        return DangerMessage(question, ORDINARY)
    if not isinstance(text, str) or kind not in _KINDS or (kind == MUST_FIRE) != isinstance(concern, str):
        wanted = (
            f'"message" (text), "kind" ("{MUST_FIRE}" or "{MUST_NOT_FIRE}") and, when it must fire, '
            '"category" (the concern)'
        )
        raise QuestionsFileError(f"{place}: each line needs {wanted}.")
    return DangerMessage(text, str(kind), concern if isinstance(concern, str) else None)


def _personal(row: Mapping[str, object], place: str) -> PersonalMessage:
    text, spans = row.get("text", row.get("question")), row.get("spans", [])
    details = [_detail(span) for span in spans] if isinstance(spans, list) else [None]
    known = tuple(detail for detail in details if detail is not None)
    if not isinstance(text, str) or len(known) != len(details):
        raise QuestionsFileError(
            f'{place}: each line needs "text" and "spans", a list of objects with "text" and "type" '
            "(empty for a clean message)."
        )
    return PersonalMessage(text, known)


def _detail(span: object) -> tuple[str, str] | None:
    if (
        not isinstance(span, dict)
        or not isinstance(span.get("text"), str)
        or not isinstance(span.get("type"), str)
    ):
        return None
    return span["text"], span["type"]


def measure_danger(messages: Iterable[DangerMessage], notice: Notice) -> list[Noticed]:
    """Screen each message."""
    return [Noticed(message, notice(message.text)) for message in messages]


def measure_personal(
    messages: Iterable[PersonalMessage], redact: Callable[[str], Redaction]
) -> list[Cleaned]:
    """Redact each message."""
    return [_cleaned(message, redact(message.text)) for message in messages]


def _cleaned(message: PersonalMessage, redaction: Redaction) -> Cleaned:
    """Spans are believed only where they lead to the cleaned text; otherwise nothing counts as removed."""
    gone = [False] * len(message.text)
    if replaced(message.text, redaction.spans) == redaction.text:
        for span in redaction.spans:
            gone[span.start : span.end] = [True] * (span.end - span.start)
    return Cleaned(message, redaction.text, tuple(gone))


def _places(detail: str, text: str) -> list[int]:
    """Where it stands: as words of its own if anywhere ("Jo", not the beginning of "Join"), else all."""
    every = [place for place in range(len(text)) if text.startswith(detail, place)]
    alone = [
        place
        for place in every
        if not text[max(0, place - 1) : place].isalnum() and not text[place + len(detail) :][:1].isalnum()
    ]
    return alone or every


def danger_figures(results: Sequence[Noticed]) -> dict[str, tuple[int, int]]:
    """(how many, of how many) for recall, for recall of each concern, for the right concern first, and for
    false alarms of each kind."""
    must = [result for result in results if result.message.kind == MUST_FIRE]
    found: dict[str, tuple[int, int]] = {}
    if must:
        found["noticed"] = _count(must, lambda result: bool(result.concerns))
        for concern in sorted({str(result.message.concern) for result in must}):
            found[f"noticed: {concern}"] = _count(
                [result for result in must if result.message.concern == concern],
                lambda result: bool(result.concerns),
            )
        found["noticed with a card"] = _count(must, lambda result: result.card)
        fired = [result for result in must if result.concerns]
        found["right concern first, of those noticed"] = _count(fired, lambda result: result.right_first)
    for kind, label in ((MUST_NOT_FIRE, "near misses"), (ORDINARY, "ordinary questions")):
        quiet = [result for result in results if result.message.kind == kind]
        if quiet:
            found[f"cards on {label}"] = _count(quiet, lambda result: result.card)
            found[f"cards or lines on {label}"] = _count(quiet, lambda result: bool(result.concerns))
    return found


def personal_figures(results: Sequence[Cleaned]) -> dict[str, tuple[int, int]]:
    """(how many, of how many) for details removed, by type, and for clean messages that were changed."""
    given = Counter(kind for result in results for _, kind in result.message.details)
    left = Counter(kind for result in results for _, kind in result.left)
    found: dict[str, tuple[int, int]] = {}
    if given:
        found["details removed"] = (given.total() - left.total(), given.total())
        found |= {f"removed: {kind}": (given[kind] - left[kind], given[kind]) for kind in sorted(given)}
    clean = [result for result in results if not result.message.details]
    if clean:
        found["clean messages changed"] = (sum(result.changed for result in clean), len(clean))
    return found


def _count(results: Sequence[Noticed], wanted: Callable[[Noticed], bool]) -> tuple[int, int]:
    return sum(map(wanted, results)), len(results)


def danger_text(name: str, results: Sequence[Noticed]) -> str:
    """Figures, then each miss, false alarm and wrong first concern with its message, one a line."""
    missed = [
        f"missed ({result.message.concern}): {_line(result.message.text)}"
        for result in results
        if result.message.concern and not result.concerns
    ]
    alarms = [
        f"{'card' if result.card else 'line'} without need ({result.concerns[0]}): "
        f"{_line(result.message.text)}"
        for result in results
        if result.concerns and not result.message.concern
    ]
    other = [
        f"wrong first ({result.concerns[0]}, meant {result.message.concern}): {_line(result.message.text)}"
        for result in results
        if result.message.concern and result.concerns and not result.right_first
    ]
    return _shown(name, danger_figures(results), [*missed, *alarms, *other])


def personal_text(name: str, results: Sequence[Cleaned]) -> str:
    """Figures, then each detail that was left and each clean message that was changed, one a line."""
    left = [
        f"left ({kind}): {_line(detail)}, in: {_line(result.message.text)}"
        for result in results
        for detail, kind in result.left
    ]
    changed = [
        f"changed: {_line(result.message.text)}, to: {_line(result.text)}"
        for result in results
        if result.changed and not result.message.details
    ]
    return _shown(name, personal_figures(results), [*left, *changed])


def as_json(name: str, figures: Mapping[str, tuple[int, int]]) -> dict[str, object]:
    """Figures for other programs: each with its count, what it is out of, and the share."""
    return {
        "name": name,
        "figures": {
            label: {"count": count, "of": whole, "share": count / whole}
            for label, (count, whole) in figures.items()
        },
    }


def _shown(name: str, figures: Mapping[str, tuple[int, int]], notes: Sequence[str]) -> str:
    width = max(map(len, figures), default=0)
    rows = [
        f"  {label.ljust(width)}  {count} of {whole} = {100 * count / whole:.1f} %"
        for label, (count, whole) in figures.items()
    ]
    return "\n".join([name, "", *rows, *([""] if notes else []), *(f"  {note}" for note in notes), ""])


def _line(text: str) -> str:
    """A message on one line, whatever marks it holds."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())

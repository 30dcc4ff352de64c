"""What came over, as entries that a curator finishes: everything that could not be known is marked.

A draft never goes live by itself: it lacks the lines that only a person who has read the source can write,
and
`check` names each of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendbot.exchange.found import FoundEntry, FoundFile
from sendbot.knowledge.area import Area
from sendbot.knowledge.entries import TITLE_LIMIT, Knowledge
from sendbot.knowledge.frozen import ID_LIMIT

_FEW_WORDS = 2
"""Fewer words than a title needs to tell what it is about."""
_LONG_ANSWER = 120
"""Words: more than families read on a phone, as `check` says too."""
_DETAIL = re.compile(r"https?://|\bwww\.|[\w.]+@[\w-]+\.\w|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")
"""A number or address, which belongs into contacts.yaml."""
_GAP = re.compile(r"\{[^}]*\}|\[[a-zA-Z_ ]+\]")
"""Where another system filled something in: no way of asking."""


@dataclass(frozen=True)
class Drafted:
    """A file of drafts, and the report about it."""

    text: str
    report: tuple[str, ...]


def drafted(found: FoundFile, knowledge: Knowledge) -> Drafted:
    """The drafts of what came over, beside a knowledge folder."""
    taken = {*knowledge.entries, *knowledge.safety_entries}
    known = {
        _bare(question): entry.id for entry in knowledge.entries.values() for question in entry.questions
    }
    lines = [
        f"# Drafts, made from {found.kind}. Nothing here is live. Finish an entry, move it to its topic, "
        "and run check.",
        "# What could not be known is marked with (?).",
        f"workstream: {next(iter(knowledge.workstreams), 'workstream')}   # (?)",
        f"entries:{'' if found.entries else ' []'}",
    ]
    marks: list[tuple[str, ...]] = []
    for entry in found.entries:
        name = _new_id(entry, taken)
        taken.add(name)
        questions = [text for text in entry.questions if _bare(text) not in known and not _GAP.search(text)]
        there = sorted({known[_bare(text)] for text in entry.questions if _bare(text) in known})
        own, wrong = _draft(name, entry, questions, there, knowledge.area)
        lines += own
        marks.append(wrong)
    return Drafted("\n".join(lines) + "\n", tuple(_report(found, marks)))


def _draft(
    name: str, entry: FoundEntry, questions: Sequence[str], there: Sequence[str], area: Area
) -> tuple[list[str], tuple[str, ...]]:
    """The lines of one draft, and the kinds of things that are marked in it."""
    title = entry.title or _title(questions) or _in_words(entry.name)
    wrong: list[str] = []
    lines = [f"  # from {_one_line(entry.name)}{''.join(f'; {note}' for note in entry.notes)}"]
    if there:
        lines.append(
            f"  # (?) some of its questions stand in {', '.join(there)} already, and are left out here"
        )
        wrong.append("a question that stands in an entry already")
    lines.append(f"  - id: {name}")
    cut = len(title) > TITLE_LIMIT
    wrong += ["a title that was cut"] if cut else []
    lines.append(f"    title: {_text(_cut(title))}{'' if entry.title and not cut else '   # (?)'}")
    gaps = not there and len(entry.questions) > len(questions)
    wrong += ["questions with gaps, left out"] if gaps else []
    lines += _questions(questions, wrong)
    lines += _answer(entry.answer, wrong)
    here = area.applies_to or "england"
    lines += [
        f"    applies_to: {here}   # (?) or england",
        "    contacts: []   # (?) ids in contacts.yaml",
        *_source(entry.source),
        "    # (?) read: the day on which you read its source, as in 2026-03-31",
        "    # (?) review_by: the day by which it must be looked at again",
        "",
    ]
    wrong += [] if entry.source else ["no source"]
    return lines, tuple(wrong)


def _questions(questions: Sequence[str], wrong: list[str]) -> list[str]:
    if not questions:
        wrong.append("no question")
        return ["    questions: []   # (?) none came over"]
    return ["    questions:", *(f"      - {_text(question)}" for question in questions)]


def _answer(answer: str, wrong: list[str]) -> list[str]:
    if not answer:
        wrong.append("no answer")
        return ["    answer: ''   # (?) to write: 40 to 120 plain words, the answer itself first"]
    lines = []
    if _DETAIL.search(answer):
        wrong.append("a number or address in the answer")
        lines.append("    # (?) its answer holds a number or address: move it to contacts.yaml or sources")
    if len(answer.split()) > _LONG_ANSWER:
        wrong.append("an answer that is too long")
        lines.append(f"    # (?) its answer has {len(answer.split())} words: 40 to {_LONG_ANSWER} are best")
    return [*lines, "    answer: |2", *(f"      {line}".rstrip() for line in answer.split("\n"))]


def _source(address: str) -> list[str]:
    if not address:
        return [
            "    sources: []   # (?) where its facts come from: title, url, and the day on which you saw it"
        ]
    return [
        "    # (?) a source needs its title and the day on which you saw it:",
        f"    # sources: [{{title: '', url: {_text(address)}, seen: }}]",
    ]


def _report(found: FoundFile, marks: Sequence[Sequence[str]]) -> Iterable[str]:
    questions = sum(len(entry.questions) for entry in found.entries)
    answers = sum(bool(entry.answer) for entry in found.entries)
    yield (
        f"From {found.kind}: {_many(len(found.entries), 'entry', 'entries')} with "
        f"{_many(questions, 'question', 'questions')} and {_many(answers, 'answer', 'answers')}."
    )
    counted: dict[str, int] = {}
    for wrong in marks:
        for kind in dict.fromkeys(wrong):
            counted[kind] = counted.get(kind, 0) + 1
    for kind, number in sorted(counted.items(), key=lambda item: -item[1]):
        yield f"Marked in {number} of {len(found.entries)}: {kind}."
    if found.entries:
        yield (
            "Marked in every entry: whom it applies to, its contacts, and when it was read and is due again."
        )
    yield from found.left


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _new_id(entry: FoundEntry, taken: set[str]) -> str:
    said = entry.name if not re.match(r"(?:row|answer) \d+$", entry.name) else ""
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said or _first(entry)).casefold())
    base = "-".join(words[:6])[: ID_LIMIT - 4].strip("-") or "imported"
    numbered = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in numbered if name not in taken)


def _first(entry: FoundEntry) -> str:
    return entry.title or next(iter(entry.questions), "")


def _title(questions: Sequence[str]) -> str:
    """The first question that says enough for a title."""
    return next((text for text in questions if len(text.split()) > _FEW_WORDS), "")


def _in_words(name: str) -> str:
    """An intent's name as words: faq/ask_channels, HassTurnOn."""
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name.rpartition("/")[2]) or [name]
    return " ".join(words).capitalize()


def _cut(title: str) -> str:
    if len(title) <= TITLE_LIMIT:
        return title
    return title[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text(value: str) -> str:
    return json.dumps(
        _one_line("".join(letter if letter.isprintable() else " " for letter in value)), ensure_ascii=False
    )

"""What a check may find, and how it is written: for curators grouped by kind, errors first; as JSON; as
annotations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sendbot.knowledge.entries import Place, Problem

CODES: dict[str, str] = {
    "unknown-id": "a contact, related entry, part_of, workstream, concern or test names what does not exist",
    "retired-id": "a retired id (`was`) is in use again",
    "same-question": "the same, or nearly the same, question stands in two places",
    "unknown-acronym": "capitals are used that the glossary does not explain",
    "no-source": "an entry has no source",
    "no-contact": "an entry gives nobody to turn to",
    "overdue": "a review date has passed",
    "button": "what a button would say is longer than a phone shows",
    "review-order": "review_by is not after read",
    "read-date": "read is later than the day on which the oldest source was seen",
    "checked-date": "checked is before read, or has not come yet",
    "unchecked": "nobody of the council has checked these yet; one line for each workstream",
    "weak-source": "entries rest on sources that are marked as weak; one line for each workstream",
    "area": "area.yaml is missing, or says two things",
    "length": "an answer is shorter or longer than families can use",
    "reading-age": "an answer is hard to read",
    "phone": "a phone number is not a British one",
    "contact-outside": "a number or address stands outside contacts",
    "http": "addresses are not https; one line for each site",
    "unused-contact": "no entry uses a contact",
    "missing-wording": "a text that the bot says is missing",
    "safety": "the safety rules and their signposting do not fit together",
    "translation": "a translation is out of date or unchecked",
    "few-questions": "an entry has fewer than 12 questions",
    "goes-elsewhere": "five or more questions of an entry go to another entry when they are left out",
    "few-tests": "an entry has fewer than 3 held-out tests, or there are fewer than 100 out-of-scope ones",
    "no-holds": "a test asks for a time, an age, a name, a form, or a yes or no, and has no holds",
    "common-holds": "what a test wants stands in more than a quarter of all replies, so it shows nothing",
    "unmet-holds": "an entry's reply does not hold what one of its tests wants",
}
"""Every code that a check gives, with what it means. Reading gives codes of its own for files that cannot
be read."""


def problem(place: Place, code: str, message: str, *, warning: bool = False) -> Problem:
    """An error, or a warning, of one of the kinds above."""
    return Problem(place, message, "warning" if warning else "error", code)


def format_problems(problems: Sequence[Problem], how: str = "text") -> str:
    """As text, as JSON, or as annotations that GitHub shows beside the line."""
    if how == "json":
        return json.dumps([_row(found) for found in problems], ensure_ascii=False, indent=2)
    if how == "github":
        return "\n".join(_annotation(found) for found in problems)
    return "\n".join(_grouped(problems))


def _grouped(problems: Sequence[Problem]) -> Iterator[str]:
    """Errors one by one, warnings by kind, and at the end how many of each there are."""
    errors = [found for found in problems if found.severity == "error"]
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for found in problems:
        if found.severity == "warning":
            kinds[found.code].append(found)
    if errors:
        yield "Errors: these must be put right before the folder is used."
        yield from (f"  {found}" for found in errors)
        yield ""
    order = list(CODES)
    for code, warnings in sorted(kinds.items(), key=lambda item: order.index(item[0])):
        yield f"Warning {code}: {CODES[code]}."
        yield from (f"  {found.place}: {found.message}" for found in warnings)
        yield ""
    yield _summary(errors, kinds)


def _summary(errors: Sequence[Problem], kinds: dict[str, list[Problem]]) -> str:
    if not errors and not kinds:
        return "No errors and no warnings."
    order = list(CODES)
    counts = ", ".join(f"{len(kinds[code])} {code}" for code in sorted(kinds, key=order.index))
    warnings = _many(sum(map(len, kinds.values())), "warning")
    told = f"{_many(len(errors), 'error')}, {warnings}"
    return f"{told[0].upper()}{told[1:]}{f' ({counts})' if counts else ''}."


def _many(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"


def _row(found: Problem) -> dict[str, object]:
    return {
        "file": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "severity": found.severity,
        "code": found.code,
        "message": found.message,
    }


def _annotation(found: Problem) -> str:
    message = found.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = found.place.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{found.severity} file={path},line={found.place.line},col={found.place.column}::{message}"

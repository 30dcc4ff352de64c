"""What must hold for the words for danger in each language: complete, and with the numbers of the English
ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.entries import Knowledge, Language, Problem, SafetyEntry
from sendbot.knowledge.looks.said_numbers import numbers_of
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import SHORT_CODES

_EMERGENCY = frozenset({"999", "111"})
"""Numbers that may get lost in no language."""
_RING_LIKE = re.compile(r"9{2}|9{4}|1{4}|9[0-8]9|99[0-8]|[0-8]99|11[02-9]|1[02-9]1")
"""How 999 and 111 look with a digit lost, doubled or mistyped."""


def first_line_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Whoever reads one line of a card in danger has read 999."""
    for concern in CONCERNS:
        entry = knowledge.safety_entries.get(concern)
        if entry is None or "emergency-999" not in entry.contacts:
            continue
        if entry.easy_read and "999" not in _numbers(entry.easy_read):
            yield problem(
                knowledge.place_in(("safety_entries", concern, "easy_read"), entry.easy_read, 0),
                "safety",
                f'entry "{concern}" does not say 999 in its easy_read. Say there when to call it.',
            )
        for field, text in (("answer", entry.answer), ("answer_young", entry.answer_young)):
            if text and "999" not in _numbers(text.strip().split("\n")[0]):
                yield problem(
                    knowledge.place_in(("safety_entries", concern, field), text, 0),
                    "safety",
                    f'entry "{concern}" does not say 999 in the first line of its {field}. Say there when to '
                    "call it: some read no further.",
                )


def mistyped_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """A number in an English card that looks like 999 or 111 and is neither: the right one may stand beside
    it."""
    for entry in knowledge.safety_entries.values():
        yield from _mistyped(knowledge, entry)


def _mistyped(knowledge: Knowledge, entry: SafetyEntry) -> Iterator[Problem]:
    for field in ("answer", "answer_young", "easy_read", "line"):
        text = getattr(entry, field) or ""
        for found in re.finditer(r"(?<![\d.£])\d+(?![\d%]|[.:/]\d)", text):
            if _RING_LIKE.fullmatch(found[0]) and found[0] not in SHORT_CODES:
                place = knowledge.place_in(("safety_entries", entry.id, field), text, found.start())
                message = f'entry "{entry.id}" has in its {field} the number {found[0]}, which rings nowhere.'
                yield problem(place, "safety", f"{message} Is it 999 or 111? Check it digit by digit.")


def lost_numbers(english: str, words: str) -> str:
    """999 or 111, where a text has lost them in another language; "" where it has not."""
    return ", ".join(sorted(_EMERGENCY & (_numbers(english) - _numbers(words))))


def crisis_word_problems(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    """Each concern has words for all and for the young, with the same numbers as the English ones; and there
    is a line for emergencies."""
    yield from _emergency_line(knowledge, language)
    yield from _cards(knowledge, language)


def _emergency_line(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    said = _digits(language.emergency or "")
    if not said >= _EMERGENCY:
        yield problem(
            knowledge.place("languages", language.language, "emergency"),
            "safety",
            f"{language.name} has no emergency line with 999 and 111. Write one under emergency.",
        )
    elif wrong := ", ".join(sorted(said - SHORT_CODES)):
        yield problem(
            knowledge.place("languages", language.language, "emergency"),
            "safety",
            f"The emergency line in {language.name} names {wrong}, which is no number to ring in danger. "
            "Check the number.",
        )


def _cards(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    for kind, written in (("crisis", language.crisis), ("crisis_young", language.crisis_young)):
        for concern, entry in knowledge.safety_entries.items():
            words, at = written.get(concern), ("languages", language.language, kind, concern)
            if words is None:
                message = f'{language.name} has no words for "{concern}" under {kind}. Add them.'
                yield problem(knowledge.place(*at), "safety", message)
                continue
            english = entry.answer if kind == "crisis" else entry.answer_young
            trouble = _trouble(english, words)
            if trouble:
                message = f'The {kind} words in {language.name} for "{concern}" {trouble[1]}'
                yield problem(knowledge.place_in(at, words, trouble[0]), "safety", message)


def _trouble(english: str, words: str) -> tuple[int, str] | None:
    """What is wrong with the numbers of a card in another language, and where it stands."""
    strange, missing = _strange(english, words), lost_numbers(english, words)
    if strange:
        named = ", ".join(sorted(strange))
        offset = min(_offset(words, number) for number in strange)
        return offset, f"name {named}, which the English ones do not. Check the number."
    if missing:
        return 0, f"leave out {missing}. Add it."
    first, wanted = _first(words), _first(english)
    if first and wanted and first != wanted:
        message = f"name {first} first, and the English ones {wanted}. Have the numbers changed places?"
        return _offset(words, first), message
    return None


def _offset(words: str, number: str) -> int:
    """Where a number stands, with or without spaces in it."""
    found = re.search(rf"(?<!\d){' ?'.join(number)}(?!\d)", words)
    return found.start() if found else 0


def _strange(english: str, words: str) -> set[str]:
    """Every number that the English words do not name: each may be one to ring that lost a digit."""
    said = {f"{number:g}" for number in numbers_of(english)}
    return (_numbers(words) | set(re.findall(r"\d+", words))) - _numbers(english) - said - _digits(english)


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _first(text: str) -> str | None:
    """Which of the emergency numbers is named first: it is the one that whoever reads no further rings."""
    found = re.search(r"(?<!\d)(?:999|111)(?!\d)", text)
    return found[0] if found else None


def _numbers(text: str) -> set[str]:
    """The telephone numbers of a text: three digits or more, with the spaces inside them taken out."""
    return {re.sub(r"\D", "", found) for found in re.findall(r"\d(?:\d| (?=\d)){2,}", text)}

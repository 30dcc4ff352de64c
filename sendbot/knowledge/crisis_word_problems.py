"""What must hold for the words for danger in each language: complete, and with the numbers of the English
ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.entries import Knowledge, Language, Problem
from sendbot.knowledge.problems import problem

_EMERGENCY = frozenset({"999", "111"})
"""Numbers that may get lost in no language."""


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


def lost_numbers(english: str, words: str) -> str:
    """999 or 111, where a text has lost them in another language; "" where it has not."""
    return ", ".join(sorted(_EMERGENCY & (_numbers(english) - _numbers(words))))


def crisis_word_problems(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    """Each concern has words for all and for the young, with the same numbers as the English ones; and there
    is a line for emergencies."""
    if not language.emergency or "999" not in language.emergency or "111" not in language.emergency:
        yield problem(
            knowledge.place("languages", language.language, "emergency"),
            "safety",
            f"{language.name} has no emergency line with 999 and 111. Write one under emergency.",
        )
    for kind, written in (("crisis", language.crisis), ("crisis_young", language.crisis_young)):
        for concern, entry in knowledge.safety_entries.items():
            words = written.get(concern)
            place = knowledge.place("languages", language.language, kind, concern)
            english = entry.answer if kind == "crisis" else entry.answer_young
            if words is None:
                yield problem(
                    place, "safety", f'{language.name} has no words for "{concern}" under {kind}. Add them.'
                )
            elif strange := _strange(english, words):
                wrong = ", ".join(sorted(strange))
                yield problem(
                    place,
                    "safety",
                    f'The {kind} words in {language.name} for "{concern}" name {wrong}, which the English '
                    "ones do not. Check the number.",
                )
            elif missing := lost_numbers(english, words):
                yield problem(
                    place,
                    "safety",
                    f'The {kind} words in {language.name} for "{concern}" leave out {missing}. Add it.',
                )


def _strange(english: str, words: str) -> set[str]:
    """Numbers to ring, and what may be one mistyped ("99"), that the English words do not name."""
    bare = set(re.findall(r"(?<!\d)(?<!\d[.,:/])\d{2}(?!\d|%|[.,:/]\d)", words))
    return (_numbers(words) | bare) - _numbers(english) - set(re.findall(r"\d+", english))


def _numbers(text: str) -> set[str]:
    """The telephone numbers of a text: three digits or more, with the spaces inside them taken out."""
    return {re.sub(r"\D", "", found) for found in re.findall(r"\d(?:\d| (?=\d)){2,}", text)}

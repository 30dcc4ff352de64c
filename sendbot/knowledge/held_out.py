"""What must hold of the held-out tests: enough of them, for entries that exist, each saying what its reply
must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from rapidfuzz import process

from sendbot.knowledge.entries import Knowledge, LabelledQuestion, Place, Problem
from sendbot.knowledge.held import Unmet, asks_more, reply_text, unmet
from sendbot.knowledge.problems import problem
from sendbot.knowledge.wanted import asks_for

_FEWEST = 3
"""Tests of an entry: with fewer, one odd wording decides its figure."""
_FEWEST_OUTSIDE = 100
"""Messages that nothing answers: with fewer, the share of them that is answered is too coarse."""
_QUOTED = 90
"""Characters of a test that a warning quotes; its end is where the question stands."""


def held_out_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is wrong with the tests of the folder."""
    yield from _labels(knowledge)
    yield from _amounts(knowledge)
    for number, test in enumerate(knowledge.tests):
        yield from _held(knowledge, number, test)


def near(wrong: str, known: Collection[str]) -> str:
    """A guess at which id was meant, as a sentence with a space before it; nothing when none is near."""
    found = process.extractOne(wrong, list(known), score_cutoff=70)
    return f' Did you mean "{found[0]}"?' if found else ""


def exists(knowledge: Knowledge, entry_id: str) -> bool:
    """Is there such an entry, even one that could not be read for another reason (which is told there)?"""
    return knowledge.entry(entry_id) is not None or ("entries", entry_id) in knowledge.places


def _labels(knowledge: Knowledge) -> Iterator[Problem]:
    for number, test in enumerate(knowledge.tests):
        for entry in test.expected:
            if not exists(knowledge, entry):
                yield problem(
                    knowledge.place("tests", number),
                    "unknown-id",
                    f'A test expects "{entry}", which is no entry.{near(entry, knowledge.entries)}',
                )


def _amounts(knowledge: Knowledge) -> Iterator[Problem]:
    counts = Counter(entry for test in knowledge.tests for entry in test.expected[:1])
    for entry in knowledge.entries:
        if counts[entry] < _FEWEST:
            yield problem(
                knowledge.place("entries", entry),
                "few-tests",
                f'entry "{entry}" has {counts[entry]} held-out tests. Write {_FEWEST} or more in '
                f"knowledge/questions.",
                warning=True,
            )
    outside = sum(not test.expected for test in knowledge.tests)
    if knowledge.entries and outside < _FEWEST_OUTSIDE:
        yield problem(
            Place("knowledge/questions/out-of-scope.yaml"),
            "few-tests",
            f"There are {outside} out-of-scope tests. Write {_FEWEST_OUTSIDE} or more.",
            warning=True,
        )


def _held(knowledge: Knowledge, number: int, test: LabelledQuestion) -> Iterator[Problem]:
    """Does a test say what its reply must hold, and does the reply hold it?"""
    if not test.expected:
        return
    place, name = knowledge.place("tests", number), test.expected[0]
    kind = asks_for(test.question)
    if kind and not test.holds:
        yield problem(
            place,
            "no-holds",
            f'The test "{_end_of(test.question)}" of "{name}" asks for {kind}. Add holds: the words of '
            f"the reply that tell it.",
            warning=True,
        )
    entry = knowledge.entry(name)
    if entry is not None and asks_more(test):
        found = unmet(reply_text(entry, knowledge.contacts), test.holds, test.lacks)
        if found:
            yield problem(
                place,
                "unmet-holds",
                f'The test "{_end_of(test.question)}" is matched but not answered: "{name}" {told(found)}. '
                f"Mend the answer, or the test.",
                warning=True,
            )


def told(found: Unmet) -> str:
    """What a reply lacks and should not hold, as the end of a sentence."""
    parts = [
        f"does not hold {_listed(found.missing)}" if found.missing else "",
        f"must not hold {_listed(found.misleading)}" if found.misleading else "",
    ]
    return " and ".join(part for part in parts if part)


def _listed(texts: tuple[str, ...]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def _end_of(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= _QUOTED else f"... {line[-_QUOTED:].partition(' ')[2]}"

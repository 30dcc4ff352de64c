"""What must hold of the held-out tests: enough of them, for entries that exist, each saying what its reply
must hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from rapidfuzz import process

from sendbot.knowledge.entries import Knowledge, LabelledQuestion, Place, Problem
from sendbot.knowledge.held import asks_more, holders, reply_text, unmet
from sendbot.knowledge.problems import problem
from sendbot.knowledge.wanted import asks_for

_FEWEST = 3
"""Tests of an entry: with fewer, one odd wording decides its figure."""
_FEWEST_OUTSIDE = 100
"""Messages that nothing answers: with fewer, the share of them that is answered is too coarse."""
_COMMON = 0.25
"""Of all other replies: words that stand in more of them show nothing about this one."""
_FEW_REPLIES = 20
"""In a folder as small as this no share of replies means much."""
_SURELY = 78
"""Of 100: an id so near to another is that one with a slip; "travel-section-i" is no "travel-contact"."""
_QUOTED = 90
"""Characters of a test that a warning quotes; its end is where the question stands."""


def held_out_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is wrong with the tests of the folder."""
    yield from _labels(knowledge)
    yield from _amounts(knowledge)
    replies = {entry.id: reply_text(entry, knowledge.contacts) for entry in knowledge.entries.values()}
    for number, test in enumerate(knowledge.tests):
        yield from _held(knowledge, replies, number, test)


def near(wrong: str, known: Collection[str], least: int = 70) -> str:
    """A guess at which id was meant, as a sentence with a space before it; nothing when none is near.
    Capitals, spaces and dashes are looked past first: "easy read" is no "read"."""
    alike = {_bare(one): one for one in known}
    if _bare(wrong) in alike:
        return f' Did you mean "{alike[_bare(wrong)]}"?'
    found = process.extractOne(wrong, list(known), score_cutoff=least)
    return f' Did you mean "{found[0]}"?' if found else ""


def near_entry(wrong: str, knowledge: Knowledge) -> str:
    """A guess at which entry was meant, where one is near enough that it can be no other; else what to do
    with an id that is gone."""
    meant = near(wrong, knowledge.entries, _SURELY)
    return meant or (
        f' Was it renamed or taken out? Then write "was: [{wrong}]" in the entry that has its place.'
    )


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def exists(knowledge: Knowledge, entry_id: str) -> bool:
    """Is there such an entry, even one that could not be read for another reason (which is told there)?"""
    return (
        knowledge.entry(entry_id) is not None
        or ("entries", entry_id) in knowledge.places
        or knowledge.unread_topics
        or any(_bare(entry_id) == _bare(one) for one in unread_things(knowledge, "entries"))
    )


def unread_things(knowledge: Knowledge, room: str) -> frozenset[str]:
    """Ids that stand in the folder's own files and could not be read, which is told there."""
    read = knowledge.entries if room == "entries" else knowledge.contacts
    return frozenset(
        name for name in knowledge.keys_at(room) - set(read) if not knowledge.place(room, name).national
    )


def known_contact(knowledge: Knowledge, contact_id: str) -> bool:
    """Is there such a contact, even one that could not be read?"""
    return (
        not (knowledge.contacts or knowledge.keys_at("contacts"))  # told once, as a file that is missing
        or contact_id in knowledge.contacts
        or ("contacts", contact_id) in knowledge.places
        or knowledge.unread_topics
    )


def _labels(knowledge: Knowledge) -> Iterator[Problem]:
    told: set[str] = set()
    for number, test in enumerate(knowledge.tests):
        for entry in test.expected:
            if not exists(knowledge, entry) and entry not in told:
                told.add(entry)
                yield problem(
                    knowledge.place("tests", entry)
                    if entry == test.expected[0]
                    else knowledge.place("tests", number),
                    "unknown-id",
                    f'A test expects "{entry}", which is no entry.{near_entry(entry, knowledge)}',
                )


def _amounts(knowledge: Knowledge) -> Iterator[Problem]:
    counts = Counter(entry for test in knowledge.tests for entry in test.expected[:1])
    for entry in knowledge.entries:
        if counts[entry] < _FEWEST:
            yield problem(
                knowledge.place("entries", entry),
                "few-tests",
                f'entry "{entry}" has {counts[entry]} held-out tests. Write {_FEWEST} or more in '
                f"{knowledge.folder}/questions.",
                warning=True,
            )
    outside = sum(not test.expected for test in knowledge.tests)
    if knowledge.entries and outside < _FEWEST_OUTSIDE:
        yield problem(
            Place(f"{knowledge.folder}/questions/out-of-scope.yaml"),
            "few-tests",
            f"There are {outside} out-of-scope tests. Write {_FEWEST_OUTSIDE} or more.",
            warning=True,
        )


def _held(
    knowledge: Knowledge, replies: Mapping[str, str], number: int, test: LabelledQuestion
) -> Iterator[Problem]:
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
    if not asks_more(test) or name not in replies:
        return
    short = unmet(replies[name], test.holds, test.lacks)
    if short:
        yield problem(
            place,
            "unmet-holds",
            f'The test "{_end_of(test.question)}" is matched but not answered: "{name}" {short}. Mend the '
            f"answer, or the test.",
            warning=True,
        )
    elif test.holds and len(replies) > _FEW_REPLIES:
        others = holders((text for reply, text in replies.items() if reply not in test.expected), test.holds)
        if others <= _COMMON * len(replies):
            return
        yield problem(
            place,
            "common-holds",
            f'The test "{_end_of(test.question)}" of "{name}" wants words that stand in {others} other '
            f"replies too. Name words that only the right answer has.",
            warning=True,
        )


def _end_of(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= _QUOTED else f"... {line[-_QUOTED:].partition(' ')[2]}"

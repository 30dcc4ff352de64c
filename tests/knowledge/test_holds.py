"""The replies of the published folder hold what its own tests want of them. No matcher is needed: it is the
entry's text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.knowledge.held import asks_more, reply_text, unmet
from sendbot.knowledge.held_out import held_out_problems
from sendbot.knowledge.reading import load

FOLDER = Path(__file__).parent.parent.parent / "knowledge"
LEAST_TESTS, LEAST_MET = 600, 0.97
"""How many tests must say what their reply must hold, and the share of replies that must hold it."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(FOLDER)


def met(knowledge: Knowledge, tests: list[LabelledQuestion]) -> tuple[float, list[str]]:
    """The share of tests whose own entry answers them, and a line about each that does not."""
    texts = {entry.id: reply_text(entry, knowledge.contacts) for entry in knowledge.entries.values()}
    short = [
        f"{test.expected[0]}: {test.question[-80:]} - {found}"
        for test in tests
        if (found := unmet(texts[test.expected[0]], test.holds, test.lacks))
    ]
    return 1 - len(short) / len(tests), short


def asking(knowledge: Knowledge) -> list[LabelledQuestion]:
    return [test for test in knowledge.tests if test.expected and asks_more(test)]


def test_enough_tests_say_what_their_reply_must_hold(knowledge: Knowledge) -> None:
    assert sum(bool(test.holds) for test in asking(knowledge)) >= LEAST_TESTS


def test_nearly_all_replies_hold_it(knowledge: Knowledge) -> None:
    share, short = met(knowledge, asking(knowledge))
    assert share >= LEAST_MET, "\n".join(short)


def test_every_test_that_asks_for_a_few_words_names_them(knowledge: Knowledge) -> None:
    silent = [found.message for found in held_out_problems(knowledge) if found.code == "no-holds"]
    assert len(silent) <= 0.03 * len(knowledge.tests), "\n".join(silent)


def test_the_measure_falls_when_answers_lose_their_first_paragraph(knowledge: Knowledge) -> None:
    """Proof that it can see a failure: without what they say first, many replies no longer answer."""
    shorter = {
        name: entry.model_copy(update={"answer": entry.answer.partition("\n\n")[2] or "Ask somebody."})
        for name, entry in knowledge.entries.items()
    }
    share, _ = met(replace(knowledge, entries=shorter), asking(knowledge))
    assert share < 0.8


def test_no_reply_of_another_entry_would_do_for_most_tests(knowledge: Knowledge) -> None:
    """Words that any entry holds would show nothing: shift the entries by one, and nearly all must fail."""
    names = list(knowledge.entries)
    moved = {name: knowledge.entries[names[(place + 1) % len(names)]] for place, name in enumerate(names)}
    texts = {name: reply_text(entry, knowledge.contacts) for name, entry in moved.items()}
    tests = [test for test in asking(knowledge) if test.holds]
    lucky = sum(not unmet(texts[test.expected[0]], test.holds, test.lacks) for test in tests)
    assert lucky / len(tests) < 0.1

from __future__ import annotations

from collections import Counter

import pytest

from sendbot.cli.wiring import open_mind
from sendbot.settings import Settings
from tests.benchmarks.asked_on import AskedOn, Verdict, rows, shares, verdict
from tests.conversation.small_house import MIND


def _row(*messages: str, right: str = "", **more: object) -> AskedOn:
    told = {"half": "judged", "language": "en", "kind": "price"} | more
    return AskedOn(messages=messages, right=frozenset(right.split()), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (_row("late fine", "how much is it", right="fines", holds=("10p",)), "right"),
        (_row("late fine", "how much is it", right="fines", holds=("£9",)), "beside"),
        (_row("late fine", "how much is it", right="renew"), "wrong"),
        (_row("renew loan", "how much is it", right="renew"), "unsaid"),
        (_row("renew loan", "how much is it", right="renew", unsaid=True), "right"),
        (_row("purple elephants", "how much is it", right="fines", shown="fines"), "right"),
        (_row("borrow book", "renew late", right="renew", kind="topic"), "offered"),
        (_row("borrow book", "xkcdqz", right="renew", kind="topic"), "missed"),
        (_row("borrow book", "scotland", unsaid=True, kind="topic"), "right"),
    ],
)
def test_a_reply_is_worth_what_its_name_says(row: AskedOn, expected: Verdict) -> None:
    assert verdict(row, MIND) == expected


def test_the_set_holds_both_halves_of_every_language_and_changes_of_subject() -> None:
    given = rows()
    counted = Counter((row.language, row.half) for row in given)
    assert sum(counted.values()) == 120
    assert all(count >= 3 for count in counted.values())
    assert len(counted) == 18
    assert sum(row.kind == "topic" for row in given) == 20


LEAST = {
    "English, learned": (0.86, 0.96, 0.0),
    "English, judged": (0.63, 0.93, 0.04),
    "other languages, learned": (0.81, 0.96, 0.0),
    "other languages, judged": (0.78, 0.92, 0.0),
}
"""At least so many right, so many helped, and at most so many misled."""


@pytest.mark.slow
@pytest.mark.timeout(1500)  # a machine that has fitted nothing yet fits everything first
def test_families_who_ask_on_are_told_what_they_ask() -> None:
    found = shares(rows(), open_mind(Settings()))
    for name, (right, helped, wrong) in LEAST.items():
        assert found[name].right >= right, (name, str(found[name]))
        assert found[name].helped >= helped, (name, str(found[name]))
        assert found[name].wrong <= wrong, (name, str(found[name]))

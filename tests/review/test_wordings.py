from __future__ import annotations

from datetime import date

import yaml

from sendbot.review.drafts import halves, missing_content, wordings_in_order
from tests.conversation.small_house import KNOWLEDGE

TODAY = date(2026, 11, 23)
ASKED = [
    "blue badge application",
    "How do I get a blue badge?",
    "yes: no",
    "# hash",
    "can [name] have one",
    "blue badge application",
    "  ",
]


def test_half_of_the_wordings_teach_and_half_test() -> None:
    draft = missing_content("g-1", ASKED, KNOWLEDGE, "voice", "Lee", TODAY)
    (entry,) = yaml.safe_load(draft.block)
    tests = yaml.safe_load(draft.tests)[entry["id"]]
    assert not set(entry["questions"]) & set(tests)
    assert sorted([*entry["questions"], *tests]) == sorted(
        ["blue badge application", "How do I get a blue badge?", "yes: no", "# hash"]
    )


def test_wordings_with_something_taken_out_are_never_proposed() -> None:
    assert "[name]" not in missing_content("g-1", ASKED, KNOWLEDGE, None, "", TODAY).block


def test_one_wording_teaches() -> None:
    assert halves(["one"]) == (["one"], [])


def test_wordings_that_differ_only_in_letters_are_one() -> None:
    assert wordings_in_order({"q-1": "Blue badge", "q-2": "blue  BADGE!", "q-3": "other"}) == [
        "Blue badge",
        "other",
    ]

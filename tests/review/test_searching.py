from __future__ import annotations

import pytest

from sendbot.review.searching import keys, meant


@pytest.mark.parametrize(
    ("searched", "asked"),
    [
        ("blu badge", "how do I get a blue badge"),
        ("swiming", "swimming lessons for autistic kids"),
        ("lodz", "przedszkole w Łódź"),
        ("child's", "a child\u2019s wheelchair"),
        ("child\u2019s", "my child's wheelchair"),
        ("zloty", "złoty"),
        ("applying", "apply for a badge"),
        ("scoala", "școală pentru copil"),
        ("wheelchiar", "wheelchair repair"),
        ("wheel", "wheelchair repair"),
    ],
)
def test_a_search_finds_slips_stems_accents_and_quotes(searched: str, asked: str) -> None:
    known = keys(asked)
    assert all(meant(key, known) for key in keys(searched))


@pytest.mark.parametrize(("searched", "asked"), [("bin", "swimming"), ("badge", "budget"), ("dla", "pip")])
def test_it_does_not_find_everything(searched: str, asked: str) -> None:
    assert not any(meant(key, keys(asked)) for key in keys(searched))

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


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("hydrotherapy", "hydrotheropy"),
        ("wheelchair", "wheelchiar"),
        ("nursery", "nursary"),
        ("dentist", "dentits"),
        ("dyslexia", "dislexia"),
        ("transport", "trasport"),
        ("autism", "autsm"),
    ],
)
def test_a_slip_is_found_from_the_right_word_and_the_other_way_round_though_both_were_written(
    right: str, slip: str
) -> None:
    known = keys(f"is there a {right} here") + keys(f"no {slip} near")
    for searched, other in ((right, slip), (slip, right)):
        (key,), (wanted,) = keys(searched), keys(other)
        assert meant(key, known)[0] == key, "what was typed comes first"
        assert wanted in meant(key, known)


def test_short_words_that_were_written_mean_themselves() -> None:
    known = keys("cost coat boat carer cared")
    assert meant("coat", known) == ["coat"]


@pytest.mark.parametrize(("searched", "asked"), [("bin", "swimming"), ("badge", "budget"), ("dla", "pip")])
def test_it_does_not_find_everything(searched: str, asked: str) -> None:
    assert not any(meant(key, keys(asked)) for key in keys(searched))

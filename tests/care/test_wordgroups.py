from __future__ import annotations

import re

import pytest

from sendbot.care.wordgroups import GROUPS, expanded


def test_a_pattern_reads_like_a_sentence_and_matches_one() -> None:
    pattern = re.compile(expanded(r"\b<carer> <hits> <me>\b"))
    assert pattern.search("his stepdad hits him")
    assert pattern.search("the babysitter slapped my son")
    assert not pattern.search("the babysitter likes my son")


def test_a_gap_never_reaches_over_more_words_than_it_says() -> None:
    assert re.search(expanded("^he <w2>fell$"), "he nearly almost fell")
    assert not re.search(expanded("^he <w2>fell$"), "he so very nearly almost fell")


def test_a_group_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        expanded("<nonsense> happens")


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_is_one_whole_pattern_that_can_be_repeated(name: str) -> None:
    re.compile(f"(?:<{name}>)?".replace(f"<{name}>", GROUPS[name]))
    assert not re.search(r"<[a-z]", GROUPS[name])

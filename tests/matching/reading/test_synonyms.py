from __future__ import annotations

from sendbot.matching.reading.synonyms import Expansion, Synonyms
from sendbot.matching.reading.text import words

COUNCIL = Expansion(("LA", "la", "local authority"), ("council",))
HEARING = Expansion(("HI",), ("hearing impairment",))
SALT = Expansion(("SALT", "S&LT", "speech and language"), ("speech therapy", "speech and language therapy"))


def spelled_out(synonyms: Synonyms, tokens: list[str], capitals: frozenset[str] = frozenset()) -> list[str]:
    return synonyms.spelled_out(tokens, synonyms.find(tokens, capitals))


def added(synonyms: Synonyms, tokens: list[str]) -> list[str]:
    return synonyms.added(tokens, synonyms.find(tokens))


def test_a_form_is_spelled_out_for_the_encoder() -> None:
    assert spelled_out(Synonyms([COUNCIL, SALT]), words("the la refused salt")) == [
        "the",
        "council",
        "refused",
        "speech",
        "therapy",
    ]


def test_longer_forms_win() -> None:
    assert spelled_out(Synonyms([COUNCIL, SALT]), words("the local authority")) == ["the", "council"]


def test_a_short_form_that_is_also_a_word_needs_its_capitals() -> None:
    synonyms = Synonyms([HEARING])
    assert spelled_out(synonyms, ["hi", "there"]) == ["hi", "there"]
    assert spelled_out(synonyms, ["hi", "unit"], frozenset({"hi"})) == ["hearing", "impairment", "unit"]


def test_what_a_form_stands_for_is_added_once() -> None:
    assert added(Synonyms([SALT]), words("salt speech")) == ["therapy", "and", "language"]


def test_an_empty_form_is_ignored() -> None:
    assert Synonyms([Expansion(("", "??"), ("x",))]).find(["x"]) == []

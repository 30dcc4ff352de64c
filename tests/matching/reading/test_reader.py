"""How a message is read before it is matched."""

from __future__ import annotations

from sendbot.matching.fitting import make_reader
from sendbot.matching.reading.synonyms import Expansion


def test_a_word_of_another_language_is_no_acronym_unless_in_capitals_and_no_slip() -> None:
    reader = make_reader(
        {"dla": ["How do I claim DLA?"], "based": ["Where are you based?"]},
        None,
        [Expansion(("DLA",), ("Disability Living Allowance",))],
    )
    foreign = frozenset({"dla", "dzieci"})
    small = reader.read("czy jest basen dla dzieci", foreign)
    assert small.tokens == ("czy", "jest", "basen", "dla", "dzieci")
    assert small.expansions == small.corrections == ()
    assert "allowance" not in small.plain.split()
    assert reader.read("wniosek o DLA", foreign).expansions == (("dla", "Disability Living Allowance"),)
    assert reader.read("how do i claim dla").expansions == (("dla", "Disability Living Allowance"),)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.care.redaction import redact
from sendbot.errors import SafetyRuleError
from tests.care.labelled import screen


@given(st.text(max_size=600))
@settings(max_examples=300, deadline=None)
def test_the_screen_never_raises(text: str) -> None:
    assert isinstance(screen().screen(text), tuple)


@pytest.mark.parametrize(
    "hostile",
    ["O'", "_", "\n", "St ", "@a", "e+", "d.", "k*ll ", "*", "Mc'", "1-", "a" * 50, "😀", "e\u0301"],
)
def test_hostile_repetition_is_read_in_a_moment(hostile: str) -> None:
    text = (hostile * 4096)[:4096]
    assert isinstance(screen().screen(text), tuple)
    assert len(redact(text).text) <= 2 * len(text)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(locked|shut", "a bracket ( is opened and not closed"),
        ("locked)", "a bracket ) is closed and was never opened"),
        ("[a-", "a bracket [ is opened and not closed"),
        ("*shut", "a * or + or ? stands where nothing comes before it"),
        ("(?<=a)b", "are not known here"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_told_in_plain_words(pattern: str, words: str) -> None:
    rule = Rule("mine", "safety-child-at-risk", (), (pattern,), (), ("shut in",), ())
    with pytest.raises(SafetyRuleError) as told:
        SafetyScreen([rule])
    assert words in str(told.value)
    assert "b'" not in str(told.value)

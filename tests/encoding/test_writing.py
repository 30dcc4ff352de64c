"""Writing, and what is none."""

from __future__ import annotations

import pytest

from sendbot.encoding.writing import is_writing


@pytest.mark.parametrize(
    "text",
    [
        "My son has been excluded from school, and I want to appeal.",
        "моєму сину заборонили ходити до школи",
        "我的儿子需要帮助",
        "ابني يحتاج إلى مساعدة",
    ],
)
def test_words_in_any_script_are_writing(text: str) -> None:
    assert is_writing(text)


@pytest.mark.parametrize("text", ["", "   ", "a@" * 100, "?!?!", "07700 900123", "Aa " * 100, "😀🙃"])
def test_signs_numbers_and_the_same_over_and_over_are_not(text: str) -> None:
    assert not is_writing(text)

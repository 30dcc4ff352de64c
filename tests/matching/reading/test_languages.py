from __future__ import annotations

import pytest

from sendbot.matching.reading.languages import detect

ENGLISH = {"how", "long", "does", "a", "plan", "take", "my", "son", "the", "school", "ehcp"}


@pytest.mark.parametrize(("text", "code"), [
    ("Jak długo trwa wydanie planu?", "pl"), ("szkola ciagle dzwoni", "pl"), ("Cât durează un plan?", "ro"),
    ("Скільки часу це займає?", "uk"),
    ("quanto tempo demora o plano", "pt"), ("كم من الوقت يستغرق", "ar"), ("需要多长时间", "zh"),
    ("cuánto tarda el plan", "es"),
    ("mennyi ideig tart a terv", "hu"), ("dzięki", "pl"), ("dzieki!", "pl"), ("gracias", "es"),
    ("hola", "es"), ("salut", "ro"), ("mersi", "ro"),
    ("Köszi", "hu"), ("szia", "hu"), ("obrigada", "pt"), ("ok gracias", "es"), ("¿es gratis?", "es"),
    ("¡rápido!", "es"),
])  # fmt: skip
def test_languages_of_short_messages(text: str, code: str) -> None:
    assert detect(text, ENGLISH.__contains__) == code


@pytest.mark.parametrize(
    "text",
    [
        "how long does a plan take",
        "my son Krzysztof at the school",
        "dla",
        "EHCP",
        "",
        "12345",
        "🙂",
        "ehcp plan pls",
        "my son Ola",
        "how long does the plan gracia take",
    ],
)
def test_english_and_the_unclear_are_english(text: str) -> None:
    assert detect(text, ENGLISH.__contains__) == "en"

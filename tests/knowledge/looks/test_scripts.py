from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.scripts import script_problems
from tests.knowledge.looks.told import told


@pytest.mark.parametrize(
    ("before", "after", "advice"),
    [
        ("lead: Odpowiedź poniżej jest po angielsku.", "lead: الإجابة أدناه بالإنجليزية.", "latin ones"),
        (
            "lead: Odpowiedź poniżej jest po angielsku.",
            "lead: Răspunsul este în engleză, vă rugăm.",
            "another language",
        ),
        ('button-none: "Żadne z tych"', 'button-none: "Жодне з цих"', "latin ones"),
        ("name: Polski", "name: Română", "Write Polski."),
    ],
)
def test_a_text_under_the_wrong_language_is_told(
    before: str, after: str, advice: str, tmp_path: Path
) -> None:
    (only, *_) = told(script_problems, tmp_path, "languages/pl.yaml", before, after)
    assert advice in only or any(
        advice in one for one in told(script_problems, tmp_path, "languages/pl.yaml", before, after)
    )
    assert only.startswith("languages/pl.yaml:")


def test_another_language_in_an_english_text_is_told(tmp_path: Path) -> None:
    (only,) = told(
        script_problems,
        tmp_path,
        "topic.yaml",
        "      A plan is a paper.",
        "      Plan mówi, jaką pomoc dostaje dziecko, też później.",
    )
    assert only.startswith("topic.yaml:45: ")
    assert "where English belongs" in only


def test_what_families_type_and_names_are_left_alone(tmp_path: Path) -> None:
    for number, (before, after) in enumerate(
        [
            ("    - plan się spóźnia", "    - moj plan sie spoznia"),
            ("help: Poproś o tłumacza.", "help: Poproś o tłumacza w Café Brontë."),
            ("help: Poproś o tłumacza.", "help: EHC, DLA, SENCO, Easy Read."),
        ]
    ):
        assert told(script_problems, tmp_path / str(number), "languages/pl.yaml", before, after) == []


def test_latin_letters_alone_in_a_language_of_other_letters_are_told(tmp_path: Path) -> None:
    uk = (
        "language: uk\nname: Українська\nlead: Answer is below in these "
        "words.\nhelp: Попросіть перекладача.\n"
    )
    (only,) = told(script_problems, tmp_path, "languages/uk.yaml", "", uk)
    assert only.startswith("languages/uk.yaml:3: ")
    assert "cyrillic" in only
    russian = uk.replace(
        "Answer is below in these words.", "Ответ ниже на английском, вы увидите объяснение."
    )
    (only,) = told(script_problems, tmp_path / "b", "languages/uk.yaml", "", russian)
    assert '"uk" does not have' in only

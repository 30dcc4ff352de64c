from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sendbot.knowledge.area_problems import area_problems, of_this_area
from sendbot.knowledge.entries import Place, Problem
from sendbot.knowledge.reading import read

TODAY = date(2026, 11, 23)
SMALL = Path(__file__).parent / "small_valid"


def said(tmp_path: Path, *more: str) -> list[str]:
    folder = tmp_path / "knowledge"
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    path = folder / "area.yaml"
    path.write_text(path.read_text("utf-8") + "\n".join(more) + "\n", encoding="utf-8")
    reading = read(folder)
    assert reading.problems == ()
    return [str(found) for found in area_problems(reading.knowledge, TODAY)]


def test_the_small_area_is_sound(tmp_path: Path) -> None:
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("queues: {plans: acces}", 'area.yaml names "acces" under queues, which is not in workstreams.yaml.'),
        ("topics: [nowhere]", 'area.yaml names "nowhere" under topics, which is no topic file.'),
        ("people: {own_case: [nobody]}", 'area.yaml names "nobody" under people own_case, which is not in'),
        ("roles: {sendiass: nobody}", 'area.yaml names "nobody" under roles, which is not in contacts.yaml.'),
        ("checked: {nothing: {on: 2026-01-01, by: SEND team}}", "which is neither an entry nor a contact"),
        (
            "danger_signed: {on: 2027-01-01, by: Lead}",
            '"danger_signed" was checked on 2027-01-01, which has not',
        ),
        ("places: {here: [Marlow]}", 'has the place "Marlow" with capitals'),
        ("places: {here: [wick], elsewhere: [wick]}", '"wick" both here and elsewhere'),
    ],
)
def test_whatever_it_names_must_exist(tmp_path: Path, line: str, sentence: str) -> None:
    found = said(tmp_path, line)
    assert sentence in found[0]
    assert "area.yaml:4" in found[0]


def test_warnings_about_national_entries_are_not_this_areas() -> None:
    place = Place("national/ehcp.yaml", 3)
    quiet = Problem(place, "long", "warning", "length")
    due = Problem(place, "due", "warning", "overdue")
    wrong = Problem(place, "wrong", "error", "no-source")
    own = Problem(Place("m/local.yaml"), "long", "warning", "length")
    assert of_this_area([quiet, due, wrong, own]) == (due, wrong, own)

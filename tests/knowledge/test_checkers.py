"""A check is signed by a role or a team; a person's name would be shown to families."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.knowledge.checkers import checker_problems
from sendbot.knowledge.entries import Place
from sendbot.knowledge.frozen import Checked
from sendbot.knowledge.reading import load
from tests.knowledge.looks.told import told


def signed(place: Path, by: str, file: str = "topic.yaml") -> list[str]:
    return told(checker_problems, place, file, "by: SEND team", f'by: "{by}"')


@pytest.mark.parametrize(
    "by",
    [
        "Karen Whitmore",
        "Priya Patel",
        "K. Whitmore",
        "karen",
        "Jo from the SEND team",
        "Priya Kaur, SEND team",
        "Olu (SEND team)",
        "Mrs Whitmore",
        "Dr Ng",
        "Whitmore",
        "karen.whitmore@marlowshire.gov.uk",
    ],
)
def test_a_name_is_refused_at_its_line(tmp_path: Path, by: str) -> None:
    (only,) = signed(tmp_path, by)
    assert only.startswith(f'topic.yaml:53: entry "plan-what" was checked by "{by}"')
    assert "Write the role or the team" in only


@pytest.mark.parametrize(
    "by",
    [
        "SEND team",
        "the SEND team",
        "Head of SEND",
        "Safeguarding lead",
        "Parent Carer Forum",
        "Legal services and Finance",
        "Travel desk",
        "EHCP",
        "Marlowshire Council",
    ],
)
def test_a_role_or_a_team_is_none(tmp_path: Path, by: str) -> None:
    assert signed(tmp_path, by) == []


def test_a_contact_and_the_area_are_looked_at_too(tmp_path: Path) -> None:
    assert len(signed(tmp_path / "a", "Karen Whitmore", "contacts.yaml")) == 1
    of_area = told(
        checker_problems,
        tmp_path / "b",
        "area.yaml",
        "roles: {}",
        "danger_signed: {on: 2026-07-01, by: Karen Whitmore}\nchecked: {bus-pass: {on: 2026-07-01, by: Olu}}",
    )
    assert len(of_area) == 2


def test_what_the_shipped_folder_calls_its_teams_is_no_name() -> None:
    shipped = load(Path(__file__).parent.parent.parent / "knowledge")
    names = ("Early Help", "CEIAS", "Educational Psychology", "Short Breaks", "NHS ICB")
    first = next(iter(shipped.entries.values()))
    for by in names:
        one = first.model_copy(update={"checked": Checked(on=first.read, by=by)})
        places: dict[tuple[str | int, ...], Place] = {
            ("entries", one.id, "checked"): Place("knowledge/a.yaml", 1)
        }
        changed = replace(shipped, entries={one.id: one}, places=places)
        assert list(checker_problems(changed)) == [], by

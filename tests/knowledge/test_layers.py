from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sendbot.knowledge.checked_words import words_checked
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.freshness import overdue
from sendbot.knowledge.reading import read

AREA = """name: Marlowshire
authority: Marlowshire Council
applies_to: marlowshire
national: true
"""
WORKSTREAMS = "workstreams:\n- {id: one, name: One, about: All}\n- {id: two, name: Two, about: Plans}\n"
OWN = """workstream: two
entries:
- id: ehcp-what
  title: What is an EHC plan in Marlowshire?
  questions: [what is it here]
  answer: Our own words.
  applies_to: marlowshire
  read: 2026-06-01
  review_by: 2027-06-01
"""


def area(folder: Path, more: str = "", **files: str) -> Knowledge:
    folder.mkdir(exist_ok=True)
    (folder / "area.yaml").write_text(AREA + more, encoding="utf-8")
    (folder / "workstreams.yaml").write_text(WORKSTREAMS, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = read(folder)
    assert found.problems == ()
    return found.knowledge


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return area(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return area(
        tmp_path_factory.mktemp("own"),
        "queues: {ehcp: two}\nwithout: [mediation, ipsea]\nroles: {sendiass: mias}\n"
        "checked: {suspension: {on: 2026-11-01, by: SEND team}, ombudsman: {on: 2020-01-01, by: SEND team}}\n"
        "danger_signed: {on: 2026-11-01, by: Lead}\nlanguages_checked: [pl]\nnames: {social-care: MARF}\n",
        ehcp=OWN,
        wording="wording: {welcome: Our own welcome}\n",
        contacts=(
            "entries: []\ncontacts:\n- {id: mias, name: MIAS, what_for: "
            "Advice, note: Ask, read: 2026-06-01}\n"
        ),
    )


def test_an_area_with_nothing_of_its_own_has_every_national_entry(plain: Knowledge) -> None:
    assert len(plain.entries) > 90
    assert {entry.workstream for entry in plain.entries.values()} == {"one"}
    assert plain.safety_rules
    assert plain.wording["welcome"].endswith("call 999.")
    assert "Marlowshire" in plain.wording["welcome"]


def test_nothing_national_points_to_what_is_not_there(plain: Knowledge, own: Knowledge) -> None:
    for knowledge in (plain, own):
        ids = knowledge.entries.keys()
        for entry in knowledge.entries.values():
            assert set(entry.contacts) <= knowledge.contacts.keys()
            assert set(entry.related) - {"contact-human", "contact-send-team"} <= ids
            assert entry.part_of is None or entry.part_of in ids
        for language in knowledge.languages.values():
            assert set(language.questions) <= ids
        for test in knowledge.tests:
            assert set(test.expected) <= ids


def test_an_own_entry_stands_instead_of_a_national_one(own: Knowledge) -> None:
    assert own.entries["ehcp-what"].answer == "Our own words."
    assert own.place("entries", "ehcp-what").path.endswith("/ehcp.yaml")
    assert not own.place("entries", "ehcp-what").path.startswith("national/")
    assert not any("ehcp-what" in test.expected for test in own.tests)
    assert own.wording["welcome"] == "Our own welcome"


def test_an_area_leaves_out_what_it_does_not_want(own: Knowledge) -> None:
    assert "mediation" not in own.entries
    assert "ipsea" not in own.contacts


def test_people_have_the_ids_of_the_area(own: Knowledge) -> None:
    assert "mias" in own.entries["part-time-timetable"].contacts
    assert "(MARF)" in own.safety_entries["safety-child-at-risk"].answer


def test_topics_go_to_the_queue_that_the_area_names(own: Knowledge) -> None:
    assert own.entries["ehcp-timescales"].workstream == "two"
    assert own.entries["suspension"].workstream == "one"


def test_a_check_counts_for_the_words_that_it_names_until_the_entry_is_read_anew(
    own: Knowledge, tmp_path: Path
) -> None:
    assert own.entries["suspension"].checked is None
    assert list(own.lapsed) == [("entries", "suspension")]
    names = words_checked(own.entries["suspension"])
    signed = f'checked: {{suspension: {{on: 2026-11-01, by: SEND team, of: "{names}"}}}}\n'
    there = area(tmp_path / "signed", f"{signed}names: {{social-care: MARF}}\n")
    assert there.entries["suspension"].checked is not None
    assert own.entries["ombudsman"].checked is None
    assert own.safety_entries["safety-child-at-risk"].checked is not None
    assert [code for code, language in own.languages.items() if language.checked] == ["pl"]


def test_every_test_knows_where_it_stands(own: Knowledge) -> None:
    for number in range(len(own.tests)):
        assert own.place("tests", number).path.startswith("national/questions/")


def test_no_national_entry_is_overdue_when_it_is_shipped(plain: Knowledge) -> None:
    due = [entry.id for entry in plain.entries.values() if overdue(entry, date(2026, 11, 23))]
    assert due == []

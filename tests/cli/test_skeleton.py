from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from sendbot.cli.skeleton import NewEntry, add, fit_id, page_of
from sendbot.errors import KnowledgeError
from sendbot.knowledge.reading import read
from sendbot.knowledge.starting import Beginning, files_of
from tests.knowledge.slips import found_in, write

TODAY = date(2026, 11, 20)
ANSWERS = NewEntry(
    "topic",
    'The "quiet" room: what is it?',
    "quiet room; where can he calm down",
    "team, helpline",
    "Rooms | https://example.org/rooms",
)


def test_a_skeleton_waits_for_its_answer_and_is_sound_once_it_has_one(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder)
    path, line = add(folder, "quiet-room", ANSWERS, TODAY, "access")
    wrong = [one for one in found_in(folder) if one.severity == "error"]
    assert {one.place.path for one in wrong} == {"knowledge/topic.yaml"}
    assert all(one.place.line >= line and '"quiet-room"' in one.message for one in wrong)
    text = path.read_text(encoding="utf-8")
    lines = [
        "    answer: |\n      Ask the school for its quiet room." if row.startswith("    answer:  ") else row
        for row in text.split("\n")
        if not row.startswith("    easy_read:  ")
    ]
    text = "\n".join(lines).replace("    applies_to:       ", "    applies_to: england #")
    path.write_text(text, encoding="utf-8")
    assert [one for one in found_in(folder) if one.severity == "error"] == []
    entry = read(folder).knowledge.entries["quiet-room"]
    assert entry.title == 'The "quiet" room: what is it?'
    assert entry.questions == ("quiet room", "where can he calm down")
    assert entry.contacts == ("team", "helpline")
    assert entry.sources[0].url == "https://example.org/rooms"


def test_a_new_file_begins_as_files_do(tmp_path: Path) -> None:
    (tmp_path / "knowledge" / "schemas").mkdir(parents=True)
    (tmp_path / "knowledge" / "schemas" / "topic.schema.json").touch()
    path, line = add(
        tmp_path / "knowledge",
        "quiet-room",
        NewEntry("rooms", "t", "q", "", "p | https://x.org"),
        TODAY,
        "care",
    )
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=schemas/topic.schema.json\nworkstream: care\nentries:\n"
    )
    assert line == 4


def test_the_file_that_a_new_area_begins_with_takes_its_first_entry(tmp_path: Path) -> None:
    beginning = Beginning(
        "Fenshire", "Fenshire Council", {}, {"sendiass": "S", "social-care": "T"}, {"send": "SEND"}
    )
    text = files_of(beginning, TODAY)["local.yaml"]
    (tmp_path / "local.yaml").write_text(text, encoding="utf-8")
    said = NewEntry("local", "Taxis", "taxi", "send-team", "Travel page, https://x.org/travel")
    path, line = add(tmp_path, "taxis", said, TODAY, "send", "fenshire")
    rows = path.read_text(encoding="utf-8").split("\n")
    assert rows[line - 1] == "  - id: taxis"
    assert rows[line - 2] == "entries:"
    assert "#entries:" not in rows
    assert '      - {title: "Travel page", url: "https://x.org/travel", seen: 2026-11-20}' in rows
    assert any("england (law and rights everywhere), or fenshire" in row for row in rows)
    add(tmp_path, "more-taxis", said, TODAY, "send", "fenshire")
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]) == 2


def test_an_id_must_be_one_and_free_and_a_file_must_hold_answers(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder)
    knowledge = read(folder).knowledge
    assert fit_id(knowledge, "quiet-room") == "quiet-room"
    for wrong in ("Quiet", "bus-pass", "plan-slow"):
        with pytest.raises(KnowledgeError):
            fit_id(knowledge, wrong)
    for file in ("wording", "contacts", "../x"):
        with pytest.raises(KnowledgeError):
            add(folder, "quiet-room", NewEntry(file, "t", "q", "", "p | https://x.org"), TODAY, "care")


def test_a_new_file_names_no_schema_that_is_not_there(tmp_path: Path) -> None:
    path, line = add(tmp_path, "quiet-room", ANSWERS, TODAY, "care")
    assert path.read_text(encoding="utf-8").startswith("workstream: care\nentries:\n")
    assert line == 3


def test_an_entry_of_another_workstream_than_its_file_says_so(tmp_path: Path) -> None:
    path, _ = add(tmp_path, "quiet-room", ANSWERS, TODAY, "care")
    add(tmp_path, "loud-room", ANSWERS, TODAY, "access")
    first, second = yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]
    assert "workstream" not in first
    assert second["workstream"] == "access"


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("Rooms | https://example.org/a", ("Rooms", "https://example.org/a")),
        ("Rooms | www.example.org/a", ("Rooms", "https://www.example.org/a")),
        ("example.org.uk, Rooms", ("Rooms", "https://example.org.uk")),
        ("Rooms", ("", "Rooms")),
    ],
)
def test_a_page_has_a_title_and_an_address_with_its_beginning(said: str, page: tuple[str, str]) -> None:
    assert page_of(said) == page

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from sendbot.exchange.drafted import drafted
from sendbot.exchange.found import FoundEntry, FoundFile
from sendbot.knowledge.checks import check
from sendbot.knowledge.reading import read
from tests.conversation.small_house import KNOWLEDGE

FOUND = FoundFile(
    "a spreadsheet",
    (
        FoundEntry(
            "faq/ask_bins",
            ("When are the bins emptied?", "bin day {town}"),
            "On Mondays.\nRing 01632 960001.",
        ),
        FoundEntry(
            "row 3",
            ("a" * 80 + " b c",),
            "Yes: no #1 *x*",
            source="https://a.example",
            notes=("it had links",),
        ),
        FoundEntry("row 4", (), ""),
        FoundEntry("bins", ("borrow book",), "It is there."),
    ),
    ("2 rows were left.",),
)


def test_drafts_are_yaml_and_keep_every_word() -> None:
    entries = yaml.safe_load(drafted(FOUND, KNOWLEDGE).text)["entries"]
    assert entries[0]["id"] == "faq-ask-bins"
    assert entries[0]["questions"] == ["When are the bins emptied?"]
    assert entries[0]["answer"] == "On Mondays.\nRing 01632 960001.\n"
    assert entries[1]["answer"] == "Yes: no #1 *x*\n"
    assert len(entries[1]["title"]) <= 64
    assert len({entry["id"] for entry in entries}) == 4


def test_what_could_not_be_known_is_marked_and_told() -> None:
    made = drafted(FOUND, KNOWLEDGE)
    assert made.report[0] == "From a spreadsheet: 4 entries with 4 questions and 3 answers."
    for sentence in (
        "Marked in 1 of 4: a number or address in the answer.",
        "Marked in 1 of 4: questions with gaps, left out.",
        "Marked in 1 of 4: a title that was cut.",
        "Marked in 1 of 4: no answer.",
        "Marked in 3 of 4: no source.",
        "Marked in 1 of 4: a question that stands in an entry already.",
        "2 rows were left.",
    ):
        assert sentence in made.report
    assert "(?) some of its questions stand in borrow already" in made.text


def test_no_draft_goes_live_by_itself(tmp_path: Path) -> None:
    (tmp_path / "drafts.yaml").write_text(drafted(FOUND, KNOWLEDGE).text, encoding="utf-8")
    found = read(tmp_path)
    assert found.knowledge.entries == {}
    assert sum("has no read date" in problem.message for problem in found.problems) == 4
    assert check(found.knowledge, date(2026, 11, 23))

"""Beginning an area, bringing answers along, and giving them out, as they are run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendbot.cli import areas
from tests.verbs import bot

INIT = (
    "init", "m", "--name", "Marlowshire", "--town", "Marlow", "--town", "Great Wick", "--neighbour",
    "Otherham",
    "--contact", "send-team=send@marlowshire.example", "--contact", "social-care=020 7946 0302",
    "--contact", "sendiass=https://mias.example", "--workstream", "plans=EHC plans", "--sendiass", "MIAS",
)  # fmt: skip


def test_an_area_begins_and_checks(house: Path) -> None:
    done = bot(house, *INIT)
    said = done.stdout
    assert done.returncode == 0, done.stderr
    assert "of which 102 are national" in said
    assert "    admissions: School places." in said
    assert "    local-offer: The list of local services" in said
    assert "    sendiass:" not in said
    assert "an entry about SENDIASS and one about the Local Offer" in said
    checked = bot(house, "check", "--no-matching", "m")
    assert checked.returncode == 0, checked.stdout
    assert "national/" not in checked.stdout.split("Warning unchecked")[0]
    again = bot(house, *INIT)
    assert again.returncode == 1
    assert "m is not empty." in again.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("init", "m"), "--name is needed"),
        (("init", "m", "--name", "X", "--contact", "nobody=1"), "is no ROLE=DETAIL"),
        (("init", "m", "--name", "X", "--contact", "send-team=020 7946"), "is taken for a phone number"),
        (("init", "m", "--name", "X", "--contact", "send-team=ring us"), "is no number and no address"),
        (("init", "m", "--name", "X", "--workstream", "01632 960 123"), "is a number and no name"),
        (("init", "m", "--name", "X", "--workstream", "plans=0113 496 0123"), "is a number and no name"),
        (("init", "m", "--name", "X", "--workstream", "plans="), "names no workstream"),
        (("init", "m", "--name", "X", "--workstream", "a=One", "--workstream", "A=Two"), "have the id"),
        (("init", "m", "--name", "x@council.example"), "is an address and no name"),
        (("init", "m", "--name", "X", "--town", "12345"), "is a number and no name"),
        (("export", "a.doc"), "is neither .xlsx nor .json"),
        (("import", "gone.csv"), "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_told(house: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = bot(house, *arguments)
    assert done.returncode in {1, 2}
    assert sentence in " ".join(done.stderr.replace("│", " ").split())


def test_what_is_exported_is_imported_again(house: Path) -> None:
    assert "are in a.xlsx." in bot(house, "export", "a.xlsx").stdout
    done = bot(house, "import", "a.xlsx", "--out", "drafts.yaml")
    assert done.returncode == 0, done.stderr
    assert "Marked in" in done.stderr
    assert "id: borrow" in (house / "drafts.yaml").read_text("utf-8")
    assert bot(house, "import", "a.xlsx", "--out", "drafts.yaml").returncode == 1
    bot(house, "export", "a.json")
    assert json.loads((house / "a.json").read_text("utf-8"))["area"] == "Bookshire"


def test_questions_for_evaluate_may_come_from_a_spreadsheet(house: Path) -> None:
    (house / "asked.csv").write_bytes("\ufeffquestion,expected\nborrow book,borrow\nzebra,none\n".encode())
    done = bot(house, "evaluate", "asked.csv", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    (house / "asked.jsonl").write_bytes(
        '\ufeff{"question": "borrow book", "expected": ["borrow"]}\n'.encode()
    )
    assert bot(house, "evaluate", "asked.jsonl", "--json").returncode == 0


def test_what_stands_beside_a_number_that_is_refused_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    typed = [["01632 960123", "a@b.example.org"], ["020 7946 0301"], ["later"], []]

    def answered(question: str) -> list[str]:
        asked.append(question)
        return typed.pop(0)

    monkeypatch.setattr(areas, "_list", answered)
    assert areas._details("SEND team") == ["020 7946 0301", "a@b.example.org"]
    assert asked == ["SEND team", "Instead of 01632 960123; a@b.example.org is kept"]
    assert "kept for examples" in capsys.readouterr().out
    assert areas._details("SENDIASS") == []
    assert asked[-1] == "Instead of later"

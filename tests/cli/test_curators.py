"""The verbs of curators."""

from __future__ import annotations

import json
from pathlib import Path

from sendbot.knowledge.reading import read
from tests.verbs import bot


def test_check_names_every_problem_with_its_line(own_house: Path) -> None:
    folder = own_house / "knowledge"
    wording = (folder / "wording.yaml").read_text(encoding="utf-8")
    (folder / "wording.yaml").write_text(
        wording.replace("Checked by the {by} on {date}.", "Checked by the {by} on {when}."), encoding="utf-8"
    )
    done = bot(own_house, "check")
    assert done.returncode == 1
    assert (
        'Wording "checked" uses {when}, which the bot cannot fill in. It may use {by}, {date}.' in done.stdout
    )
    assert "knowledge/wording.yaml:" in done.stdout
    assert json.loads(bot(own_house, "check", str(folder), "--format", "json").stdout)
    assert "::error " in bot(own_house, "check", "--format", "github").stdout


def test_what_check_calls_an_error_does_not_start(own_house: Path) -> None:
    topic = own_house / "knowledge" / "library.yaml"
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("Show your card.", "Ring 0300 123 5500."), encoding="utf-8"
    )
    done = bot(own_house, "ask", "borrow a book")
    assert done.returncode == 1
    assert "knowledge/library.yaml:" in done.stderr
    assert "contacts.yaml" in done.stderr


def test_a_kind_of_problem_is_explained(own_house: Path) -> None:
    assert "What to do:" in bot(own_house, "explain", "bold").stdout
    assert bot(own_house, "explain", "bald").returncode == 2


def test_a_new_entry_is_asked_for_until_each_answer_can_be_used(own_house: Path) -> None:
    contact = next(iter(read(own_house / "knowledge").knowledge.contacts))
    typed = f"\nchess\nnowhere\n\nChess\nchess club\nnobody\n{contact}\nClub | www.example.org/chess\n"
    done = bot(own_house, "new", "chess-club", typed=typed)
    assert done.returncode == 0, done.stderr
    for sentence in (
        "Another name makes a new one",
        "chess.yaml is new",
        '"nowhere" is not in',
        '"nobody" is no',
    ):
        assert sentence in done.stdout
    written = (own_house / "knowledge" / "chess.yaml").read_text(encoding="utf-8")
    assert f"contacts: [{contact}]" in written
    assert 'url: "https://www.example.org/chess"' in written

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from sendbot.knowledge.looks.long_over import over_problems
from sendbot.knowledge.reading import load, read
from tests.knowledge.looks.told import told
from tests.knowledge.slips import Slip, write

TODAY = date(2026, 11, 23)
LOOK = partial(over_problems, today=TODAY)
NOTE = "note: Closed in August."
ANSWER = "Ask the council for the form. It takes two weeks."


@pytest.mark.parametrize(
    ("note", "warns"),
    [
        ("Closed from 24 December 2025 to 2 January 2026.", False),
        ("We shut for Christmas: 23 December 2023 to 2 January 2024", False),
        ("Closed 24/12/2025 to 02/01/2026.", False),
        ("The office is closed on Friday 2 May 2025.", False),
        ("Reopens in September 2025.", False),
        ("We are closed up to 1 May 2026.", False),
        ("Moves to a new building on 1 September 2026.", True),
    ],
)
def test_a_notice_of_days_that_are_over_is_told(tmp_path: Path, note: str, warns: bool) -> None:
    (only,) = told(LOOK, tmp_path, "contacts.yaml", NOTE, f'note: "{note}"')
    assert only.startswith("contacts.yaml:21: ")
    assert (": warning: " in only) is warns
    assert "Look up what holds now" in only


@pytest.mark.parametrize(
    "note",
    [
        "Closed from 24 December 2026 to 2 January 2027.",
        "Closed from 20 November 2026 to 30 November 2026.",
        "Closed in August.",
        "From a page of July 2024; check before you rely on it.",
        "It was closed from May 2020 to May 2021.",
        "What we saw is from 2021.",
    ],
)
def test_a_notice_that_holds_and_what_tells_of_the_past_are_left_alone(tmp_path: Path, note: str) -> None:
    assert told(LOOK, tmp_path, "contacts.yaml", NOTE, f'note: "{note}"') == []


@pytest.mark.parametrize(
    ("sentence", "warns"),
    [
        ("The new form opens on 1 September 2025.", False),
        ("Apply by 31 October 2025.", False),
        ("The office will move on Monday 4 May 2026.", False),
        ("The old form closes in March 2026.", False),
        ("You can send it until 1 October 2026.", True),
    ],
)
def test_an_answer_that_announces_a_day_that_has_passed_is_told(
    tmp_path: Path, sentence: str, warns: bool
) -> None:
    (only,) = told(LOOK, tmp_path, "topic.yaml", ANSWER, f"Ask for the form.\n      {sentence}")
    assert only.startswith("topic.yaml:80: ")
    assert (": warning: " in only) is warns


@pytest.mark.parametrize(
    "sentence",
    [
        "The form opens on 1 September 2027.",
        "The law changed on 26 July 2024.",
        "A choice was due by 27 February 2026.",
        "Anybody could reply until 3 October 2021.",
        "This is from a page of April 2024.",
        "SEND here in March 2018 was weak.",
    ],
)
def test_an_answer_that_tells_of_the_past_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert told(LOOK, tmp_path, "topic.yaml", ANSWER, sentence) == []


def test_what_was_over_when_it_was_read_is_an_error_and_what_ends_later_only_a_warning(
    tmp_path: Path,
) -> None:
    """Else a folder would be refused one morning because a day has passed."""
    for until, severity in (("1 May 2026", "error"), ("June 2026", "warning"), ("30 November 2026", "")):
        folder = tmp_path / until / "knowledge"
        note = f"note: We are closed up to {until}."
        write(folder, Slip("a", "contacts.yaml", "note: Closed in August.", note, ""))
        found = list(over_problems(read(folder).knowledge, TODAY))
        assert [(one.severity, one.place.line) for one in found] == ([(severity, 21)] if severity else [])


def test_the_shipped_folder_announces_nothing_that_is_over() -> None:
    assert list(LOOK(load(Path(__file__).parents[3] / "knowledge"))) == []

"""Six hundred broken folders and some kinds more: what the checker says of each, and that none goes live."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sendbot.knowledge.problems import errors_among
from tests.knowledge.broken_fifth import FIFTH, FRESH, UNNOTICED
from tests.knowledge.broken_first import FIRST
from tests.knowledge.broken_fourth import FOURTH
from tests.knowledge.broken_newcomer import NEWCOMER, ONCE
from tests.knowledge.broken_remarks import COMMENTED, REMARKS
from tests.knowledge.broken_second import SECOND
from tests.knowledge.broken_seventh import FRESH_SEVENTH, SEVENTH
from tests.knowledge.broken_sixth import FRESH_SIXTH, SIXTH, UNNOTICED_SIXTH
from tests.knowledge.broken_third import THIRD
from tests.knowledge.slips import Slip, found_in, outcome, rows, write

RIGHT, SILENT = 0.9, 0.02
"""At least so many are told with file, line and advice; at most so many not at all."""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What is said of the sound folder, which is too small for some things."""
    folder = tmp_path_factory.mktemp("sound") / "knowledge"
    write(folder)
    return frozenset(str(problem) for problem in found_in(folder))


def tried(slips: list[Slip], place: Path, ordinary: frozenset[str]) -> tuple[Counter[str], list[str]]:
    """How many of the slips were told how well, and which of the folders would go live."""
    outcomes: Counter[str] = Counter()
    live = []
    for number, slip in enumerate(slips):
        folder = place / str(number) / "knowledge"
        line = write(folder, slip)
        found = found_in(folder)
        outcomes[outcome(slip, line, [one for one in found if str(one) not in ordinary])] += 1
        if not slip.harmless and not errors_among(found):
            live.append(slip.what)
    return outcomes, live


def test_the_sound_folder_is_sound(tmp_path: Path) -> None:
    write(tmp_path / "knowledge")
    assert errors_among(found_in(tmp_path / "knowledge")) == ()


@pytest.mark.parametrize(
    "table",
    [FIRST, SECOND, FOURTH, FIFTH, SIXTH, SEVENTH],
    ids=["first half", "second half", "fourth", "fifth", "sixth", "seventh"],
)
def test_slips_are_told_at_their_line_with_what_to_do_and_none_goes_live(
    table: tuple[tuple[str, str, str, str, str], ...], tmp_path: Path, ordinary: frozenset[str]
) -> None:
    outcomes, live = tried(rows(table), tmp_path, ordinary)
    assert outcomes.total() == len(table) >= 50
    assert outcomes["right"] >= RIGHT * len(table), outcomes
    assert outcomes["silent"] <= SILENT * len(table), outcomes
    assert live == []


@pytest.mark.parametrize(
    "slip", rows(THIRD + FRESH + FRESH_SIXTH + FRESH_SEVENTH + REMARKS + NEWCOMER), ids=lambda slip: slip.what
)
def test_a_kind_that_was_once_missed_is_told_at_its_line(
    slip: Slip, tmp_path: Path, ordinary: frozenset[str]
) -> None:
    outcomes, live = tried([slip], tmp_path, ordinary)
    assert outcomes == {"right": 1}
    assert live == []


@pytest.mark.parametrize("slip", rows(ONCE), ids=lambda slip: slip.what)
def test_one_slip_of_a_newcomer_brings_one_error(
    slip: Slip, tmp_path: Path, ordinary: frozenset[str]
) -> None:
    line = write(tmp_path / "knowledge", slip)
    found = (one for one in found_in(tmp_path / "knowledge") if str(one) not in ordinary)
    errors = errors_among(tuple(found))
    assert [error.place.line for error in errors] == [line]
    assert outcome(slip, line, errors) == "right"


def test_a_file_full_of_remarks_is_sound(tmp_path: Path, ordinary: frozenset[str]) -> None:
    write(tmp_path / "knowledge", Slip("no slip", "clubs.yaml", "", COMMENTED, ""))
    found = (one for one in found_in(tmp_path / "knowledge") if str(one) not in ordinary)
    assert errors_among(tuple(found)) == ()


@pytest.mark.parametrize("slip", rows(UNNOTICED + UNNOTICED_SIXTH), ids=lambda slip: slip.what)
def test_what_is_listed_as_unnoticed_still_is(slip: Slip, tmp_path: Path, ordinary: frozenset[str]) -> None:
    """Once it is told, it moves into the list of what is."""
    assert tried([slip], tmp_path, ordinary)[0]["right"] == 0


def test_the_figure_falls_for_the_fifth_without_its_looks(
    tmp_path: Path, ordinary: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for look in ("twin_problems", "length_problems", "untranslated_problems"):
        monkeypatch.setattr(f"sendbot.knowledge.checks.{look}", lambda _knowledge: ())
    monkeypatch.setattr("sendbot.knowledge.text_problems._LOOKS", ())
    outcomes, live = tried(rows(FIFTH), tmp_path, ordinary)
    assert outcomes["right"] < 75, outcomes
    assert len(live) > 10


def test_the_figure_falls_for_the_sixth_without_its_looks(
    tmp_path: Path, ordinary: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for look in ("mixed_up", "repeated", "subject", "number", "script"):
        monkeypatch.setattr(f"sendbot.knowledge.checks.{look}_problems", lambda _knowledge: ())
    monkeypatch.setattr("sendbot.knowledge.text_problems._LOOKS", ())
    outcomes, live = tried(rows(SIXTH), tmp_path, ordinary)
    assert outcomes["right"] < 40, outcomes
    assert len(live) > 10


def test_the_figure_falls_when_a_look_is_taken_out(
    tmp_path: Path, ordinary: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sendbot.knowledge.checks.text_problems", lambda _knowledge: ())
    monkeypatch.setattr("sendbot.knowledge.nodes.slips", lambda _text: [])
    outcomes, live = tried(rows(FIRST), tmp_path, ordinary)
    assert outcomes["right"] < 75, outcomes
    assert len(live) > 10

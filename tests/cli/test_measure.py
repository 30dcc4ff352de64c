from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.cli.measure import (
    calibration,
    compare_folders,
    evaluate_files,
    measure_details,
    measure_screen,
    with_progress,
)
from sendbot.errors import QuestionsFileError
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.matcher import Matcher
from tests.conversation.small_house import KNOWLEDGE, MIND
from tests.matching.small_base import OUTSIDE, QUESTIONS


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"question": "how do I borrow a book", "expected": ["borrow"]}\n{"question": "zebras", "expected": '
        "[]}\n",
        encoding="utf-8",
    )
    return path


def test_answers_are_measured_as_text_json_and_a_page(labelled: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert evaluate_files([labelled], MIND, False, page).startswith("set.jsonl")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    (found,) = json.loads(evaluate_files([labelled], MIND, True, None))
    assert found["name"] == "set.jsonl"


def test_without_a_file_the_folder_s_own_tests_are_measured() -> None:
    own = LabelledQuestion(question="how do I borrow a book", expected=("borrow",), holds=("your card",))
    mind = replace(MIND, knowledge=replace(KNOWLEDGE, tests=(own,)))
    (found,) = json.loads(evaluate_files([], mind, True, None))
    assert found["name"] == "knowledge/questions"
    assert found["answered"] == {"asked": 1, "matched": 1.0, "answered": 1.0, "at_once": 1.0}
    with pytest.raises(QuestionsFileError, match="holds no tests"):
        evaluate_files([], MIND, False, None)


def test_the_screen_and_redaction_are_measured(tmp_path: Path) -> None:
    danger, personal = tmp_path / "danger.jsonl", tmp_path / "personal.jsonl"
    danger.write_text(
        '{"message": "we are drowning", "kind": "must-fire", "category": "safety-flood"}\n', encoding="utf-8"
    )
    personal.write_text(
        '{"text": "ring 07700 900123", "spans": [{"text": "07700 900123", "type": "PHONE"}]}\n',
        encoding="utf-8",
    )
    assert "noticed" in measure_screen([danger], MIND, False)
    assert json.loads(measure_screen([danger], MIND, True))[0]["figures"]["noticed"]["share"] == 1.0
    assert "details removed" in measure_details([personal], redact, False)
    assert json.loads(measure_details([personal], redact, True))[0]["figures"]["removed: PHONE"]["count"] == 1


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"\xff\xfe", "it is not UTF-8 text")]
)
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "set.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QuestionsFileError, match=reason):
        evaluate_files([path], MIND, False, None)


def test_a_page_that_cannot_be_written_is_a_sentence(labelled: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionsFileError, match="could not be written"):
        evaluate_files([labelled], MIND, False, tmp_path / "nowhere" / "report.html")


def test_comparing_says_whether_something_dangerous_would_be_lost(tmp_path: Path) -> None:
    tests = (LabelledQuestion(question="borrow book", expected=("borrow",)),)
    old = replace(KNOWLEDGE, tests=tests)
    text, dangerous = compare_folders(old, old, None, [], None, tmp_path, False)
    assert text.startswith("Tried ")
    assert not dangerous
    without = replace(old, entries={name: entry for name, entry in old.entries.items() if name != "borrow"})
    changes, dangerous = compare_folders(old, without, None, [], None, tmp_path, True)
    assert any(change["kind"] == "lost" and change["protected"] for change in json.loads(changes))
    assert dangerous, "the entry has a date that counts"


def test_the_curve_is_shown_and_drawn(tmp_path: Path) -> None:
    matcher = Matcher.fit(QUESTIONS, out_of_scope=OUTSIDE)
    chart = tmp_path / "curve.svg"
    assert "At most 5.0 % of unanswerable messages answered" in calibration(matcher, 0.05, chart)
    assert chart.read_text(encoding="utf-8").startswith("<svg")


def test_where_nobody_watches_there_is_no_progress_bar() -> None:
    questions = [LabelledQuestion(question="x", expected=())]
    assert with_progress(questions) is questions

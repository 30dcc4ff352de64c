from __future__ import annotations

from datetime import date

import pytest

from sendbot.knowledge.entries import Place
from sendbot.knowledge.nodes import LARGEST_FILE, Odd, is_date, parse


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.code) for problem in parse(text.encode(), "topic.yaml").problems]


def test_values_come_with_their_places() -> None:
    document = parse(b"entries:\n  - id: dla\n    questions:\n      - what is it\n", "topic.yaml")
    assert document.value == {"entries": ({"id": "dla", "questions": ("what is it",)},)}
    assert document.place(("entries", 0, "questions", 0)) == Place("topic.yaml", 4, 9)
    assert document.key_place(("entries", 0, "questions")) == Place("topic.yaml", 3, 5)
    assert document.place(("entries", 0, "nowhere", 7)) == document.place(("entries", 0))
    assert document.problems == []


def test_places_are_given_by_item_of_a_list() -> None:
    document = parse(b"entries:\n  - id: a\n  - id: b\n", "topic.yaml")
    found = document.places_by_item()
    assert dict(found[("entries", 1)])[("id",)] == Place("topic.yaml", 3, 5)


def test_text_dates_and_switches_are_read_and_everything_else_is_odd() -> None:
    value = parse(
        b"a: 2026-11-23\nb: true\nc: 12\nd: yes\ne: 1_000\nf: ~\ng: 2026-02-30\nh: 0.5\ni: plain", "x"
    ).value
    assert (value["a"], value["b"], value["c"], value["i"]) == (date(2026, 11, 23), True, 12, "plain")
    assert value["d"] == Odd(None, "yes", "true or false")
    assert value["e"].kind == value["h"].kind == "a number"
    assert value["f"].kind == "nothing"
    assert value["g"].kind == "a date that does not exist"
    assert is_date(value["a"])
    assert not is_date("2026-11-23")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "empty-file"),
        ("a: 1\na: 2", 2, "duplicate-key"),
        ("a: b: c", 1, "bad-yaml"),
        ("a:\n\t- b", 2, "bad-yaml"),
        ('a: "open\nb: c', 1, "bad-yaml"),
        ("c: d\na: &x [b]\ne: *x", 2, "alias"),
        ("? [a]\n: b", 1, "odd-key"),
        ("a: " + "[" * 40 + "]" * 40, 1, "too-deep"),
        ("a: @b", 1, "bad-yaml"),
        ("a:\n  - b\n c: d", 3, "bad-yaml"),
    ],
)
def test_each_slip_is_told_at_its_line(text: str, line: int, code: str) -> None:
    assert (line, code) in told(text)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (rb"{\rtf1\ansi entries:}", "plain text"),
        (b"\n<html><body>entries:</body></html>", "Raw"),
        (b"PK\x03\x04\x14\x00", "Word or Excel"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_of_another_program_is_told_as_such(data: bytes, advice: str) -> None:
    (only,) = parse(data, "topic.yaml").problems
    assert advice in only.message
    assert only.place.line == 1


def test_bytes_that_are_no_text_and_too_many_of_them_are_told() -> None:
    assert [problem.code for problem in parse(b"a: b\nc: \xff\xfe", "x").problems] == ["not-utf-8"]
    assert parse(b"a: b\nc: \xff\xfe", "x").problems[0].place.line == 2
    assert [problem.code for problem in parse(b"#" * (LARGEST_FILE + 1), "x").problems] == ["too-large"]


@pytest.mark.parametrize(
    "text",
    [
        "entries:\n  - id: a\n    title What is it?\n    answer: b\n",
        "entries:\n  - id: a\n    questions\n      - c\n    answer: b\n",
    ],
)
def test_a_name_without_its_colon_is_told_what_is_missing(text: str) -> None:
    (problem,) = parse(text.encode(), "topic.yaml").problems
    assert "no colon after it" in problem.message

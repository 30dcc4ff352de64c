from __future__ import annotations

import pytest

from sendbot.knowledge.slips import explaining, slips


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("title:The plan", 1, "no-space"),
        ("a: b\nt： c", 2, "full-width"),
        ("questions:\n  - one\n  -two", 3, "dash"),
        ("answer: **Bold** words", 1, "bar"),
        ("answer:\n  one\n  two", 1, "bar"),
        ("title: Help #1 of 2", 1, "cut"),
        ("<<<<<<< HEAD\na: b", 1, "conflict"),
        ("questions:\n  - one\n  – two", 3, "other-dash"),
        ("questions:\n  - #1 rule", 2, "gone"),
        ("answer: >\n  a\n\n  - b\n  - c", 1, "folded"),
        ("a: b\n\u00a0c: d", 2, "odd-space"),
        ("a: b\n---\nc: d", 2, "document"),
        ("answer: |\n  One.\n  related: [a, b]", 3, "swallowed"),
        ("answer: |\n  One. applies_to: england", 2, "swallowed"),
        ("title; The plan", 1, "other-colon"),
        ('title: What is it?"', 1, "end-quote"),
        ("questions:\n  - - one", 2, "two-dashes"),
        ("+ title: one", 1, "compared"),
        ("```yaml\na: b", 1, "fence"),
        ("also:\n  - one\n    two", 3, "joined"),
        ("counts:\n  - {from: a, plus: b}\n    {from: c, plus: d}", 3, "joined"),
        ("answer: |\n  One\u2028  two.", 2, "line-end"),
        ("a: b   # c\u2028d: e", 1, "line-end"),
    ],
)
def test_what_is_wrong_for_certain_is_told_at_its_line(text: str, line: int, code: str) -> None:
    assert [(slip.line, slip.code) for slip in slips(text) if slip.sure] == [(line, code)]


@pytest.mark.parametrize(
    "text",
    [
        "questions:\n  - a question that is so long that a program wrapped it after sixty\n    letters",
        'questions:\n  - "one\n    two"',
        "id: dla   # never change it",
        "id: dla # never change it",
        "answer: |\n  Ask who has read it: the answer, the title and the questions.\n  contacts: are below",
        'title: The "plan"',
        "title: A plan; what is it?",
        "- {from: the day, plus: 20 weeks}",
        "url: https://example.org/a#part",
        "title: Help   # 64 characters",
        "answer: |\n  **Bold:**no space here\n  - a\n  -b",
        "questions:\n  - what time:noon",
        "answer: one line",
        "---\nentries: []",
        "# a remark\n---\nentries: []",
        "answer: >\n  one\n  two\n\n  three - four",
        "questions:\n  - one  # a remark\n  - two",
        "answer: |\n  one\n  • two\n  – three\n  ---",
        "title: Help   # see rule #3",
        "questions:   # the ways families ask\n  - one",
        'sources: [{title: "A, b", url: "https://example.org"}, {title: "c"}]',
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert [slip for slip in slips(text) if slip.sure] == []


def test_a_conflict_explains_more_than_anything_else_and_a_quote_more_than_what_follows_it() -> None:
    found = slips('a: "open\nb: [1\n<<<<<<< HEAD\n')
    assert (explaining(found, 2) or found[0]).code == "conflict"
    found = slips('a: "open\nb: [1\nc: d')
    assert (explaining(found, 3) or found[0]).code == "open-quote"
    assert explaining([], 3) is None


def test_the_field_after_a_text_that_begins_an_item_is_no_word_of_it() -> None:
    sound = "entries:\n- answer: |\n    **Ring us.**\n\n    Soon.\n  answers: []\n  id: fines\n"
    assert slips(sound) == []
    swallowed = sound.replace("  answers:", "    answers:")
    assert [(slip.line, slip.code) for slip in slips(swallowed)] == [(6, "swallowed")]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- answer: |\n    One.\n  # why\n    Two.", 3, "remark"),
        ("- answer: |\n    One.\n  read 2026-06-01", 3, 'no colon after "read"'),
        ("- answer: |\n    One.\nread this", 3, "lost its indent"),
    ],
)
def test_what_ends_a_text_too_early_is_told_by_its_kind(text: str, line: int, said: str) -> None:
    (slip,) = slips(text)
    assert slip.line == line
    assert said in slip.message

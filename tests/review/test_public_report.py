"""The report for everybody: what was asked and done, and nothing by which a family could be known."""

from __future__ import annotations

import io
from datetime import date

from docx import Document

from sendbot.review.public_report import as_docx, as_html, make_report
from sendbot.review.states import State
from tests.conversation.small_house import KNOWLEDGE
from tests.review.groups import group

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 30)
GROUPS = [
    group("g-1", state=State.ANSWERED, entry="hours", nearest="fines"),
    group("g-2", nearest="fines"),
    group("g-3", nearest="fines", workstream="care"),
    group("g-4", state=State.WONT_ANSWER, reason="A private reason about Sam", nearest="borrow"),
    group("g-5", state=State.DRAFTED, nearest="renew"),
    group("g-6", state=State.DUPLICATE, duplicate_of="g-1"),
    group("g-7"),
]
COUNTS = {"g-1": 12, "g-2": 3, "g-3": 2, "g-4": 5, "g-5": 4, "g-6": 50, "g-7": 9}
REPORT = make_report(GROUPS, COUNTS, KNOWLEDGE, FIRST, LAST)


def test_gaps_are_added_up_by_subject_and_named_in_a_curator_s_words() -> None:
    assert [(line.about, line.asked) for line in REPORT.lines] == [
        ("Something that we have no answer about yet", 14),
        ("When are you open?", 12),
        ("Something that we have no answer about yet", 5),
    ]
    assert [line.done.split()[1] for line in REPORT.lines] == ["have", "wrote", "decided"]


def test_the_nearest_entry_is_nobody_s_subject() -> None:
    page = as_html(REPORT)
    assert "How much is a fine?" not in page
    assert "How do I borrow a book?" not in page


def test_counts_under_five_are_left_out_and_that_is_said() -> None:
    assert REPORT.small == 1
    assert all(line.asked >= 5 for line in REPORT.lines)
    assert "1 other subject was asked about fewer than 5 times." in as_html(REPORT)
    assert "How do I renew a loan?" not in as_html(REPORT)


def test_no_family_s_words_and_no_reasons_of_staff_are_in_it() -> None:
    told = as_html(REPORT) + "\n".join(paragraphs(as_docx(REPORT)))
    for private in ("a family's own words", "private reason", "Sam", "g-1"):
        assert private not in told


def test_the_document_has_a_title_a_period_and_a_table_with_a_head_row() -> None:
    document = Document(io.BytesIO(as_docx(REPORT)))
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"
    assert document.paragraphs[0].text == "You asked, we did"
    assert document.paragraphs[1].text == "From 1 September 2026 to 30 November 2026"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["You asked about", "Questions", "We did"]
    assert rows[2][:2] == ["When are you open?", "12"]
    assert document.core_properties.author == ""


def test_a_period_without_enough_questions_is_said_to_be_so() -> None:
    empty = make_report(GROUPS, {"g-1": 4}, KNOWLEDGE, FIRST, LAST)
    assert "No subject was asked about often enough to be listed." in as_html(empty)
    assert "No subject was asked about often enough to be listed." in paragraphs(as_docx(empty))


def paragraphs(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    return [paragraph.text for paragraph in document.paragraphs] + [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]

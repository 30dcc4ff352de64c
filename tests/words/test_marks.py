"""Marks are parsed once, and every reader gets the same parts."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sendbot.words.marks import Bullets, Paragraph, Run, parsed, spaced, without_marks, written

TEXTS = st.text(alphabet=st.sampled_from(list("ab *-\n")), max_size=60)


def test_paragraphs_lists_and_bold() -> None:
    found = parsed("**Ring now.** It is free.\n\n- one\n- **two** more\n\nlast\nline")
    assert found == (
        Paragraph(((Run("Ring now.", bold=True), Run(" It is free.")),)),
        Bullets(((Run("one"),), (Run("two", bold=True), Run(" more")))),
        Paragraph(((Run("last"),), (Run("line"),))),
    )


def test_lines_of_both_kinds_are_a_paragraph() -> None:
    assert parsed("Ask for:\n- a plan") == (Paragraph(((Run("Ask for:"),), (Run("- a plan"),))),)


def test_bold_over_the_end_of_a_line_is_bold_on_both() -> None:
    assert parsed("**one\ntwo**") == (Paragraph(((Run("one", bold=True),), (Run("two", bold=True),))),)


def test_stars_that_open_nothing_stay() -> None:
    assert written(parsed("2 ** 3 and *this*")[0], lambda run: run.text) == "2 ** 3 and *this*"


@given(TEXTS)
@example("**\n\n**")
@example("**a\n \nb** c")
def test_written_without_marks_nothing_is_lost(text: str) -> None:
    again = "\n\n".join(written(block, lambda run: run.text) for block in parsed(text))
    assert "".join(again.split()) == "".join(without_marks(text).split())


def test_lines_stand_by_themselves_where_there_is_space_between_them() -> None:
    text = "one\n**two**\n- a\n- **b**\n\n- c\n\nlast"
    assert spaced(text) == (
        Paragraph(((Run("one"),),)),
        Paragraph(((Run("two", bold=True),),)),
        Bullets(((Run("a"),), (Run("b", bold=True),))),
        Bullets(((Run("c"),),)),
        Paragraph(((Run("last"),),)),
    )

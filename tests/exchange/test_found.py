from __future__ import annotations

import pytest

from sendbot.exchange.found import FoundEntry, asked, joined, plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>One.</p><p>Two &amp; three</p>", "One.\nTwo & three"),
        ("See [the page](https://a.example/x).", "See the page."),
        ("## Head\n* one\n* two", "Head\n- one\n- two"),
        ("an *important* word and **bold**", "an important word and **bold**"),
        ("a < b and b > c", "a < b and b > c"),
        (None, ""),
        ("a\r\n\r\n\r\n\r\nb", "a\n\nb"),
    ],
)
def test_marks_of_pages_are_taken_out(text: str | None, said: str) -> None:
    assert plain(text)[0] == said


def test_what_was_taken_out_is_noted() -> None:
    assert "links" in plain("[x](https://a.example)")[1][0]
    assert "picture" in plain('<img src="x.png">')[1][0]
    assert plain("nothing")[1] == ()


def test_questions_come_once_each() -> None:
    assert asked(["How?", "how", " How ? ", "", "Why\nnot"]) == ("How?", "Why not")


def test_rows_with_the_same_answer_are_one_entry() -> None:
    one, two = FoundEntry("1", ("a",), "Same."), FoundEntry("2", ("b", "A"), "same.", title="T")
    (found,) = joined([one, two])
    assert found.questions == ("a", "b")
    assert found.title == "T"
    assert len(joined([FoundEntry("x", ("a",)), FoundEntry("y", ("b",))])) == 2

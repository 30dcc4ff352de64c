from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.spans import Span, united

ORDER = ("PHONE", "PERSON")
TEXT = "ring Ann Quill on 07700 900123"


def made(*proposed: Span, blocked: tuple[int, int] = (0, 0), text: str = TEXT) -> list[tuple[str, str]]:
    closed = bytearray(len(text))
    closed[slice(*blocked)] = b"\1" * (blocked[1] - blocked[0])
    return [(text[span.start : span.end], span.type) for span in united(text, proposed, ORDER, closed)]


def test_parts_that_touch_are_one_detail() -> None:
    assert made(Span(5, 8, "PERSON"), Span(9, 14, "PERSON")) == [("Ann Quill", "PERSON")]
    assert made(Span(5, 10, "PERSON"), Span(7, 14, "PERSON")) == [("Ann Quill", "PERSON")]
    assert made(Span(5, 8, "PERSON"), Span(15, 17, "PERSON")) == [("Ann", "PERSON"), ("on", "PERSON")]


def test_no_letter_that_anybody_proposed_is_left_when_kinds_overlap() -> None:
    found = made(Span(5, 20, "PERSON"), Span(18, 30, "PHONE"))
    assert found == [("Ann Quill on", "PERSON"), ("07700 900123", "PHONE")]


def test_what_is_blocked_stays_and_parts_what_stands_around_it() -> None:
    assert made(Span(5, 14, "PERSON"), blocked=(5, 9)) == [("Quill", "PERSON")]
    assert made(Span(5, 14, "PERSON"), blocked=(0, 30)) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(ORDER)), max_size=6))
def test_details_never_overlap_and_cover_every_proposed_letter(pairs: list[tuple[int, int, str]]) -> None:
    proposed = [Span(min(a, b), max(a, b), kind) for a, b, kind in pairs if a != b]
    found = united(TEXT, proposed, ORDER, bytearray(len(TEXT)))
    covered = {place for span in found for place in range(span.start, span.end)}
    assert sum(span.end - span.start for span in found) == len(covered)
    assert covered >= {
        place for span in proposed for place in range(span.start, span.end) if TEXT[place].isalnum()
    }

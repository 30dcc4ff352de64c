from __future__ import annotations

import pytest

from sendbot.care.details import (
    Finder,
    case_numbers,
    emails,
    handles,
    health_numbers,
    insurance_numbers,
    phones,
    postcodes,
)

FOUND: list[tuple[Finder, str, str]] = [
    (emails, "write to ann.quill@mail.example.org please", "ann.quill@mail.example.org"),
    (emails, "ann at gmail.com", "ann at gmail.com"),
    (handles, "I am @sam_99 there", "@sam_99"),
    (handles, "see facebook.com/sam.quill", "facebook.com/sam.quill"),
    (postcodes, "we are in cw1 2ab", "cw1 2ab"),
    (postcodes, "CW12AB", "CW12AB"),
    (insurance_numbers, "ni QQ 12 34 56 C", "QQ 12 34 56 C"),
    (phones, "ring 07700 900123", "07700 900123"),
    (phones, "ring ٠٧٧٠٠ ٩٠٠١٢٣", "٠٧٧٠٠ ٩٠٠١٢٣"),
    (
        phones,
        "oh double seven oh oh nine oh oh one two three",
        "oh double seven oh oh nine oh oh one two three",
    ),
    (health_numbers, "nhs number is 943 476 5919", "943 476 5919"),
    (health_numbers, "943 476 5919", "943 476 5919"),
    (case_numbers, "case no EH123/21/00042", "EH123/21/00042"),
    (case_numbers, "upn A123456789012", "A123456789012"),
]
LEFT: list[tuple[Finder, str]] = [
    (emails, "meet me at the library"),
    (handles, "we come at 9"),
    (postcodes, "he is in year 4 at 2pm"),
    (insurance_numbers, "section 20 and 30"),
    (phones, "it costs £1,234,567 and took 20 weeks"),
    (phones, "dial 111 or 999"),
    (health_numbers, "943 476 5918"),
    (case_numbers, "case of 20 weeks"),
    (case_numbers, "the appeal takes 6 weeks"),
]


@pytest.mark.parametrize(("finder", "text", "detail"), FOUND)
def test_a_detail_with_a_shape_is_found_whole(finder: Finder, text: str, detail: str) -> None:
    assert any(detail in text[start:end] for start, end in finder(text))


@pytest.mark.parametrize(("finder", "text"), LEFT)
def test_what_only_looks_like_one_is_left(finder: Finder, text: str) -> None:
    assert list(finder(text)) == []

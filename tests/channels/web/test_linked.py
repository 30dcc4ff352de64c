"""Numbers and addresses become links; sums, dates and scripts do not."""

from __future__ import annotations

import re

import pytest

from sendbot.channels.web.linked import Linker

PAGES = {"999 BSL": "https://bsl.example", "Desk": "https://desk.example", "111": "https://111.example"}
LINK = Linker(
    ["999", "111", "18000", "116 123", "0300 123 5012", "0800 1111"],
    ["text HELLO to 85258"],
    "new tab",
    PAGES,
)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Call 999.", '<a class="tel" href="tel:999">999</a>'),
        ("Phone: 0300 123 5012, option 3", '<a class="tel" href="tel:03001235012">0300 123 5012</a>'),
        ("ring 01270 685 555 now", '<a class="tel" href="tel:01270685555">01270 685 555</a>'),
        ("116 123 any time", '<a class="tel" href="tel:116123">116 123</a>'),
        ("text HELLO to 85258", '<a href="sms:85258">85258</a>'),
        ("Email: a.b@x.gov.uk", '<a href="mailto:a.b@x.gov.uk">a.b@x.gov.uk</a>'),
        ("see https://x.example/a?b=1&c.", 'href="https://x.example/a?b=1&amp;c"'),
    ],
)
def test_what_a_phone_can_tap_is_a_link(text: str, link: str) -> None:
    assert link in LINK(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Deaf? Call 18001 111, or", ["18001111"]),
        ("18001-111 or 111", ["18001111", "111"]),
        ("18001\u00a0999", ["18001999"]),
        ("18002 0300 123 5012", ["1800203001235012"]),
        ("18001 01270 685 555", ["1800101270685555"]),
        ("18001, then 0800 1111", ["1800108001111"]),
        ("18001 before 116 123", ["18001116123"]),
        ("dial 18000 by text relay, or 999", ["18000", "999"]),
        ("dial 18000, 999 or 111", ["18000", "999", "111"]),
        ("costs 18001 999.50", []),
        ("Use 999 BSL (sign language)", []),
        ("999 BSL. Or 999.", ["999"]),
        ("999-BSL", []),
        ("999 (BSL)", []),
        ("999 in BSL", []),
        ("999 by British Sign Language", []),
        ("111 in sign language", []),
        ("call 999. BSL is a language", ["999"]),
        ("on the NHS 111 website. Call 111.", ["111"]),
        ("111 online", []),
    ],
)
def test_whoever_cannot_hear_is_not_led_to_a_voice(text: str, numbers: list[str]) -> None:
    assert re.findall(r'href="tel:(\d+)"', LINK(text)) == numbers


def test_a_relay_number_is_one_link_and_reads_as_it_was_written() -> None:
    assert '<a class="tel" href="tel:18001111">18001 111</a>' in LINK("Call 18001 111.")


def test_a_signed_service_leads_to_its_own_page_where_there_is_one() -> None:
    shown = LINK("Use 999 BSL, the Desk or 111.")
    assert 'href="https://bsl.example"' in shown
    assert ">999 BSL<" in shown
    assert "desk.example" not in shown
    assert "111.example" not in shown, "a name that is a number to ring stays one"


@pytest.mark.parametrize(
    "text",
    [
        "£999",
        "1,999 pounds",
        "section 1999",
        "999.50 a week",
        "3/999",
        "2026-11-23",
        "03/04/2026",
        "6 weeks",
        "a-999-b",
    ],
)
def test_sums_dates_and_sections_are_no_numbers_to_ring(text: str) -> None:
    assert "<a" not in LINK(text)


@pytest.mark.parametrize(
    "text",
    [
        '<img src=x onerror="alert(1)">',
        "javascript:alert(1)",
        '"><script>',
        "https://x.example/\"onmouseover='a'",
    ],
)
def test_nothing_that_is_written_becomes_a_tag(text: str) -> None:
    shown = LINK(text)
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'onmouseover="' not in shown
    assert "javascript:" not in shown or 'href="javascript' not in shown


def test_a_page_that_is_no_page_of_the_web_is_no_link() -> None:
    assert LINK.away("Click", "javascript:alert(1)") == "Click"
    away = LINK.away("<b>", "https://x.example")
    assert 'rel="noopener noreferrer"' in away
    assert "new tab" in away
    assert "&lt;b&gt;" in away

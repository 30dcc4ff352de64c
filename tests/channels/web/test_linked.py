"""Numbers and addresses become links; sums, dates and scripts do not."""

from __future__ import annotations

import pytest

from sendbot.channels.web.linked import Linker

LINK = Linker(["999", "116 123", "0300 123 5012", "0800 1111"], ["text HELLO to 85258"], "new tab")


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

from __future__ import annotations

from datetime import date

import pytest

from sendbot.knowledge.values import (
    address_trouble,
    day_trouble,
    email_trouble,
    length_trouble,
    number_trouble,
    text_number_trouble,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "address", ["https://www.gov.uk", "http://a.b.org.uk./x?y=1#z", "https://x.org:8080/"]
)
def test_an_address_that_opens_is_fine(address: str) -> None:
    assert address_trouble(address) is None


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///c", "https://...", "https://a b.org", "www.gov.uk", "https://plan"],
)
def test_an_address_that_does_not_is_told(address: str) -> None:
    assert address_trouble(address)


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("https://urldefense.com/v3/__https://a.org/b__;!!x", "give the other a line of its own"),
        ("https://urldefense.com/v3/__a.org/b__;!!x", "copy its own address"),
        ("https://www.bing.com/search?q=send", "search engine"),
        ("https://tinyurl.com/abc", "short link"),
        ("https://council.sharepoint.com/x", "only colleagues"),
        ("https://a-org.translate.goog/x", "another service"),
        ("https://www.council.gv.uk/send", "Check its end"),
        ("https://a.org/b, https://a.org/c", "space"),
        ("https://a.org/b;https://a.org/c", "give the other a line of its own"),
    ],
)
def test_an_address_that_is_not_the_pages_own_is_told_with_what_to_do(address: str, advice: str) -> None:
    assert advice in (address_trouble(address) or "")


@pytest.mark.parametrize(
    "address",
    ["https://web.archive.org/web/2021/https://a.org/b", "https://a.org/search?q=b", "https://a.com/x"],
)
def test_an_address_that_only_looks_wrapped_is_fine(address: str) -> None:
    assert address_trouble(address) is None


@pytest.mark.parametrize(
    ("email", "advice"),
    [
        ("mailto:send@a.gov.uk", "Write send@a.gov.uk alone"),
        ("janet.smith@a.gov.uk", "the team's address"),
        ("help@gmial.com", "Check its end"),
        ("help@a.gov.ku", "Check its end"),
    ],
)
def test_an_email_that_reaches_nobody_or_one_person_is_told(email: str, advice: str) -> None:
    assert advice in (email_trouble(email) or "")


def test_an_email_of_a_team_is_fine() -> None:
    names = ("customer.services", "sen", "benefits", "jobs", "markets")
    assert [email_trouble(f"{name}@a.gov.uk") for name in names] == [None] * 5


def test_a_number_that_costs_a_great_deal_is_told() -> None:
    assert "ordinary number" in (number_trouble("0906 753 1234", "phone_note") or "")
    assert number_trouble("0870 010 4950", "phone_note") is None


@pytest.mark.parametrize("number", ["999", "111", "116 123", "0300 123 5500", "0800 1111", "+44 1270 375300"])
def test_a_number_that_rings_is_fine(number: str) -> None:
    assert number_trouble(number, "phone_note") is None


@pytest.mark.parametrize("number", ["9999", "99", "0113 496 012", "12345", "0300 123 5500 (option 2)"])
def test_a_number_that_does_not_is_told(number: str) -> None:
    assert number_trouble(number, "phone_note")


def test_a_text_message_may_be_told_with_its_word() -> None:
    assert text_number_trouble("text SHOUT to 85258") is None
    assert text_number_trouble("text SHOUT")


def test_emails_days_and_lengths_are_looked_at_as_what_they_are() -> None:
    assert email_trouble("a.b@c-d.gov.uk") is None
    assert all(email_trouble(wrong) for wrong in ("a@b", "a b@c.org", "a..b@c.org", "c.org"))
    assert day_trouble(TODAY, TODAY, "it was read") is None
    assert "not come yet" in str(day_trouble(date(2026, 11, 24), TODAY, "it was read"))
    assert "before 2000" in str(day_trouble(date(1999, 12, 31), TODAY, "it was read"))
    assert length_trouble("26 years") is None
    assert length_trouble("27 years")
    assert length_trouble("0 weeks")


def test_a_number_kept_for_examples_is_told_as_one() -> None:
    assert "kept for examples" in (number_trouble("01632 960123", "phone_note") or "")
    assert "kept for examples" in (number_trouble("+44 1632 960 123", "phone_note") or "")
    assert "not a British one" in (number_trouble("01632 961", "phone_note") or "")

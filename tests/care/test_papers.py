from __future__ import annotations

import pytest

from sendbot.care.papers import bank_details, identity_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("sort code 30-11-22 account number 44556677", ["30-11-22", "44556677"]),
        ("30-11-22 is my sort code", ["30-11-22"]),
        ("pay 301122 acc 44556677", ["301122", "44556677"]),
        ("30 11 22 4455 6677 in my name", ["30 11 22", "4455 6677"]),
        ("iban gb11 abcd 1234 5678 9012 34", ["gb11 abcd 1234 5678 9012 34"]),
        ("card 4444 3333 2222 1111", ["4444 3333 2222 1111"]),
    ],
)
def test_sort_codes_accounts_and_cards_are_found(text: str, numbers: list[str]) -> None:
    taken = [text[start:end] for start, end in bank_details(text)]
    assert set(numbers) <= set(taken)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("passport number is 511223344", "511223344"),
        ("my brp ZX1122334", "ZX1122334"),
        ("driving licence MORGA753116SM9IJ", "MORGA753116SM9IJ"),
        ("share code W1A 2B3 C4D", "W1A 2B3 C4D"),
        ("paszport nr AB1234567", "AB1234567"),
        ("mi nie X1234567L", "X1234567L"),
    ],
)
def test_passports_licences_and_permits_are_found(text: str, number: str) -> None:
    assert number in [text[start:end] for start, end in identity_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "does he need a passport for the trip",
        "passport 2027",
        "the blue badge 2024 form",
        "sort code and account number do i have to give them",
        "account for 2024 2025 spending",
        "the letter of 12-03-24 says no",
        "a licence to park",
    ],
)
def test_papers_without_a_number_stay(text: str) -> None:
    assert not [*bank_details(text), *identity_numbers(text)]

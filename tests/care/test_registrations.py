from __future__ import annotations

import pytest

from sendbot.care.registrations import registrations


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in registrations(text)]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("the taxi is AB19 KWX again", "AB19 KWX"),
        ("the car outside, DK70OVT, is his", "DK70OVT"),
        ("reg dk70ovt", "dk70ovt"),
        ("a taxi came, dk70 ovt, not ours", "dk70 ovt"),
        ("number plate is R512 KWX", "R512 KWX"),
        ("old van N94 OVT", "N94 OVT"),
        ("registration no: KWX 512R", "KWX 512R"),
        ("reg number JIG 4411 if it helps", "JIG 4411"),
    ],
)
def test_a_registration_is_found_as_printed_or_beside_a_car(text: str, plate: str) -> None:
    assert set(found(text)) == {plate}


@pytest.mark.parametrize(
    "text",
    [
        "yr10 and the taxi",
        "the taxi at 10 the driver said",
        "form SEND35 for the taxi",
        "stuck on the A53 the bus",
        "R129 car seat law",
        "R129 CAR SEAT LAW",
        "do i put the reg on the form",
        "reg 44 visit",
        "KS2 SAT",
        "EHC 20 weeks",
        "",
    ],
)
def test_forms_roads_and_years_are_no_registrations(text: str) -> None:
    assert not found(text)

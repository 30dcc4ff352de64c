"""The calendar file, read back as the standard (RFC 5545) says: what Outlook, Google and Apple insist on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sendbot.conversation.calendar import calendar_file
from tests.conversation.small_house import TODAY

LONG = "One; two, three\\four\nTwo é" * 30
TEXT = calendar_file("appeal", "Appeal; by, then", LONG, date(2026, 12, 31), TODAY).text


def unfolded(text: str) -> list[str]:
    """The content lines; fails for what no calendar takes."""
    assert text.endswith("\r\n")
    assert not re.search(r"[^\r]\n|\r[^\n]", text), "a line does not end with CR LF"
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines), "a line is longer than 75 bytes"
    whole = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert all(re.match(r"[A-Z-]+(?:;[A-Z]+=[A-Z]+)?:", line) for line in whole)
    return whole


def parts(lines: list[str]) -> dict[str, dict[str, str]]:
    """The properties of each component, each only once."""
    found: dict[str, dict[str, str]] = {}
    inside: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            found[value] = {}
        elif name == "END":
            assert inside.pop() == value
        else:
            assert name not in found[inside[-1]]
            found[inside[-1]][name] = value
    assert inside == []
    return found


def test_it_holds_one_event_of_a_whole_day_with_a_reminder_a_week_before() -> None:
    found = parts(unfolded(TEXT))
    assert list(found) == ["VCALENDAR", "VEVENT", "VALARM"]
    assert found["VCALENDAR"]["VERSION"] == "2.0"
    assert found["VCALENDAR"]["PRODID"]
    event, alarm = found["VEVENT"], found["VALARM"]
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert event["DTSTAMP"] == "20261123T000000Z"
    assert event["SUMMARY"] == r"Appeal\; by\, then"
    assert (alarm["ACTION"], alarm["TRIGGER"], alarm["DESCRIPTION"]) == (
        "DISPLAY",
        "-P7D",
        r"Appeal\; by\, then",
    )


def test_what_is_told_comes_out_whole_although_lines_are_folded() -> None:
    told = parts(unfolded(TEXT))["VEVENT"]["DESCRIPTION"]
    read = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], told)
    assert read == LONG
    assert "\r\n " in TEXT


def test_an_event_has_a_name_of_its_own_by_which_a_calendar_knows_it_again() -> None:
    def name(deadline: str, day: date) -> str:
        return parts(unfolded(calendar_file(deadline, "x", "y", day, TODAY).text))["VEVENT"]["UID"]

    first = name("appeal", TODAY)
    assert first == name("appeal", TODAY)
    assert len({first, name("appeal", date(2026, 12, 31)), name("fine", TODAY)}) == 3


@pytest.mark.parametrize(
    "broken",
    [
        TEXT.replace("\r\n", "\n"),
        TEXT.replace("\r\n ", " "),
        TEXT.removesuffix("\r\n"),
        TEXT.replace(r"\n", "\n"),
    ],
)
def test_the_reading_sees_a_file_that_no_calendar_takes(broken: str) -> None:
    with pytest.raises(AssertionError):
        parts(unfolded(broken))

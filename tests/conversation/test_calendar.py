from __future__ import annotations

from datetime import date

from sendbot.conversation.calendar import calendar_file
from tests.conversation.small_house import TODAY


def test_the_calendar_file_is_a_calendar() -> None:
    text = calendar_file("appeal", "Appeal; by, then", "One\nTwo é" * 30, date(2026, 12, 31), TODAY).text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101" in unfolded
    assert "SUMMARY:Appeal\\; by\\, then\r\n" in unfolded
    assert "DESCRIPTION:" + "One\\nTwo é" * 30 in unfolded

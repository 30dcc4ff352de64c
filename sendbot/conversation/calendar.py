"""A date as a calendar file (iCalendar, RFC 5545): one all-day event with a reminder a week before."""

from __future__ import annotations

from datetime import date, timedelta

from sendbot.conversation.replies import Attachment

_LINE_BYTES = 75
"""Bytes of a line without its end, as the standard has it."""


def calendar_file(name: str, summary: str, description: str, day: date, made: date) -> Attachment:
    """The event as a file that calendars on phones and computers open."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sendbot//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{name}-{day:%Y%m%d}@sendbot.invalid",
        f"DTSTAMP:{made:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(description)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(summary)}",
        "TRIGGER:-P7D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return Attachment(f"{name}.ics", "text/calendar", "".join(f"{_folded(line)}\r\n" for line in lines))


def _escaped(text: str) -> str:
    slashed = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(slashed.splitlines())


def _folded(line: str) -> str:
    """Lines are at most 75 bytes; a continuation starts with a space. Never cuts inside a character."""
    pieces, current = [], ""
    for character in line:
        if len((current + character).encode()) > _LINE_BYTES:
            pieces.append(current)
            current = " "
        current += character
    return "\r\n".join((*pieces, current))

"""What the checker says about a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sendbot.knowledge.checks import check
from sendbot.knowledge.reading import read

TODAY = date(2026, 11, 23)
QUIET = {
    "few-questions",
    "few-tests",
    "unused-contact",
    "length",
    "reading-age",
    "http",
    "safety",
    "unchecked",
}
"""Codes about how much there is, which a folder of two entries cannot satisfy."""


def problems_of(folder: Path) -> list[str]:
    reading = read(folder)
    found = {*reading.problems, *check(reading.knowledge, TODAY)}
    told = sorted(
        problem
        for problem in found
        if problem.code not in QUIET and (problem.code, problem.severity) != ("no-contact", "warning")
    )
    return [
        f"{problem.place.path.removeprefix('knowledge/')}:{problem.place.line}: {problem.message}"
        for problem in told
    ]

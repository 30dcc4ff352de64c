"""The report "You asked, we did": gaps that families asked about and what was done, fit to be published.

Only curated titles and fixed phrases stand in it, never a family's wording, and no count under 5.
"""

from __future__ import annotations

import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sendbot.knowledge.entries import Knowledge
from sendbot.review.group_shapes import GroupRow
from sendbot.review.states import State
from sendbot.words.days import day_words

FEWEST = 5
"""Counts under this are not published: few families could be told apart."""


@dataclass(frozen=True)
class Line:
    """One gap: what families asked about, how many, and what was done."""

    about: str
    asked: int
    done: str


@dataclass(frozen=True)
class PublicReport:
    """The whole report; `small` is how many gaps were left out because few asked."""

    first: date
    last: date
    lines: tuple[Line, ...]
    small: int


def make_report(
    groups: Sequence[GroupRow], counts: Mapping[str, int], knowledge: Knowledge, first: date, last: date
) -> PublicReport:
    """Add up groups by subject and what was done. `counts` says how many asked in the period, by group id."""
    sums: dict[tuple[str, str], int] = {}
    for group in groups:
        if group.state not in {State.DUPLICATE, State.JUNK} and not group.looks_junk and counts.get(group.id):
            key = (_about(group, knowledge), _done(group))
            sums[key] = sums.get(key, 0) + counts[group.id]
    lines = [Line(about, count, done) for (about, done), count in sums.items() if count >= FEWEST]
    return PublicReport(
        first, last, tuple(sorted(lines, key=lambda line: (-line.asked, line.about))), len(sums) - len(lines)
    )


def _about(group: GroupRow, knowledge: Knowledge) -> str:
    """The subject as a person named it: the entry that answers the group. The entry that came nearest is not
    its subject, since nobody found that it answers."""
    answer = knowledge.entry(group.entry) if group.entry else None
    if answer is not None:
        return answer.title
    return "Something that we have no answer about yet"


def _done(group: GroupRow) -> str:
    if group.state is State.ANSWERED and group.entry:
        return "We wrote an answer, or made it easier to find."
    if group.state is State.WONT_ANSWER:
        return "We decided not to answer this here. The assistant says whom to turn to."
    return (
        "We are working on it."
        if group.state in {State.ASSIGNED, State.DRAFTED}
        else "We have not looked at this yet."
    )


_TITLE = "You asked, we did"
_INTRO = (
    "Families of children and young people with special educational needs and disabilities asked our "
    "assistant. "
    "This is what it could not answer, and what we did about it."
)


def _period(report: PublicReport) -> str:
    return f"From {day_words(report.first)} to {day_words(report.last)}"


def _small(report: PublicReport) -> str:
    if not report.small:
        return ""
    what = "1 other subject was" if report.small == 1 else f"{report.small} other subjects were"
    return (
        f"{what} asked about fewer than {FEWEST} times. We do not list these, so that no family can be "
        "recognised."
    )


def as_html(report: PublicReport) -> str:
    """A whole page without script or anything from elsewhere."""
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(line.about)}</th><td>{line.asked}</td>"
        f"<td>{html.escape(line.done)}</td></tr>"
        for line in report.lines
    )
    table = (
        "<table><caption>Gaps, most asked first</caption><thead><tr><th scope='col'>You asked "
        "about</th><th scope='col'>Questions</th>"
        f"<th scope='col'>We did</th></tr></thead><tbody>{rows}</tbody></table>"
        if report.lines
        else "<p>No subject was asked about often enough to be listed.</p>"
    )
    style = (
        "body{font:1.1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 "
        "1rem}table{border-collapse:collapse;width:100%}"
        "th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid "
        "#888}caption{text-align:left;font-weight:bold}"
    )
    return (
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><meta name='viewport' "
        "content='width=device-width, initial-scale=1'>"
        f"<title>{_TITLE}</title><style>{style}</style></head><body><main><h1>{_TITLE}</h1><p>{_period(report)}</p><p>{_INTRO}</p>"
        f"{table}<p>{_small(report)}</p></main></body></html>"
    )


def as_docx(report: PublicReport) -> bytes:
    """The same as a Word document with a real heading and a table with a head row."""
    from docx import Document  # heavy: only where a document is written

    document = Document()
    document.core_properties.title = _TITLE
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.add_heading(_TITLE, level=1)
    document.add_paragraph(_period(report))
    document.add_paragraph(_INTRO)
    if report.lines:
        table = document.add_table(rows=1, cols=3, style="Light Grid Accent 1")
        for cell, text in zip(table.rows[0].cells, ("You asked about", "Questions", "We did"), strict=True):
            cell.text = text
        for line in report.lines:
            for cell, text in zip(
                table.add_row().cells, (line.about, str(line.asked), line.done), strict=True
            ):
                cell.text = text
    else:
        document.add_paragraph("No subject was asked about often enough to be listed.")
    if report.small:
        document.add_paragraph(_small(report))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

"""Insights: figures of a chosen period with charts, and the report that can be published."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from sendbot.desk.downloads import download, sent
from sendbot.desk.pages.queue import language_names, queue_subjects
from sendbot.desk.request import Visit
from sendbot.knowledge.entries import Knowledge
from sendbot.review.export import Cell
from sendbot.review.metrics import Day, Insights, settling, weekly
from sendbot.review.public_report import PublicReport, as_docx, as_html, make_report
from sendbot.store.review.figures import asked_by_group, asked_by_workstream, headline, insights
from sendbot.store.review.queries import Filter, groups, queue
from sendbot.words.days import LONDON, read_day

_LONGEST = 3 * 366
"""Days: as long as counts are kept."""
_HEADS = ("day", "answered", "clarified", "abstained", "asked")


def period(visit: Visit, days: int = 90) -> tuple[date, date, list[tuple[str, str]]]:
    """The period that the address asks for: the last 90 days when it asks for none, or for what cannot be."""
    today = visit.now.astimezone(LONDON).date()
    first, last, errors = today - timedelta(days=days - 1), today, list[tuple[str, str]]()
    for name in ("from", "to"):
        text = visit.query[name].strip()
        day = read_day(text)
        if text and day is None:
            errors.append((name, f'"{text[:20]}" is not a date. Write it as 23/11/2026.'))
            continue
        if day is not None:
            first, last = (day, last) if name == "from" else (first, day)
    if first > last or (last - first).days > _LONGEST or last.year > today.year + 1:
        errors.append(("from", "Choose a first day before the last one, at most three years apart."))
        first, last = today - timedelta(days=days - 1), today
    return first, last, errors


async def show(visit: Visit) -> Response:
    """The page."""
    first, last, errors = period(visit)
    knowledge = await visit.context.answers.refresh()
    figures = await insights(visit.context.store, first, last)
    counts = await asked_by_group(visit.context.store, first, last, visit.person.visible)
    top = list(counts)[:10]
    found = await groups(visit.context.store, top)
    length = last - first + timedelta(days=1)
    before = (first - length, last - length)
    store, visible = visit.context.store, visit.person.visible
    now_by = await asked_by_workstream(store, first, last, visible)
    then_by = await asked_by_workstream(store, *before, visible)
    return visit.draw(
        "insights.html",
        figures=figures,
        first=first,
        last=last,
        **_drawn(figures, (last - first).days > 35),
        **_named(figures, knowledge),
        top=[(name, counts[name], found.get(name)) for name in top],
        settling=settling(list(counts.values())),
        before=await headline(store, *before),
        by_workstream=[
            (words, now_by.get(name, 0), then_by.get(name, 0))
            for name, words in [
                *queue_subjects(knowledge).items(),
                (None, "not sorted yet"),
            ]
            if now_by.get(name) or then_by.get(name)
        ],
        ranges=[
            (words, visit.now.date() - timedelta(days=days - 1), visit.now.date())
            for words, days in (("7 days", 7), ("30 days", 30), ("90 days", 90), ("a year", 365))
        ],
        knowledge=knowledge,
        errors=errors,
    )


def _drawn(figures: Insights, by_week: bool) -> dict[str, Any]:
    """What the charts and tables of the page show."""
    weeks = weekly(figures.days)
    spans = weeks if by_week else figures.days
    rated = [entry for entry in figures.entries if entry.helpfulness.whole][:12]
    kinds = (("answered", "answered"), ("asked to choose", "clarified"), ("declined", "abstained"))
    return {
        "by_week": by_week,
        "span_labels": [day.day.strftime("%d %b") for day in spans],
        "span_series": [(name, [getattr(day, kind) for day in spans]) for name, kind in kinds],
        "span_rows": _rows(spans),
        "day_rows": _rows(figures.days),
        "week_rows": _rows(weeks),
        "rated_labels": [entry.entry[:14] for entry in rated],
        "rated_series": [
            ("helped", [entry.helped for entry in rated]),
            ("did not help", [entry.not_helped for entry in rated]),
        ],
        "hour_labels": [f"{hour:02d}" for hour in range(24)],
        "hour_rows": [(f"{hour:02d}:00", count) for hour, count in enumerate(figures.hours)],
    }


def _named(figures: Insights, knowledge: Knowledge) -> dict[str, Any]:
    """Concerns and languages by the names that staff know them by."""

    tongues = language_names(knowledge)
    titles = {name: entry.title for name, entry in knowledge.safety_entries.items()}
    return {
        "concerns": [(titles.get(name, name), count) for name, count in figures.concerns],
        "soft_concerns": [(titles.get(name, name), count) for name, count in figures.soft_concerns],
        "concern_languages": [(tongues.get(code, code), count) for code, count in figures.concern_languages],
        "languages": [(tongues.get(code, code), count) for code, count in figures.languages],
        "concern_hour_rows": [(f"{hour:02d}:00", count) for hour, count in enumerate(figures.concern_hours)],
    }


def _rows(days: Sequence[Day]) -> list[tuple[str, int, int, int, int]]:
    return [(day.day.isoformat(), day.answered, day.clarified, day.abstained, day.asked) for day in days]


async def export(visit: Visit) -> Response:
    """The days as CSV or XLSX."""
    first, last, _ = period(visit)
    figures = await insights(visit.context.store, first, last)
    rows: list[list[Cell]] = [
        [day.day.isoformat(), day.answered, day.clarified, day.abstained, day.asked] for day in figures.days
    ]
    return await download(visit, "insights", _HEADS, rows)


async def _report(visit: Visit) -> tuple[PublicReport, list[tuple[str, str]]]:
    first, last, errors = period(visit)
    rows, _ = await queue(visit.context.store, Filter(state="all"), 1, None)
    counts = await asked_by_group(visit.context.store, first, last)
    return make_report(rows, counts, await visit.context.answers.refresh(), first, last), errors


async def show_report(visit: Visit) -> Response:
    """What the published report would say."""
    report, errors = await _report(visit)
    return visit.draw("report.html", report=report, first=report.first, last=report.last, errors=errors)


async def export_report(visit: Visit) -> Response:
    """The report as a web page or a Word document."""
    report, _ = await _report(visit)
    if visit.request.url.path.endswith(".docx"):
        return await sent(visit, "you-asked-we-did", "docx", await asyncio.to_thread(as_docx, report))
    return await sent(visit, "you-asked-we-did", "html", as_html(report).encode())

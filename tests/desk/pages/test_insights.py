"""Figures of a period, and the report that can be published."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from sendbot.conversation.events import Answered, ConcernRaised, Event, LeftUnkept, Rated
from sendbot.desk.context import DeskContext
from tests.desk.conftest import LEAD, Clock, said, sign_in


async def test_the_last_ninety_days_are_shown_when_none_are_asked_for(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    happened: list[Event] = [
        Answered("hours", language="pl"),
        Rated("hours", helped=True),
        ConcernRaised("safety-flood"),
        LeftUnkept(),
    ]
    await context.store.record(happened * 6, clock())
    await sign_in(client)
    page = said(await client.get("/insights"))
    assert " pl 6 " in page
    assert "If the water is rising" in page
    assert "or might have been: 6." in page
    days = list(csv.DictReader(io.StringIO((await client.get("/insights.csv")).content.decode("utf-8-sig"))))
    assert len(days) == 90
    assert sum(int(day["answered"]) for day in days) == 6
    assert sum(int(day["abstained"]) for day in days) == 5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=yesterday", '"yesterday" is not a date. Write it as 23/11/2026.'),
        ("from=2026-11-24&to=2026-11-23", "Choose a first day before the last one"),
        ("from=1999-01-01", "at most three years apart"),
        ("to=2999-01-01", "at most three years apart"),
    ],
)
async def test_a_period_that_cannot_be_is_said_and_the_usual_one_shown(
    client: httpx.AsyncClient, query: str, sentence: str
) -> None:
    await sign_in(client)
    for path in ("/insights", "/report"):
        assert sentence in said(await client.get(f"{path}?{query}"))
    days = list(
        csv.DictReader(io.StringIO((await client.get(f"/insights.csv?{query}")).content.decode("utf-8-sig")))
    )
    assert len(days) == 90


async def test_a_short_period_is_shown_by_days_and_a_long_one_by_weeks(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    short = await client.get("/insights?from=2026-11-20&to=2026-11-24")
    long = await client.get("/insights?from=2026-08-01&to=2026-11-24")
    assert short.status_code == long.status_code == 200
    assert len(short.text) < len(long.text)


async def test_the_report_is_a_page_and_a_document_for_everybody(client: httpx.AsyncClient) -> None:
    await sign_in(client, LEAD)
    page = await client.get("/report.html")
    assert "You asked, we did" in page.text
    assert "badge" not in page.text
    document = await client.get("/report.docx")
    assert document.content.startswith(b"PK")
    assert "you-asked-we-did" in document.headers["content-disposition"]


async def test_figures_stand_beside_those_of_the_period_before_and_by_workstream(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client)
    page = said(await client.get("/insights?from=23/11/2026&to=24+November+2026"))
    assert "Voice: All 4 0" in page
    assert "Care: All 1 0" in page
    later = said(await client.get("/insights?from=25/11/2026&to=26/11/2026"))
    assert "Voice: All 0 4" in later

"""The list of entries at the desk, and one of them as a family reads it."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest

from sendbot.conversation.events import Answered, Rated
from sendbot.desk.context import DeskContext
from tests.desk.conftest import LEAD, Clock, said, sign_in


async def ids(client: httpx.AsyncClient, query: str = "") -> list[str]:
    page = await client.get(f"/knowledge{query}")
    assert page.status_code == 200
    return list(dict.fromkeys(re.findall(r'href="/knowledge/([\w-]+)"', page.text)))


async def test_entries_can_be_searched_narrowed_and_ordered(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await sign_in(client)
    assert len(await ids(client)) == 8
    assert await ids(client, "?q=OVERDUE+charge") == ["fines"]
    assert await ids(client, "?workstream=care") == ["fines"]
    assert await ids(client, "?overdue=1") == []
    assert len(await ids(client, "?unchecked=1")) == 8
    await context.store.record(
        [Answered("renew"), Answered("renew"), Answered("hours"), Rated("hours", helped=False)], clock()
    )
    assert (await ids(client, "?sort=shown"))[:2] == ["renew", "hours"]
    assert (await ids(client, "?sort=unhelpful"))[0] == "hours"
    assert await ids(client, "?sort=nonsense") == await ids(client)


async def test_an_entry_is_shown_as_a_family_reads_it_with_its_figures(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await context.store.record([Answered("borrow"), Rated("borrow", helped=True)], clock())
    await sign_in(client, LEAD)
    page = said(await client.get("/knowledge/borrow"))
    assert "Show your card at the desk." in page
    assert "From pages read in November 2026. The council has not checked this yet." in page
    assert "by nobody of the council yet" in page
    assert "The desk: read 23 November 2026, not checked yet, review by 23 November 2027" in page
    easy = said(await client.get("/knowledge/borrow?easy-read=1"))
    assert "Show your card." in easy
    assert "Show your card at the desk." not in easy


@pytest.mark.parametrize("name", ["nowhere", "g-00000001", "%00"])
async def test_what_is_no_entry_is_not_found(client: httpx.AsyncClient, name: str) -> None:
    await sign_in(client)
    assert (await client.get(f"/knowledge/{name}")).status_code == 404


async def test_the_list_is_downloaded_as_it_was_narrowed(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    rows = list(
        csv.DictReader(
            io.StringIO((await client.get("/knowledge.csv?workstream=care")).content.decode("utf-8-sig"))
        )
    )
    assert [(row["id"], row["overdue"], row["times shown"]) for row in rows] == [("fines", "no", "0")]
    assert (rows[0]["sources read"], rows[0]["checked"], rows[0]["review by"]) == (
        "2026-11-23",
        "",
        "2027-11-23",
    )


async def test_the_list_says_how_many_wait_to_be_checked_and_which_contacts_are_overdue(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    await sign_in(client)
    page = said(await client.get("/knowledge"))
    assert "8 not checked by the council yet ; families are told so." in page
    assert "Contacts overdue" not in page
    clock.later(days=400)
    await sign_in(client)
    assert "Contacts overdue for review: The desk (desk)" in said(await client.get("/knowledge"))
    assert "overdue" in said(await client.get("/knowledge/borrow")).partition("Its contacts")[2]


async def test_dates_stand_as_people_here_write_them(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for address in ("/knowledge", "/curators"):
        page = said(await client.get(address))
        assert re.search(r"\b\d\d/\d\d/20\d\d\b", page), address
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b", page), address

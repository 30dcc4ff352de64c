from __future__ import annotations

import re

import httpx
import pytest

from sendbot.desk.context import DeskContext
from sendbot.store.review.saved_views import MOST_VIEWS, views_of
from tests.desk.conftest import ADMIN, LEAD, browser_of, said, send, sign_in

VIEWS = r'(?s)<nav class="tabs" aria-label="Your views">(.*?)</nav>'


async def keep(client: httpx.AsyncClient, name: str, back: str) -> httpx.Response:
    return await send(client, "/queue", "/queue/views", view=name, back=back)


async def views_in(client: httpx.AsyncClient, address: str = "/queue") -> str:
    found = re.search(VIEWS, (await client.get(address)).text)
    return found[1] if found else ""


async def test_a_filter_is_kept_under_a_name_opened_and_deleted(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    plain = await client.get("/queue")
    assert "Keep this as a view" not in plain.text  # everybody's queue needs no name
    page = await client.get("/queue?q=badge&sort=oldest&state=all")
    assert "Keep this as a view" in page.text
    kept = await keep(client, "Badges", "q=badge&sort=oldest&state=all")
    assert kept.status_code == 303
    shown = await client.get(kept.headers["location"])
    assert "The view is kept." in shown.text
    assert "blue badge" in said(shown)
    assert "wheelchair" not in said(shown)
    link = re.search(
        r'href="([^"]+)" aria-current="page"[^>]*>Badges<',
        await views_in(client, "/queue?q=badge&sort=oldest&state=all"),
    )
    assert link is not None
    assert ">Badges<" in await views_in(client)
    number = re.search(r'name="delete-view" value="(\d+)"', shown.text)
    assert number is not None
    gone = await send(client, "/queue", "/queue/views", **{"delete-view": number[1], "back": "q=badge"})
    assert "The view is deleted." in said(await client.get(gone.headers["location"]))
    assert await views_in(client) == ""
    again = await send(client, "/queue", "/queue/views", **{"delete-view": number[1]})
    assert "no such view" in said(await client.get(again.headers["location"]))


@pytest.mark.parametrize(("name", "back", "sentence"), [
    ("", "q=badge", "Give the view a name."),
    ("Everything", "", "Set a filter first"),
    ("Everything", "state=open&sort=pressing", "Set a filter first"),
])  # fmt: skip
async def test_what_cannot_be_kept_is_said_at_its_field(
    client: httpx.AsyncClient, name: str, back: str, sentence: str
) -> None:
    await sign_in(client)
    refused = await keep(client, name, back)
    assert refused.status_code == 422
    assert sentence in said(refused)
    assert await views_in(client) == ""


async def test_one_view_too_many_is_refused_and_the_filter_stays(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for number in range(MOST_VIEWS):
        await keep(client, f"View {number}", f"q=badge&page={number}")
    refused = await keep(client, "One more", "q=badge&state=all")
    assert refused.status_code == 422
    assert 'name="q" type="search" value="badge"' in refused.text
    assert 'value="One more"' in refused.text


async def test_views_of_others_are_neither_seen_nor_deleted(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, ADMIN)
    await keep(client, "Secret plan", "q=badge")
    theirs = await views_of(context.store, 1)
    async with browser_of(context) as other:
        await sign_in(other, LEAD)
        for address in ("/queue", "/queue?q=badge"):
            page = await other.get(address)
            assert "Secret plan" not in page.text
            assert "Delete the view" not in page.text
        await send(other, "/queue", "/queue/views", **{"delete-view": str(theirs[0].id)})
    assert await views_of(context.store, 1) == theirs


async def test_a_personal_detail_typed_into_a_view_is_not_kept(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    await keep(client, "Rang 07700 900123", "q=07700 900123")
    (kept,) = await views_of(context.store, 1)
    assert "07700" not in kept.name + "".join(kept.fields.values())


async def test_a_lead_s_view_shows_only_what_they_may_see(client: httpx.AsyncClient) -> None:
    await sign_in(client, LEAD)
    kept = await keep(client, "All voice", "workstream=voice&state=all")
    assert "blue badge" not in said(await client.get(kept.headers["location"]))

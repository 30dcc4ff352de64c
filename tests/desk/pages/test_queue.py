from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import httpx

from sendbot.desk.pages.queue import language_names, queue_subjects
from sendbot.knowledge.reading import load
from tests.desk.conftest import LEAD, said, sign_in, token_in
from tests.telegram.process import ROOT


async def test_lists_and_searches_and_figures_of_a_lead_hold_nothing_of_others(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client, LEAD)
    for path in (
        "/queue",
        "/queue.csv",
        "/queue?q=badge",
        "/queue?workstream=voice&state=all",
        "/queue?workstream=none",
        "/insights",
        "/knowledge/hours",
    ):
        assert "badge" not in said(await client.get(path)).replace('value="badge"', "")


async def test_a_lead_sees_only_groups_of_their_workstreams(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    group = re.search(r'href="(/groups/[^"]+)"', (await client.get("/queue")).text)
    assert group is not None
    client.cookies.clear()
    await sign_in(client, LEAD)
    assert "blue badge" not in (await client.get("/queue")).text
    assert (await client.get(group[1])).status_code in {403, 404}


async def test_a_page_that_is_emptied_gives_way_to_the_last_one(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = await client.get("/queue?page=99")
    assert page.status_code == 200
    assert 'class="group"' in page.text


async def test_what_is_done_with_ticked_groups_leads_back_to_the_same_page(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client)
    form = {"form": token_in(await client.get("/queue")), "do": "take", "group": "g-00000001", "page": "3"}
    done = await client.post("/queue", data=form | {"back": "q=badge&sort=oldest"})
    assert dict(parse_qsl(urlsplit(done.headers["location"]).query)) == {
        "q": "badge",
        "sort": "oldest",
        "done": "several",
        "changed": "1",
        "refused": "0",
        "page": "3",
    }


def test_workstreams_and_languages_are_named_by_words() -> None:
    knowledge = load(ROOT / "knowledge")
    assert language_names(knowledge)["pl"] == "Polski"
    assert language_names(knowledge)["en"] == "English"
    for words in queue_subjects(knowledge).values():
        assert "to be set by staff" not in words


async def test_every_label_of_the_queue_names_a_field_that_is_there(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = (await client.get("/queue?q=badge")).text
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w-]+", name) for name in ids)
    labelled = re.findall(r'<label for="([^"]*)"', page)
    assert "to-workstream" in labelled
    assert set(labelled) <= set(ids)

from __future__ import annotations

import re

import httpx

from tests.desk.conftest import (
    LEAD,
    said,
    sign_in,
)


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

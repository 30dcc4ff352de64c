from __future__ import annotations

import httpx
import pytest

from tests.desk.conftest import (
    sign_in,
)

BADGE, UNIFORM = "/groups/g-00000001", "/groups/g-00000002"


@pytest.mark.parametrize(
    "path",
    ["/static/../guard.py", "/static/%2e%2e/guard.py", "/static/desk.css/../../app.py",
     "/knowledge/..%2f..%2fetc%2fpasswd", "/groups/%00", "/staff/9999999999999999999",
     "/staff/-1", "/staff/1e3", "/knowledge/%f0%9f%92%a9", "/queue.exe", "/report.pdf"],
)  # fmt: skip
async def test_paths_lead_nowhere_else(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client)
    found = await client.get(path)
    assert found.status_code == 404
    assert "root:" not in found.text
    assert "Traceback" not in found.text


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-5",
        "page=99999999999999999999",
        "page=x",
        "from=0000-00-00",
        "to=9999-12-31",
        "state=x",
        "sort=%00",
        "q=%00",
        "q=%25_%5c'",
        "language=%27",
    ],
)
async def test_odd_addresses_give_a_page(client: httpx.AsyncClient, query: str) -> None:
    await sign_in(client)
    for path in ("/queue", BADGE, "/insights", "/audit", "/knowledge"):
        assert (await client.get(f"{path}?{query}")).status_code == 200

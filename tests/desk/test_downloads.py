from __future__ import annotations

import csv
import io
import re

import httpx
from openpyxl import load_workbook

from sendbot.desk.context import DeskContext
from tests.desk.conftest import (
    PASSWORD,
    Clock,
    send,
    sign_in,
)
from tests.store.desk_house import fill

_FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", " =cmd|' /C calc'!A0", "＝1+1", "%0a=1")


async def test_no_cell_of_a_download_is_a_formula(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, _FORMULAS, clock(), 200)
    await sign_in(client)
    await send(
        client,
        "/staff",
        "/staff",
        name="=HYPERLINK(1)",
        email="=x@example.org",
        role="lead",
        workstream="care",
        password=PASSWORD,
    )
    rows = []
    every = "?state=all"  # formulas without a letter look like junk, which the first tab leaves out
    listed = (await client.get(f"/queue{every}")).text
    for path, asked in (
        ("/queue", every),
        ("/audit", ""),
        *((f"/groups/{name}", "") for name in set(re.findall(r"groups/(g-[\w-]+)", listed))),
    ):
        rows += list(csv.reader(io.StringIO((await client.get(f"{path}.csv{asked}")).text)))
        sheet = load_workbook(io.BytesIO((await client.get(f"{path}.xlsx{asked}")).content)).active
        for row in sheet.iter_rows():  # type: ignore[union-attr]
            assert all(cell.data_type != "f" for cell in row)
            rows.append([str(cell.value or "") for cell in row])
    texts = [cell for row in rows for cell in row]
    assert any("1+1" in cell for cell in texts)
    assert [
        cell
        for cell in texts
        if cell.lstrip(" \ufeff").startswith(("=", "+", "@", "\t", "＝")) or re.match(r"\s*-\d*[^\d.]", cell)
    ] == []


async def test_lists_are_downloaded_as_csv_and_xlsx(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert "blue badge" in (await client.get("/queue.csv")).text
    assert (await client.get("/queue.xlsx")).content.startswith(b"PK")

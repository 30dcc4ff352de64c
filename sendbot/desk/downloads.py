"""Downloads: any list as CSV or XLSX, each written to the audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal

from starlette.responses import Response

from sendbot.desk.request import Visit
from sendbot.review.export import Table, as_csv, as_xlsx
from sendbot.store.audit import note_down

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "patch": "text/x-diff; charset=utf-8",
}
Kind = Literal["csv", "xlsx", "docx", "html", "yaml", "patch"]


async def download(visit: Visit, name: str, heads: Sequence[str], rows: Table, about: str = "") -> Response:
    """A list in the form that the address ends with."""
    kind: Kind = "xlsx" if visit.request.url.path.endswith(".xlsx") else "csv"
    data = await asyncio.to_thread(as_xlsx, name, heads, rows) if kind == "xlsx" else as_csv(heads, rows)
    return await sent(visit, name, kind, data, f"{about} {len(rows)} rows".strip())


async def sent(visit: Visit, name: str, kind: Kind, data: bytes, detail: str = "") -> Response:
    """A file to keep. `name` is ours, never a family's or a colleague's."""
    await note_down(visit.context.store, visit.now, visit.person.actor, "exported", f"{name}.{kind}", detail)
    day = visit.now.strftime("%Y-%m-%d")
    return Response(
        data,
        media_type=_TYPES[kind],
        headers={"content-disposition": f'attachment; filename="{name}-{day}.{kind}"'},
    )

from __future__ import annotations

import httpx

from sendbot.desk.context import DeskContext
from tests.desk.conftest import (
    PASSWORD,
    Clock,
    send,
    sign_in,
)
from tests.store.desk_house import fill

BADGE, UNIFORM = "/groups/g-00000001", "/groups/g-00000002"


_SCRIPT = "<script>alert('x')</script>\"><img src=x onerror=alert(2)>{{7*7}}"


async def test_a_script_in_any_field_is_shown_and_never_run(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, (f"zebra {_SCRIPT}",), clock(), 80)
    await sign_in(client)
    await send(client, BADGE, f"{BADGE}/note", note=_SCRIPT)
    await send(client, BADGE, f"{BADGE}/state", state="won't answer", reason=_SCRIPT)
    added = await send(
        client,
        "/staff",
        "/staff",
        name=_SCRIPT,
        email="e<b>@example.org",
        role="lead",
        workstream="care",
        password=PASSWORD,
    )
    assert added.status_code == 303
    pages = [
        "/queue",
        BADGE,
        "/groups/g-00000080",
        "/groups/g-00000080/answer",
        "/staff",
        "/staff/4",
        "/audit",
        "/insights",
        "/report",
    ]
    shown = [await client.get(page) for page in pages]
    shown += [
        await client.get(f"{path}?q={_SCRIPT}&from={_SCRIPT}&about={_SCRIPT}")
        for path in ("/queue", "/insights", "/audit", "/knowledge")
    ]
    shown += [
        await send(client, "/try", "/try", question=_SCRIPT),
        await send(client, "/preview", "/preview", block=f"- id: {_SCRIPT}"),
    ]
    shown += [
        await send(client, UNIFORM, f"{UNIFORM}/merge", into=_SCRIPT),
        await send(client, "/staff", "/staff", name=_SCRIPT, email=_SCRIPT),
    ]
    shown += [await client.get("/report.html")]
    for page in shown:
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "&lt;script&gt;" not in page.text or "{{7*7}}" in page.text
    assert sum("&lt;script&gt;" in page.text for page in shown) >= 12

"""Groups follow the knowledge, by the clock."""

from __future__ import annotations

from pathlib import Path

import httpx
import yaml

from sendbot.desk.context import DeskContext
from sendbot.upkeep.groups import GroupUpkeep
from tests.desk.conftest import Clock, said, send, sign_in
from tests.store.desk_house import fill

BADGE, UNIFORM, WHEELCHAIR = "/groups/g-00000001", "/groups/g-00000002", "/groups/g-00000005"


async def test_wont_answer_opens_again_when_twice_as_many_asked(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await sign_in(client)
    await send(client, BADGE, f"{BADGE}/state", state="won't answer", reason="No")
    await fill(context.store, ("blue badge applications",) * 2, clock(), 50)
    assert "blue badge" not in said(await client.get("/queue"))
    await fill(context.store, ("blue badge applications",), clock(), 60)
    assert "blue badge" in said(await client.get("/queue"))
    assert 'opened again (was "won\'t answer" when 3 had asked; now 6)' in said(await client.get(BADGE))


async def test_the_answer_in_the_folder_closes_the_group_and_routes_the_next(
    client: httpx.AsyncClient, context: DeskContext, tmp_path: Path, clock: Clock
) -> None:
    await sign_in(client)
    keeper = GroupUpkeep(context.store, context.grouper, context.answers)
    await keeper.run_once(clock())
    path = tmp_path / "knowledge" / "library.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    hours = next(entry for entry in content["entries"] if entry["id"] == "hours")
    hours |= {
        "answers": ["g-00000001"],
        "questions": [*hours["questions"], "blue badge application"],
        "workstream": "care",
    }
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    await fill(context.store, ("zebra crossing",), clock(), 70)
    await keeper.run_once(clock())
    page = said(await client.get(BADGE))
    assert "answered g-00000001" in page
    assert "by the entry hours; 3 questions resolved" in page
    assert "Answered by hours" in page
    assert "Care" in said(await client.get("/groups/g-00000070")).split("Nearest")[0]
    assert "zebra" in said(await client.get("/queue"))
    assert "blue badge applications" in said(await client.get("/knowledge/hours"))


async def test_a_broken_folder_keeps_the_last_good_one_in_service_and_says_so(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await sign_in(client)
    path = tmp_path / "knowledge" / "library.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\n- nonsense: [", encoding="utf-8")
    await client.get("/queue")
    page = said(await client.get("/queue"))
    assert "The knowledge folder has a problem" in page
    assert "library.yaml" in page
    assert "blue badge" in page
    path.write_text(good, encoding="utf-8")
    await client.get("/queue")
    assert "has a problem" not in said(await client.get("/queue"))

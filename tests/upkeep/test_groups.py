"""Groups follow the knowledge, by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import numpy as np
import pytest
import yaml

from sendbot.desk.context import DeskContext
from sendbot.knowledge.entries import Workstream
from sendbot.review.grouping import Grouping
from sendbot.review.subject_space import Queues, SubjectSpace
from sendbot.review.wordings import Rarity
from sendbot.store.review.group_keeper import Grouper
from sendbot.store.review.queries import Filter, queue
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways, send_digests
from sendbot.upkeep.groups import GroupUpkeep, bring_up_to_date
from tests.conversation.small_house import KNOWLEDGE
from tests.desk.conftest import Clock, said, send, sign_in
from tests.mind.teaching import WordEncoder
from tests.store.desk_house import NOON, WORKSTREAMS, fill

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


def a_grouper_that_judges(store: Store, line: float) -> Grouper:
    """With an encoder: every new group is of "care" from a likeness on, and nobody can tell below it."""
    encoder = WordEncoder()
    space = SubjectSpace(np.zeros(encoder.dimensions), None)
    queues = Queues(space, np.ones((1, encoder.dimensions), dtype=np.float32), ("care",), line)
    return Grouper(store, lambda: Grouping(encoder, Rarity({}), queues), WORKSTREAMS)


async def sorted_into(store: Store) -> dict[str, str | None]:
    return {item.id: item.workstream for item in (await queue(store, Filter(state="all")))[0]}


@pytest.mark.parametrize(("line", "told"), [(99.0, None), (-99.0, "care")])
async def test_a_digest_moves_no_group_into_or_out_of_a_workstream(
    store: Store, line: float, told: str | None
) -> None:
    await fill(store)
    await a_grouper_that_judges(store, line).catch_up(NOON)
    before = await sorted_into(store)
    assert set(before.values()) == {told}
    opened: list[None] = []
    prepare = partial(bring_up_to_date, lambda: opened.append(None), None)
    await prepare(store, KNOWLEDGE, NOON + timedelta(hours=2))
    assert (await sorted_into(store), opened) == (before, [])

    async def chat(_: str) -> None:
        """Goes nowhere."""

    voice = replace(KNOWLEDGE, workstreams={"voice": Workstream(id="voice", name="Voice", about="All.")})
    await send_digests(store, voice, NOON + timedelta(hours=2), Ways(chat=chat, prepare=prepare))
    assert await sorted_into(store) == before


async def test_without_the_encoder_s_judgement_new_groups_are_not_sorted_but_where_there_is_none_by_choice(
    store: Store,
) -> None:
    await fill(store, ("blue badge application",))
    await bring_up_to_date(lambda: None, None, store, KNOWLEDGE, NOON)
    await fill(store, ("wheelchair repair",), first=2)
    await bring_up_to_date(lambda: None, None, store, KNOWLEDGE, NOON, sorts_by_words=True)
    assert await sorted_into(store) == {
        "g-00000001": None,
        "g-00000002": KNOWLEDGE.entries["hours"].workstream,
    }

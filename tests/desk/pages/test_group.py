"""What leads and curators do with a group."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from sendbot.desk.context import DeskContext
from tests.desk.conftest import (
    CURATOR,
    LEAD,
    Clock,
    browser_of,
    said,
    send,
    sign_in,
    token_in,
)
from tests.store.desk_house import fill

BADGE, UNIFORM, WHEELCHAIR = "/groups/g-00000001", "/groups/g-00000002", "/groups/g-00000005"


CHANGES = ("assign", "route", "state", "note", "split", "merge")


@pytest.mark.parametrize("path", ["", "/answer", ".csv", ".xlsx"])
async def test_another_workstream_s_group_is_not_there(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client, LEAD)
    hidden, missing = await client.get(f"{BADGE}{path}"), await client.get(f"/groups/g-99999999{path}")
    assert hidden.status_code == missing.status_code == 404
    assert "blue badge" not in hidden.text
    assert (await client.get(f"{UNIFORM}{path}")).status_code == 200


@pytest.mark.parametrize("verb", CHANGES)
async def test_another_workstream_s_group_cannot_be_changed(client: httpx.AsyncClient, verb: str) -> None:
    await sign_in(client, LEAD)
    form = token_in(await client.get("/account"))
    fields = {
        "form": form,
        "version": "1",
        "note": "x",
        "owner": "2",
        "workstream": "care",
        "state": "drafted",
        "question": "q-00000001",
        "into": "g-00000002",
    }
    assert (await client.post(f"{BADGE}/{verb}", data=fields)).status_code == 404
    refused = await client.post(f"{UNIFORM}/merge", data=fields | {"into": "g-00000001"})
    assert refused.status_code == 422
    assert "There is no such group." in said(refused)


async def test_a_group_shows_everything_about_it(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = said(await client.get(BADGE))
    for text in (
        "blue badge application",
        "apply for a blue badge",
        "asked 3 times , 3 without an answer",
        "nothing close (3)",
        "When are you open? 0.31 3 of 3",
    ):
        assert text in page
    for text in (
        "Voice",
        "nobody's yet",
        "first of this group",
        "here because it is like q-00000001",
        "shares blue, badge",
        "g-00000001",
    ):
        assert text in page


async def test_an_owner_is_given_and_the_state_follows(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await send(client, BADGE, f"{BADGE}/assign", owner="3")).headers[
        "location"
    ] == f"{BADGE}?done=assigned"
    page = said(await client.get(f"{BADGE}?done=assigned"))
    assert "The owner is saved." in page
    assert "assigned g-00000001" in page
    assert "Admin: assigned (Curator)" in page
    await send(client, BADGE, f"{BADGE}/assign", owner="")
    assert "new g-00000001" in said(await client.get(BADGE))


async def test_nobody_can_own_what_they_may_not_see(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    refused = await send(client, BADGE, f"{BADGE}/assign", owner="2")
    assert refused.status_code == 422
    assert "This person may not see the group." in said(refused)


async def test_two_people_at_once_the_later_one_sees_what_changed(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        page = await other.get(BADGE)
        await send(client, BADGE, f"{BADGE}/assign", owner="1")
        fields = {
            name: re.search(rf'name="{name}" value="([^"]+)"', page.text) for name in ("form", "version")
        }
        late = await other.post(
            f"{BADGE}/state",
            data={"state": "drafted", **{name: found[1] for name, found in fields.items() if found}},
        )
    assert late.status_code == 409
    assert "Admin: assigned (Admin)" in said(late).split("History")[0]
    assert "assigned g-00000001" in said(await client.get(BADGE))


async def test_wont_answer_needs_a_reason_and_a_lead(client: httpx.AsyncClient, context: DeskContext) -> None:
    await sign_in(client)
    without = await send(client, BADGE, f"{BADGE}/state", state="won't answer", reason=" ")
    assert without.status_code == 422
    assert "Say why this will not be answered." in said(without)
    assert (
        await send(
            client, BADGE, f"{BADGE}/state", state="won't answer", reason="The council does this elsewhere"
        )
    ).status_code == 303
    assert "The council does this elsewhere" in said(await client.get(BADGE))
    assert "blue badge" not in said(await client.get("/queue"))
    assert "blue badge" in said(await client.get("/queue?state=won%27t+answer"))
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        refused = await send(other, WHEELCHAIR, f"{WHEELCHAIR}/state", state="won't answer", reason="because")
        assert refused.status_code == 422
        assert "A lead or an admin has to do this." in said(refused)


async def test_a_state_that_only_an_answer_gives_cannot_be_chosen(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for state in ("answered", "duplicate", "nonsense"):
        assert (await send(client, BADGE, f"{BADGE}/state", state=state, reason="x")).status_code == 422
    assert "new g-00000001" in said(await client.get(BADGE))


async def test_notes_lose_personal_details(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    await send(client, BADGE, f"{BADGE}/note", note="Ring mum on 07700 900123.\nAsk about the form.")
    page = said(await client.get(BADGE))
    assert "Ask about the form." in page
    assert "900123" not in page


async def test_a_lead_moves_a_group_and_may_not_see_it_afterwards(client: httpx.AsyncClient) -> None:
    await sign_in(client, LEAD)
    assert (await client.get(BADGE)).status_code == 404
    assert (await client.get(UNIFORM)).status_code == 200
    moved = await send(client, UNIFORM, f"{UNIFORM}/route", workstream="voice")
    assert moved.headers["location"] == "/queue?done=moved"
    assert (await client.get(UNIFORM)).status_code == 404
    assert (await client.post(f"{BADGE}/note", data={"form": "x"})).status_code == 403


async def test_splitting_and_merging_stick(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await sign_in(client)
    none = await send(client, BADGE, f"{BADGE}/split")
    assert none.status_code == 422
    assert "Choose at least one question" in said(none)
    fresh = (
        (await send(client, BADGE, f"{BADGE}/split", question=["q-00000003"]))
        .headers["location"]
        .split("?")[0]
    )
    assert fresh == "/groups/g-00000003"
    assert "put here by hand" in said(await client.get(fresh))
    merged = await send(client, WHEELCHAIR, f"{WHEELCHAIR}/merge", into="G-00000001 ", sure="1")
    assert merged.headers["location"] == f"{BADGE}?done=merged"
    assert "Merged into g-00000001" in said(await client.get(WHEELCHAIR))
    await fill(context.store, ("wheelchair repair", "apply for a blue badge"), clock(), 50)
    await client.get("/queue")
    assert "asked 4 times" in said(await client.get(BADGE))
    assert "asked 2 times" in said(await client.get(fresh))


async def test_groups_that_may_be_the_same_are_shown_and_merged_once_both_were_seen(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, ("wheelchair ramp hire",), clock(), 50)
    await context.grouper.catch_up(clock())
    await sign_in(client)
    page = await client.get("/groups/g-00000050")
    assert "Perhaps the same wheelchair repair (40 % alike, asked once, new)" in said(page)
    assert "blue badge" not in said(page).split("Nearest entries")[0]
    assert 'name="other" value="g-00000005"' in page.text
    asked = await send(client, "/groups/g-00000050", "/groups/g-00000050/merge", other="g-00000005")
    assert "Do these ask for the same?" in said(asked)
    await send(client, "/groups/g-00000050", "/groups/g-00000050/merge", other="g-00000005", sure="1")
    assert "Perhaps the same" not in said(await client.get("/groups/g-00000050"))


async def test_groups_of_others_are_not_shown_as_the_same(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, ("uniform wheelchair boots",), clock(), 50)
    await context.grouper.catch_up(clock())
    await sign_in(client, LEAD)
    page = said(await client.get("/groups/g-00000050"))
    assert "school uniform grant" in page
    assert "wheelchair repair" not in page


@pytest.mark.parametrize("into", ["g-00000001", "g-unknown", "", "<b>", "g-00000002"])
async def test_a_merge_into_itself_nothing_or_what_one_may_not_see_is_refused(
    client: httpx.AsyncClient, into: str
) -> None:
    await sign_in(client, CURATOR)
    refused = await send(client, BADGE, f"{BADGE}/merge", into=into)
    assert refused.status_code == 422
    assert "id of another group" in said(refused)


async def test_a_lead_takes_words_out_of_a_question_or_deletes_it_and_the_log_holds_none(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock, tmp_path: Path
) -> None:
    await fill(context.store, ("blue badge for the purple door", "another blue badge please"), clock(), 70)
    await context.grouper.catch_up(clock())
    await sign_in(client)
    mine = {one.id: one for one in await context.store.questions()}
    page = await client.get(BADGE)
    assert "Something personal here" in page.text
    refused = await send(
        client, BADGE, f"{BADGE}/question", redact="q-00000070", **{"hide-q-00000070": "Nobody"}
    )
    assert refused.status_code == 422
    assert "just as they stand" in said(refused)
    done = await send(
        client, BADGE, f"{BADGE}/question", redact="q-00000070", **{"hide-q-00000070": "Purple Door"}
    )
    assert done.headers["location"].endswith("done=redacted")
    assert {one.id: one.text for one in await context.store.questions()}[
        "q-00000070"
    ] == "blue badge for the [removed]"
    gone = await send(client, BADGE, f"{BADGE}/question", delete="q-00000071")
    assert gone.headers["location"].endswith("done=deleted")
    assert {one.id for one in await context.store.questions()} == set(mine) - {"q-00000071"}
    written = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert b"purple" not in written
    log = said(await client.get("/audit"))
    assert "took words out of a question" in log
    assert "deleted a question" in log
    assert "purple" not in log.casefold()


async def test_a_curator_and_a_lead_of_another_workstream_cannot(client: httpx.AsyncClient) -> None:
    await sign_in(client, CURATOR)
    refused = await send(client, BADGE, f"{BADGE}/question", delete="q-00000001")
    assert refused.status_code == 422
    assert "A lead or an admin" in said(refused)
    assert "Something personal here" not in (await client.get(BADGE)).text


async def test_a_question_of_another_group_is_not_deleted_through_this_one(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    before = len(await context.store.questions())
    refused = await send(client, BADGE, f"{BADGE}/question", delete="q-00000002")
    assert refused.status_code == 422
    assert len(await context.store.questions()) == before

"""What leads and curators do to groups, by themselves and at the same time as others."""

from __future__ import annotations

import re

import httpx
import pytest

from sendbot.desk.context import DeskContext
from sendbot.review.states import State
from sendbot.store.review.queries import group, history, members
from tests.desk.conftest import CURATOR, LEAD, Clock, browser_of, said, send, sign_in, token_in
from tests.store.desk_house import fill

BADGE, UNIFORM, WHEELCHAIR = "g-00000001", "g-00000002", "g-00000005"


async def test_a_merge_shows_both_first_and_can_be_undone_for_a_week(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await sign_in(client)
    page = f"/groups/{WHEELCHAIR}"
    asked = await send(client, page, f"{page}/merge", into=BADGE)
    assert asked.status_code == 200
    assert "wheelchair repair" in said(asked)
    assert "apply for a blue badge" in said(asked)
    before = await group(context.store, WHEELCHAIR)
    assert before is not None
    assert before.state is State.NEW
    assert (await send(client, page, f"{page}/merge", into=BADGE, sure="1")).status_code == 303
    merged = await group(context.store, BADGE)
    assert merged is not None
    assert merged.asked == 4
    assert (await send(client, page, f"{page}/unmerge")).status_code == 303
    one, other = await group(context.store, WHEELCHAIR), await group(context.store, BADGE)
    assert one is not None
    assert other is not None
    assert (one.state, one.asked, other.asked) == (State.NEW, 1, 3)
    await send(client, page, f"{page}/merge", into=BADGE, sure="1")
    clock.later(days=8)
    client.cookies.clear()
    await sign_in(client)
    late = await send(client, page, f"{page}/unmerge")
    assert late.status_code == 422
    assert "for a week" in said(late)


async def test_a_curator_merges_into_nothing_that_is_closed(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    await send(client, f"/groups/{BADGE}", f"/groups/{BADGE}/state", state="won't answer", reason="elsewhere")
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        page = f"/groups/{WHEELCHAIR}"
        refused = await send(other, page, f"{page}/merge", into=BADGE, sure="1")
        assert refused.status_code == 422
        assert "A lead or an admin has to merge them." in said(refused)


async def test_whoever_cannot_see_a_moved_group_does_not_keep_it(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    await send(client, page, f"{page}/assign", owner="3")
    await send(client, page, f"{page}/route", workstream="care")
    moved = await group(context.store, BADGE)
    assert moved is not None
    assert (moved.owner, moved.state, moved.workstream) == (None, State.NEW, "care")


async def test_what_is_new_has_no_owner(client: httpx.AsyncClient, context: DeskContext) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    await send(client, page, f"{page}/assign", owner="1")
    await send(client, page, f"{page}/state", state="drafted")
    await send(client, page, f"{page}/state", state="new")
    found = await group(context.store, BADGE)
    assert found is not None
    assert (found.state, found.owner) == (State.NEW, None)


async def test_whoever_moves_a_group_out_of_sight_comes_to_the_queue_and_never_sees_it_again(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client, LEAD)
    page = f"/groups/{UNIFORM}"
    shown = await client.get(page)
    moved = await send(client, page, f"{page}/route", workstream="voice")
    assert moved.headers["location"] == "/queue?done=moved"
    assert (await client.get(page)).status_code == 404
    assert "uniform" in shown.text


async def test_a_name_is_kept_and_personal_details_leave_it(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    await send(client, page, f"{page}/name", name="Blue badges, ring 07700 900123")
    assert "Blue badges" in said(await client.get("/queue"))
    assert "07700" not in said(await client.get(page))


async def test_one_press_takes_a_question_out_and_another_moves_it(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    out = await send(client, page, f"{page}/split", **{"take-out": "q-00000003"})
    assert out.headers["location"].startswith("/groups/g-00000003")
    await send(client, page, f"{page}/split", question="q-00000004", to=WHEELCHAIR)
    found = await group(context.store, WHEELCHAIR)
    assert found is not None
    assert found.asked == 2


async def test_ticked_groups_are_taken_merged_and_closed_together(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    await send(client, "/queue", "/queue", group=[BADGE, WHEELCHAIR], do="take")
    owners = [found.owner for name in (BADGE, WHEELCHAIR) if (found := await group(context.store, name))]
    assert owners == ["Admin", "Admin"]
    done = await send(client, "/queue", "/queue", group=[BADGE, WHEELCHAIR], do="wont", reason="")
    assert "0 groups are changed. 2 could not be" in said(await client.get(done.headers["location"]))
    await send(client, "/queue", "/queue", group=[BADGE, UNIFORM], do="wont", reason="The council does it")
    assert "The council does it" in said(await client.get(f"/groups/{UNIFORM}"))


async def test_ticked_groups_are_moved_only_to_a_workstream_that_somebody_chose(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    field = re.search(r'<select id="to-workstream".*?</select>', (await client.get("/queue")).text, re.DOTALL)
    assert field is not None
    assert field[0].index('<option value="" selected>') < field[0].index('<option value="voice"')
    none = await send(client, "/queue", "/queue", group=[BADGE, UNIFORM], do="move", workstream="")
    assert "Nothing is moved: choose the workstream" in said(await client.get(none.headers["location"]))
    await send(client, "/queue", "/queue", group=[BADGE, UNIFORM], do="move", workstream="care")
    moved = [await group(context.store, name) for name in (BADGE, UNIFORM)]
    assert [one.workstream for one in moved if one] == ["care", "care"]


async def test_what_looks_like_junk_is_a_class_that_one_press_empties(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, ("asdf", "what is the weather in scotland"), clock(), 50)
    await context.grouper.catch_up(clock())
    await sign_in(client)
    page = said(await client.get("/queue"))
    assert "Looks like junk 2" in page
    assert "asdf" not in page
    await send(client, "/queue?state=junk?", "/queue/junk")
    found = await group(context.store, "g-00000050")
    assert found is not None
    assert found.state is State.JUNK
    assert "Open 3" in said(await client.get("/queue"))


async def test_reading_a_group_stands_in_the_log_once_a_day_with_the_account(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, LEAD)
    for _ in range(3):
        await client.get(f"/groups/{UNIFORM}")
    lines, _ = await history(context.store, UNIFORM)
    assert [(line.who, line.account) for line in lines if line.action == "read a group"] == [("Lead", 2)]


async def _lines(context: DeskContext, action: str, account: int = 3) -> list[tuple[str, str]]:
    lines, _ = await history(context.store, size=200)
    return [(line.about, line.detail) for line in lines if line.action == action and line.account == account]


@pytest.mark.parametrize("page", ["", "/answer"])
async def test_whatever_page_shows_a_group_s_words_its_reading_is_in_the_log(
    client: httpx.AsyncClient, context: DeskContext, page: str
) -> None:
    await sign_in(client, CURATOR)
    for _ in range(2):
        assert "apply for a blue badge" in said(await client.get(f"/groups/{BADGE}{page}"))
    assert await _lines(context, "read a group") == [(BADGE, "")]


async def test_a_merge_that_shows_both_groups_is_a_reading_of_both(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, CURATOR)
    form = {"form": token_in(await client.get("/account")), "version": "1"}
    await client.post(f"/groups/{WHEELCHAIR}/merge", data={**form, "into": BADGE})
    assert sorted(await _lines(context, "read a group")) == [(BADGE, ""), (WHEELCHAIR, "")]


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        (f"/groups/{BADGE}/route", {"workstream": "care"}, 422),
        (f"/groups/{BADGE}/state", {"state": "junk"}, 422),
        (f"/groups/{BADGE}/unmerge", {}, 422),
        (f"/groups/{BADGE}/question", {"delete": "q-00000001"}, 422),
        (f"/groups/{BADGE}/merge", {"into": UNIFORM}, 422),
        (f"/groups/{BADGE}/split", {"question": "q-00000001", "to": UNIFORM}, 422),
        (f"/groups/{UNIFORM}/note", {"note": "mine"}, 404),
        (f"/groups/{UNIFORM}/answer", {"title": "mine"}, 404),
        ("/queue", {"group": UNIFORM, "do": "take"}, 303),
        ("/queue", {"group": BADGE, "do": "junk"}, 303),
        ("/queue/junk", {}, 403),
        (f"/groups/{BADGE}/note", {"note": "mine", "form": "forged"}, 403),
        ("/staff", {"email": "mine@example.org"}, 403),
    ],
)
async def test_whatever_is_refused_to_somebody_stands_in_the_log(
    client: httpx.AsyncClient, context: DeskContext, path: str, fields: dict[str, str], status: int
) -> None:
    await sign_in(client, CURATOR)
    form = {"form": token_in(await client.get("/account")), "version": "1"}
    assert (await client.post(path, data={**form, **fields})).status_code == status
    ((about, why),) = await _lines(context, "refused")
    assert about == f"POST {path}"
    assert why


async def test_looking_for_a_group_of_others_is_in_the_log_and_a_slip_in_the_address_is_not(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, CURATOR)
    for name in (UNIFORM, "g-nothing"):
        assert (await client.get(f"/groups/{name}")).status_code == 404
    assert await _lines(context, "refused") == [
        (f"GET /groups/{UNIFORM}", f"{UNIFORM} is of another workstream")
    ]


async def test_signing_out_and_what_is_refused_stand_in_the_log(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client, LEAD)
    assert (await client.get("/audit")).status_code == 403
    await send(client, "/account", "/sign-out")
    lines, _ = await history(context.store)
    assert {"refused", "signed out"} <= {line.action for line in lines if line.account == 2}


async def test_a_note_sent_twice_by_a_double_press_is_kept_once(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    for _ in range(2):
        await send(client, page, f"{page}/note", note="Ask the blue badge office")
    assert said(await client.get(page)).count("Ask the blue badge office") == 1


async def test_ticked_groups_are_shown_before_they_are_merged(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    asked = await send(client, "/queue", "/queue", group=[BADGE, WHEELCHAIR], do="merge", back="q=e")
    assert asked.status_code == 200
    assert "Do these ask for the same?" in asked.text
    assert "wheelchair repair" in said(asked)
    assert "apply for a blue badge" in said(asked)
    before = await group(context.store, WHEELCHAIR)
    assert before is not None
    assert before.state is State.NEW
    fields = dict(re.findall(r'name="(form|version|back|sure|other)" value="([^"]*)"', asked.text))
    merged = await client.post(f"/groups/{BADGE}/merge", data=fields)
    assert merged.headers["location"] == f"/groups/{BADGE}?q=e&done=merged"
    after = await group(context.store, WHEELCHAIR)
    assert after is not None
    assert after.duplicate_of == BADGE


async def test_one_ticked_group_is_not_merged_with_anything(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    done = await send(client, "/queue", "/queue", group=[BADGE], do="merge")
    assert "Tick two groups or more" in said(await client.get(done.headers["location"]))


async def test_a_merge_that_is_undone_leaves_no_trace_and_an_emptied_group_says_where_its_questions_are(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    page = f"/groups/{BADGE}"
    await send(client, page, f"{page}/split", **{"take-out": "q-00000003"})
    await send(client, "/groups/g-00000003", "/groups/g-00000003/merge", into=BADGE, sure="1")
    before = await members(context.store, BADGE)
    await send(client, page, f"{page}/merge", into=WHEELCHAIR, sure="1")
    emptied = await client.get(page)
    assert f'<h1 dir="auto">Merged into {WHEELCHAIR}</h1>' in emptied.text
    assert "taken back" not in said(emptied)
    there = said(await client.get(f"/groups/{WHEELCHAIR}"))
    assert f"came with {BADGE}, which was merged into this group" in there
    assert (await send(client, page, f"{page}/unmerge")).status_code == 303
    after = await members(context.store, BADGE)
    assert [one.by_hand for one in after] == [one.by_hand for one in before]
    assert [one.by_hand for one in after].count(True) == 1, "the one that a person had taken out"

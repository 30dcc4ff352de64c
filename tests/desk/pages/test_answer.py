"""From a group to a ready patch: the form, its errors, and what leaves the desk."""

from __future__ import annotations

import re

import httpx
import pytest
import sqlalchemy as sa
import yaml

from sendbot.desk.context import DeskContext
from sendbot.desk.pages.answer import _listed, as_kept
from sendbot.evaluation.compare import Change, Impact
from sendbot.review.states import State
from sendbot.store.review.kept_answers import kept_answer
from sendbot.store.review.queries import group
from sendbot.store.tables import review_groups
from tests.desk.conftest import CURATOR, browser_of, said, send, sign_in, token_in

BADGE = "/groups/g-00000001"
WHOLE = {
    "title": "How do I get a blue badge?",
    "answer": "Ring the library and ask for the form. It takes two weeks.",
    "contacts": "desk",
    "sources": "Blue badges | https://library.example/badges",
    "applies_to": "cheshire-east",
    "read": "23/11/2026",
    "review_by": "23 May 2027",
    "questions": "blue badge application\nhow to apply for a badge",
    "tests": "apply for a blue badge",
}


async def test_the_form_is_filled_in_as_far_as_can_be(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = await client.get(f"{BADGE}/answer")
    assert 'value="Apply for a blue badge?"' in page.text
    assert "blue badge application" in page.text
    assert "When are you open?" in said(page)
    assert "**" not in said(page).split("A new entry")[0]  # what an entry says is read, not its marks
    assert "All contacts" in page.text
    assert "There is a problem" not in said(page)


async def test_errors_stand_at_their_field_and_what_was_typed_is_kept(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    page = await send(
        client, f"{BADGE}/answer", f"{BADGE}/answer", **(WHOLE | {"answer": "", "sources": "no address"})
    )
    assert page.status_code == 422
    assert re.search(r'id="answer-error".*?Write the answer', page.text, re.DOTALL)
    assert re.search(r'id="sources-error".*?has no address', page.text, re.DOTALL)
    assert 'value="How do I get a blue badge?"' in page.text
    kept = await kept_answer(context.store, "g-00000001")
    assert kept is not None
    assert kept.author == "Admin"
    refused = await client.get(f"{BADGE}/answer.yaml")
    assert refused.status_code == 422
    assert "not ready" in said(refused)


async def test_the_checker_speaks_at_the_fields(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    page = await send(client, f"{BADGE}/answer", f"{BADGE}/answer", **(WHOLE | {"contacts": "nobody-here"}))
    assert re.search(r'id="contacts-error".*?nobody-here', page.text, re.DOTALL)
    phone = await send(
        client, f"{BADGE}/answer", f"{BADGE}/answer", **(WHOLE | {"answer": "Ring 01270 123456 at once."})
    )
    assert re.search(r'id="answer-error".*?phone number', phone.text, re.DOTALL)


async def test_a_new_entry_leaves_as_the_whole_changed_file(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    saved = await send(client, f"{BADGE}/answer", f"{BADGE}/answer", **WHOLE)
    assert saved.headers["location"] == f"{BADGE}/answer?done=kept"
    assert "Download the whole changed file" in said(await client.get(f"{BADGE}/answer"))
    got = await client.get(f"{BADGE}/answer.yaml")
    assert 'filename="library-' in got.headers["content-disposition"]
    entries = {one["id"]: one for one in yaml.safe_load(got.text)["entries"]}
    made = next(one for one in entries.values() if one["title"] == WHOLE["title"])
    assert {"hours", "fines"} < set(entries)
    assert (made["answers"], made["workstream"], str(made["review_by"])) == (
        ["g-00000001"],
        "voice",
        "2027-05-23",
    )
    patch = await client.get(f"{BADGE}/answer.patch")
    assert patch.text.startswith("--- a/knowledge/library.yaml\n+++ b/knowledge/library.yaml\n")
    assert "\n-" not in patch.text.split("@@", 2)[2]
    found = await group(context.store, "g-00000001")
    assert found is not None
    assert found.state is State.DRAFTED


async def test_an_answer_for_a_group_that_is_not_sorted_asks_where_it_belongs_and_goes_there(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    async with context.store.changing() as connection:
        await connection.execute(sa.update(review_groups).values(workstream=None))
    await sign_in(client)
    page = await client.get(f"{BADGE}/answer")
    for name in ("workstream", "topic"):
        field = re.search(rf'<select id="{name}".*?</select>', page.text, re.DOTALL)
        assert field is not None
        assert '<option value="" selected>' in field[0]
    refused = await send(client, f"{BADGE}/answer", f"{BADGE}/answer", **WHOLE)
    assert refused.status_code == 422
    assert "Choose the workstream" in said(refused)
    assert "Choose the topic" in said(refused)
    assert (await client.get(f"{BADGE}/answer.yaml")).status_code == 422
    assert (await send(client, f"{BADGE}/answer", f"{BADGE}/answer/preview", **WHOLE)).status_code == 422
    chosen = WHOLE | {"workstream": "care", "topic": "library"}
    assert (await send(client, f"{BADGE}/answer", f"{BADGE}/answer", **chosen)).status_code == 303
    entries = yaml.safe_load((await client.get(f"{BADGE}/answer.yaml")).text)["entries"]
    assert next(one for one in entries if one["title"] == WHOLE["title"])["workstream"] == "care"


async def test_families_who_only_need_to_find_it_are_added_to_the_nearest_entry(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client)
    page = await client.get(f"{BADGE}/answer?entry=hours")
    assert "Add wordings to: When are you open?" in said(page)
    await send(
        client, f"{BADGE}/answer?entry=hours", f"{BADGE}/answer", entry="hours", questions="badge times"
    )
    got = yaml.safe_load((await client.get(f"{BADGE}/answer.yaml")).text)
    hours = next(one for one in got["entries"] if one["id"] == "hours")
    assert "badge times" in hours["questions"]
    assert hours["answers"] == ["g-00000001"]


async def test_a_preview_grows_on_the_page_and_is_kept_with_the_form(
    client: httpx.AsyncClient, context: DeskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sendbot.desk.preview_jobs.SIGN_OF_LIFE", 0.01
    )  # a quick machine is done in three seconds
    await sign_in(client)
    page = await send(client, f"{BADGE}/answer", f"{BADGE}/answer/preview", **WHOLE)
    assert page.status_code == 200
    assert "The matcher learns the changed answers." in page.text
    assert "Questions tried" in said(page)
    assert page.text.count("<main") == page.text.count("</main>") == 1
    kept = await kept_answer(context.store, "g-00000001")
    assert kept is not None
    assert kept.preview["tried"] > 3
    assert "Questions tried" in said(await client.get(f"{BADGE}/answer"))


async def test_a_commit_is_there_only_where_the_operator_allows_it(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    await send(client, f"{BADGE}/answer", f"{BADGE}/answer", **WHOLE)
    assert "Commit it" not in said(await client.get(f"{BADGE}/answer"))
    assert (await send(client, f"{BADGE}/answer", f"{BADGE}/answer/commit")).status_code == 404
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        assert (await other.get(f"{BADGE}/answer")).status_code == 200


async def test_a_kept_preview_shows_nobody_the_questions_of_groups_that_they_may_not_see(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    taking = WHOLE | {"questions": "school uniform grant\ngrant for a uniform\nblue badge application"}
    own = await send(client, f"{BADGE}/answer", f"{BADGE}/answer/preview", **taking)
    assert "school uniform grant</th>" in own.text  # an admin may read it, and pressed the button
    kept = await kept_answer(context.store, "g-00000001")
    assert kept is not None
    listed = [row[0] for rows in kept.preview["changes"].values() for row in rows]
    assert "blue badge application" in listed
    assert "school uniform grant" not in listed
    assert sum(kept.preview["counts"].values()) > len(listed)
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        page = await other.get(f"{BADGE}/answer")
    assert "blue badge application</th>" in page.text
    assert "uniform grant</th>" not in page.text
    assert "counted and not listed" in said(page)


def test_what_is_kept_of_a_preview_lists_the_knowledge_s_own_questions_and_counts_all() -> None:
    changes = tuple(
        Change(question, "lost", "answer hours", "no answer", ("hours",), asked=asked)
        for question, asked in (("when are you open", False), ("mine", True), ("another family's", True))
    )
    kept = as_kept(Impact(changes, 9), {"mine"})
    assert kept["counts"]["lost"] == 3
    assert [row[0] for row in kept["changes"]["lost"]] == ["when are you open", "mine"]


def test_a_preview_that_was_kept_before_there_was_a_kind_is_still_drawn() -> None:
    kept = as_kept(Impact((), 9))
    del kept["counts"]["now answered"], kept["changes"]["now answered"]
    drawn = _listed(kept)
    assert (drawn["counts"]["now answered"], drawn["changes"]["now answered"]) == (0, [])


async def test_a_question_that_left_the_group_is_not_listed_in_its_preview_any_more(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client)
    await send(client, f"{BADGE}/answer", f"{BADGE}/answer/preview", **WHOLE)
    assert "apply for a blue badge</th>" in (await client.get(f"{BADGE}/answer")).text
    await send(client, BADGE, f"{BADGE}/split", **{"take-out": "q-00000003"})
    assert "apply for a blue badge</th>" not in (await client.get(f"{BADGE}/answer")).text


@pytest.mark.parametrize("place", ["", "/preview"])
async def test_who_was_overtaken_sees_both_texts_and_loses_neither(
    client: httpx.AsyncClient, context: DeskContext, place: str
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        late = {**WHOLE, "answer": "One line of mine.", "mark": ""}
        late["form"] = token_in(await client.get(f"{BADGE}/answer"))
        await send(other, f"{BADGE}/answer", f"{BADGE}/answer", **WHOLE | {"answer": "Written for an hour."})
    clash = await client.post(f"{BADGE}/answer{place}", data=late)
    assert clash.status_code == 409
    assert "What Curator saved" in said(clash)
    assert "Written for an hour." in clash.text
    assert "One line of mine." in clash.text
    assert "Take it away" not in said(clash)
    kept = await kept_answer(context.store, "g-00000001")
    assert kept is not None
    assert kept.fields["answer"] == "Written for an hour."
    dropped = await client.post(f"{BADGE}/answer", data=late | {"drop": "1"})
    assert dropped.status_code == 409
    mark = re.search(r'name="mark" value="(\w+)"', clash.text)
    assert mark is not None
    await client.post(f"{BADGE}/answer", data=late | {"mark": mark[1]})
    kept = await kept_answer(context.store, "g-00000001")
    assert kept is not None
    assert kept.fields["answer"] == "One line of mine."

from __future__ import annotations

import httpx
import pytest

from sendbot.desk.context import DeskContext
from sendbot.errors import StoreError
from sendbot.store.review.queries import history
from tests.desk.conftest import (
    CURATOR,
    said,
    send,
    sign_in,
    token_in,
)


async def test_the_longest_message_of_a_family_can_be_tried_out(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await send(client, "/try", "/try", question="книга " * 680)).status_code == 200


async def test_asking_as_a_family_shows_reply_and_reasons(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    token = token_in(await client.get("/try"))
    page = await client.post("/try", data={"form": token, "question": "How do I borrow a book?"})
    assert page.status_code == 200
    assert "thresholds" in page.text


async def test_the_preview_says_what_is_wrong_with_a_block_and_where(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    wrong = await send(client, "/preview", "/preview", block="- id: hours\n  questions: nonsense\n")
    assert wrong.status_code == 422
    assert "Line 2" in said(wrong)
    right = await send(
        client, "/preview", "/preview", block="- id: hours\n  questions:\n    - blue badge applications\n"
    )
    page = said(right)
    assert right.status_code == 200
    assert "For hours" in page
    assert "Gained" in page


async def test_a_long_preview_gives_signs_of_life_and_says_when_it_fails(
    client: httpx.AsyncClient, context: DeskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_in(client)
    monkeypatch.setattr("sendbot.desk.preview_jobs.SIGN_OF_LIFE", 0.001)
    block = "- id: hours\n  questions:\n    - blue badge applications\n"
    right = await send(client, "/preview", "/preview", block=block)
    assert "\n\n\n" in right.text
    assert "questions are looked at again." in right.text
    assert "For hours" in said(right)

    async def fail(*_: object) -> object:
        raise StoreError("The database does not answer.")

    monkeypatch.setattr(context.answers, "compare", fail)
    assert "The database does not answer." in said(await send(client, "/preview", "/preview", block=block))


@pytest.mark.parametrize("name", ["g-00000002", "q-00000002", "g-unknown"])
async def test_a_preview_of_a_block_that_names_a_group_of_others_is_refused(
    client: httpx.AsyncClient, context: DeskContext, name: str
) -> None:
    await sign_in(client, CURATOR)
    block = f"- id: hours\n  answers: [{name}]\n"
    refused = await send(client, "/preview", "/preview", block=block)
    assert refused.status_code == 422
    assert f"names {name}, which is no group that you may see" in said(refused)
    assert "uniform" not in refused.text
    lines, _ = await history(context.store, name, 1, 5)
    assert [line.action for line in lines if line.action.startswith("preview")] == ["preview refused"]

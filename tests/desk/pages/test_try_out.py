from __future__ import annotations

import httpx
import pytest

from sendbot.desk.context import DeskContext
from sendbot.errors import StoreError
from tests.desk.conftest import (
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
    monkeypatch.setattr("sendbot.desk.pages.try_out._SIGN_OF_LIFE", 0.001)
    block = "- id: hours\n  questions:\n    - blue badge applications\n"
    right = await send(client, "/preview", "/preview", block=block)
    assert right.text.startswith("\n")
    assert "For hours" in said(right)

    async def fail(*_: object) -> object:
        raise StoreError("The database does not answer.")

    monkeypatch.setattr(context.answers, "compare", fail)
    assert "The database does not answer." in said(await send(client, "/preview", "/preview", block=block))

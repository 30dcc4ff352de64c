"""Signing in and out, and the first account."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from sendbot.desk.context import DeskContext, DeskOptions
from tests.desk.conftest import (
    ADMIN,
    PASSWORD,
    browser_of,
    said,
    send,
    session_cookie,
    sign_in,
    signed_out,
    token_in,
)


async def test_signing_in_changes_the_session_and_ends_the_old_one(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    first = session_cookie(await sign_in(client)).split(";")[0].removeprefix("desk=")
    form = token_in(await client.get("/account"))
    changed = await client.post(
        "/account", data={"form": form, "old": PASSWORD, "new": "another three words"}
    )
    second = session_cookie(changed).split(";")[0].removeprefix("desk=")
    assert first != second
    async with browser_of(context) as thief:
        assert signed_out(await thief.get("/queue", headers={"cookie": f"desk={first}"}))
    assert (await client.get("/queue")).status_code == 200


async def test_signing_out_ends_the_session_not_only_the_cookie(client: httpx.AsyncClient) -> None:
    kept = session_cookie(await sign_in(client)).split(";")[0]
    await send(client, "/queue", "/sign-out")
    assert signed_out(await client.get("/queue", headers={"cookie": kept}))


async def test_a_sign_in_form_of_another_browser_is_refused(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    async with browser_of(context) as other:
        form = token_in(await other.get("/sign-in"))
    await client.get("/sign-in")
    assert (
        await client.post("/sign-in", data={"form": form, "email": ADMIN, "password": PASSWORD})
    ).status_code == 403


@pytest.mark.parametrize("wanted",
    ["/queue\r\nset-cookie: a=b", "/queue%0d%0aset-cookie:a=b", "//evil.example", "/\\evil.example",
     "/%5cevil.example\\x", "\\\\evil",
                                    "https:evil.example", "/\tevil", "http://127.0.0.1@evil.example",
                                    "///evil.example", " //evil.example", "javascript:alert(1)"])  # fmt: skip
async def test_signing_in_splits_no_header_and_leads_nowhere_else(
    client: httpx.AsyncClient, wanted: str
) -> None:
    answer = await sign_in(client, wanted=wanted)
    assert answer.status_code == 303
    assert answer.headers["location"] in {"/queue", "/queue%0d%0aset-cookie:a=b", "/%5cevil.example\\x"}
    assert httpx.URL("http://127.0.0.1/sign-in").join(answer.headers["location"]).host == "127.0.0.1"
    assert all("a=b" not in cookie for cookie in answer.headers.get_list("set-cookie"))


async def test_nobody_learns_who_has_an_account(context: DeskContext) -> None:
    answers = []
    for email in (ADMIN, "nobody@example.org"):
        async with browser_of(context) as browser:
            tries = [await sign_in(browser, email, "wrong wrong wrong") for _ in range(6)]
            answers.append(
                [(page.status_code, re.sub(r"[\w-]{43}", "", page.text).replace(email, "")) for page in tries]
            )
    assert answers[0] == answers[1]


async def test_the_first_account_needs_the_code_from_the_terminal(
    context: DeskContext, tmp_path: Path
) -> None:
    context.options = DeskOptions(setup_code="the-code-in-the-terminal")
    async with browser_of(context) as browser:
        assert (await browser.get("/set-up?code=the-code-in-the-terminal")).status_code == 404, (
            "there are accounts"
        )
        with sqlite3.connect(tmp_path / "desk.db") as database:
            database.execute("DELETE FROM staff")
        fields = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
        wrong = await send(browser, "/set-up", "/set-up", code="guessed", **fields)
        assert wrong.status_code == 422
        assert "code" in said(wrong)
        right = await send(browser, "/set-up", "/set-up", code="the-code-in-the-terminal", **fields)
        assert right.headers["location"] == "/queue"
        assert (await browser.get("/staff")).status_code == 200
        assert (await browser.get("/set-up?code=the-code-in-the-terminal")).status_code == 404


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: httpx.AsyncClient) -> None:
    wrong = await sign_in(client, password="not the password")
    unknown = await sign_in(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert "The email address or the password is not right." in wrong.text
    assert "The email address or the password is not right." in unknown.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_signing_in_never_leads_away(client: httpx.AsyncClient, wanted: str) -> None:
    assert (await sign_in(client, wanted=wanted)).headers["location"] == "/queue"


async def test_the_address_is_one_that_browsers_may_fill_in(client: httpx.AsyncClient) -> None:
    """A name to sign in with is text to the rules of HTML; the keys of a phone still have the @."""
    field = re.search(r'<input id="email"[^>]*>', (await client.get("/sign-in")).text)
    assert field is not None
    assert 'type="text"' in field[0]
    assert 'autocomplete="username" inputmode="email"' in field[0]

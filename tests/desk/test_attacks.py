"""Every address and verb of the desk, as every role and as nobody, against another workstream's things.

The list is made from the application's own routes: a new one is attacked without anybody thinking of it.
"""

from __future__ import annotations

import re
from itertools import product

import httpx
import pytest
from starlette.routing import Route

from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext
from sendbot.store.review.queries import group
from tests.desk.conftest import ADMIN, CURATOR, LEAD, browser_of, sign_in, token_in

SECRET = "blue badge"
"""Words of the group that neither attacker may see: it belongs to `voice`, they to `care` and to nothing."""
TARGET, QUESTION = "g-00000001", "q-00000001"
OPEN = {"/sign-in", "/sign-on", "/sign-on/back", "/set-up", "/static/desk.css", "/accessibility", "/"}
"""What is for people who are not signed in; a new address does not belong here by itself."""
ADMINS_ALONE = {"/staff", "/staff/{number}", "/audit.csv", "/audit.xlsx", "/audit"}

FIELDS = {
    "version": "1",
    "owner": "2",
    "workstream": "care",
    "state": "drafted",
    "reason": "because",
    "name": "a name of mine",
    "note": "a note of mine",
    "question": QUESTION,
    "take-out": QUESTION,
    "delete": QUESTION,
    "into": TARGET,
    "other": TARGET,
    "to": TARGET,
    "sure": "1",
    "group": TARGET,
    "do": "take",
    "block": f"- id: mine\n  answers: [{TARGET}]\n",
    "title": "mine",
    "answer": "mine",
    "role": "admin",
    "active": "1",
    "email": "mine@example.org",
    "password": "three purple lanterns",
    "old": "wrong",
    "new": "three purple lanterns",
}


def routes(context: DeskContext) -> list[tuple[str, str]]:
    """(verb, path) of everything that the application answers to."""
    found = [
        (method, route.path)
        for route in make_app(context).routes
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]
    assert len(found) > 45
    return found


def address(path: str, name: str = TARGET) -> str:
    return path.replace("{name}", name).replace("{number}", "1")


async def ask(browser: httpx.AsyncClient, verb: str, path: str, **fields: str) -> httpx.Response:
    if verb == "GET":
        return await browser.get(path, params=None)
    return await browser.post(path, data=fields)


async def test_nobody_gets_past_the_door(context: DeskContext) -> None:
    for verb, path in routes(context):
        async with browser_of(context) as browser:
            answer = await ask(browser, verb, address(path), **FIELDS)
        assert SECRET not in answer.text, path
        if path not in OPEN:
            assert answer.status_code == 303, (verb, path)
            assert answer.headers["location"].startswith("/sign-in"), (verb, path)


@pytest.mark.parametrize("who", [LEAD, CURATOR])
async def test_another_workstream_s_things_are_neither_read_nor_changed(
    context: DeskContext, who: str
) -> None:
    """The lead of `care` against the group of `voice`, the curator of `voice` against that of `care`."""
    target, secret = (TARGET, SECRET) if who == LEAD else ("g-00000002", "uniform grant")
    own = "g-00000002" if who == LEAD else TARGET
    before = await group(context.store, target)
    async with browser_of(context) as browser:
        assert (await sign_in(browser, who)).status_code == 303
        form = token_in(await browser.get("/account"))
        fields = {name: value.replace(TARGET, target) for name, value in FIELDS.items()} | {"form": form}
        for (verb, path), name in product(routes(context), (target, own)):
            if path == "/sign-out" or ("{name}" not in path and name == own):
                continue
            if name == own and not re.search(r"/(merge|split|move)$", path):
                continue
            answer = await ask(browser, verb, address(path, name), **fields)
            assert secret not in answer.text, (verb, path, name)
            if "{name}" in path and "knowledge" not in path and name == target:
                assert answer.status_code == 404, (verb, path)
            if path in ADMINS_ALONE:
                assert answer.status_code == 403, (verb, path)
    assert await group(context.store, target) == before


async def test_the_attack_would_see_a_leak(context: DeskContext) -> None:
    """An admin may read it all: then the words are found, and the guards are not passed."""
    async with browser_of(context) as browser:
        await sign_in(browser, ADMIN)
        answers = [
            await browser.get(address(path))
            for verb, path in routes(context)
            if verb == "GET" and "{name}" in path
        ]
    assert sum(SECRET in answer.text for answer in answers) >= 3


async def test_a_form_without_its_token_does_nothing(context: DeskContext) -> None:
    async with browser_of(context) as browser:
        await sign_in(browser, ADMIN)
        before = await group(context.store, TARGET)
        for verb, path in routes(context):
            if verb == "POST" and path not in OPEN:
                answer = await ask(browser, verb, address(path), **FIELDS)
                assert answer.status_code == 403, path
        assert await group(context.store, TARGET) == before

"""Signing in through the council's accounts, against a real provider that lies in every way."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from sendbot.desk.bench import Bench, Options, SingleSignOn
from sendbot.store.people import change_person, person
from tests.desk.conftest import ADMIN, LEAD, Clock, browser_of, said, sign_in
from tests.desk.provider import CLIENT, SECRET, Council, shared_secret

REFUSED = "The sign-in service did not confirm who you are."


@pytest.fixture
async def council(bench: Bench, clock: Clock) -> AsyncIterator[Council]:
    clock.time = datetime.now(UTC)
    async with Council(LEAD) as service:
        bench.options = Options(sign_on=SingleSignOn(service.issuer, CLIENT, SECRET))
        yield service


@pytest.fixture
async def browser(council: Council, bench: Bench) -> AsyncIterator[httpx.AsyncClient]:
    assert council.issuer
    async with browser_of(bench) as found:
        yield found


async def to_the_council(browser: httpx.AsyncClient, wanted: str = "/queue") -> str:
    """Press the button, and let the council send us back: the address that we come back to."""
    sent = await browser.get("/sso", params={"next": wanted})
    assert sent.status_code == 303, said(sent)
    async with httpx.AsyncClient() as outside:
        answer = await outside.get(sent.headers["location"])
    return str(answer.headers["location"])


async def through(browser: httpx.AsyncClient, wanted: str = "/queue") -> httpx.Response:
    return await browser.get(await to_the_council(browser, wanted))


async def test_a_lead_signs_in_and_comes_to_the_page_that_was_wanted(browser: httpx.AsyncClient) -> None:
    assert "Sign in with your council account" in said(await browser.get("/sign-in"))
    answer = await through(browser, "/queue?state=all")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/queue?state=all"
    assert LEAD in said(await browser.get("/account"))


async def test_it_asks_for_an_email_address_and_nothing_more(browser: httpx.AsyncClient, council: Council) -> None:
    query = httpx.URL((await browser.get("/sso")).headers["location"]).params
    assert (query["client_id"], query["scope"], query["response_type"]) == (CLIENT, "openid email", "code")
    assert query["redirect_uri"] == "http://127.0.0.1/sso/back"
    assert len(query["state"]) >= 20
    assert len(query["nonce"]) >= 20
    assert SECRET not in str(query)
    assert council.asked == ["about"]


async def test_the_session_is_a_new_one(browser: httpx.AsyncClient) -> None:
    await sign_in(browser, ADMIN)
    before = browser.cookies["desk"]
    await through(browser)
    assert browser.cookies["desk"] != before
    async with httpx.AsyncClient(transport=browser._transport, base_url="http://127.0.0.1") as thief:
        assert (await thief.get("/queue", headers={"cookie": f"desk={before}"})).headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": None},
        {"iss": "http://127.0.0.1/evil"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"exp": "soon"},
    ],
)
async def test_a_token_about_something_else_is_refused(browser: httpx.AsyncClient, council: Council, claims: dict[str, Any]) -> None:
    council.claims |= claims
    await refused(browser, REFUSED)


@pytest.mark.parametrize("claims", [{"email": None}, {"email": ""}, {"email": 7}, {"email_verified": False}, {"email_verified": "false"}])
async def test_without_a_confirmed_address_nobody_comes_in(browser: httpx.AsyncClient, council: Council, claims: dict[str, Any]) -> None:
    council.claims |= claims
    await refused(browser, "no confirmed email address")


@pytest.mark.parametrize("how", ["another key", "no signature", "the shared secret", "garbage"])
async def test_a_token_that_the_council_did_not_sign_is_refused(browser: httpx.AsyncClient, council: Council, how: str) -> None:
    if how == "another key":
        council.signing = RSAKey.generate_key(2048, {"kid": "one"})
    elif how == "no signature":
        council.header = {"alg": "none"}
    elif how == "the shared secret":
        council.header, council.signing = {"alg": "HS256"}, shared_secret()
    else:
        council.signed = lambda _claims: "not.a.token"  # type: ignore[method-assign, assignment]
    await refused(browser, REFUSED)


async def refused(browser: httpx.AsyncClient, sentence: str) -> None:
    answer = await through(browser)
    assert answer.status_code == 403
    assert sentence in said(answer)
    assert (await browser.get("/queue")).headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("email", ["nobody@example.org", "lead@example.org.evil.example", "closed"])
async def test_who_has_no_open_account_is_not_let_in_and_none_is_made(browser: httpx.AsyncClient, council: Council, bench: Bench, email: str) -> None:
    if email == "closed":
        email = LEAD
        await change_person(bench.store, bench.now(), "test", 2, active=False)
    council.claims["email"] = email
    await refused(browser, "There is no account at the desk for you.")
    found = await person(bench.store, email)
    assert found is None or not found.active


async def test_the_address_is_known_in_any_case_of_letters(browser: httpx.AsyncClient, council: Council) -> None:
    council.claims["email"] = LEAD.upper()
    assert (await through(browser)).status_code == 303


@pytest.mark.parametrize("state", ["", "forged", None])
async def test_a_state_that_we_did_not_give_is_refused(browser: httpx.AsyncClient, state: str | None) -> None:
    back = httpx.URL(await to_the_council(browser))
    query = {"code": back.params["code"], **({"state": state} if state is not None else {})}
    answer = await browser.get("/sso/back", params=query)
    assert answer.status_code == 403
    assert "Try again." in said(answer)


async def test_a_state_works_once(browser: httpx.AsyncClient) -> None:
    back = await to_the_council(browser)
    cookies = dict(browser.cookies)
    assert (await browser.get(back)).status_code == 303
    browser.cookies.clear()
    browser.cookies.update(cookies)
    assert (await browser.get(back)).status_code == 403


async def test_what_one_browser_began_another_cannot_finish(browser: httpx.AsyncClient) -> None:
    back = await to_the_council(browser)
    async with httpx.AsyncClient(transport=browser._transport, base_url="http://127.0.0.1") as other:
        assert (await other.get(back)).status_code == 403
        await to_the_council(other)
        assert (await other.get(back)).status_code == 403


async def test_what_took_too_long_is_begun_again(browser: httpx.AsyncClient, clock: Clock) -> None:
    back = await to_the_council(browser)
    clock.later(minutes=10)
    answer = await browser.get(back)
    assert answer.status_code == 403
    assert "took too long" in said(answer)


async def test_a_refusal_of_the_council_is_a_sentence(browser: httpx.AsyncClient, council: Council) -> None:
    council.error = "access_denied<script>"
    answer = await through(browser)
    assert REFUSED in said(answer)
    assert "access_denied" not in answer.text
    council.error, council.status = "", 500
    await refused(browser, "cannot be reached just now")


async def test_a_council_that_is_away_is_a_sentence_and_the_password_form_stays(browser: httpx.AsyncClient, council: Council) -> None:
    back = await to_the_council(browser)
    await council.stop()
    answer = await browser.get(back)
    assert "cannot be reached just now" in said(answer)
    assert 'name="password"' in answer.text


async def test_a_provider_that_is_away_from_the_start_is_a_sentence(browser: httpx.AsyncClient, council: Council) -> None:
    await council.stop()
    answer = await browser.get("/sso")
    assert answer.status_code == 403
    assert "cannot be reached just now" in said(answer)


@pytest.mark.parametrize("says", [{"issuer": "http://127.0.0.1/evil"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None}])
async def test_a_provider_that_describes_itself_oddly_gets_nobody(browser: httpx.AsyncClient, council: Council, says: dict[str, Any]) -> None:
    council.says = says
    assert (await browser.get("/sso")).status_code == 403


async def test_new_keys_are_fetched_when_the_council_changes_them(browser: httpx.AsyncClient, council: Council) -> None:
    assert (await through(browser)).status_code == 303
    assert council.asked.count("keys") == 1
    assert (await through(browser)).status_code == 303
    assert council.asked.count("keys") == 1
    fresh = RSAKey.generate_key(2048, {"kid": "two"})
    council.shown, council.signing, council.header = [fresh], fresh, {"alg": "RS256", "kid": "two"}
    assert (await through(browser)).status_code == 303
    assert (council.asked.count("keys"), council.asked.count("about")) == (2, 1)


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/\\evil.example"])
async def test_it_never_leads_away(browser: httpx.AsyncClient, wanted: str) -> None:
    assert (await through(browser, wanted)).headers["location"] == "/queue"


async def test_refusals_stand_in_the_audit_log_without_token_or_address(browser: httpx.AsyncClient, council: Council, bench: Bench) -> None:
    council.claims["email"] = "nobody@example.org"
    await through(browser)
    async with browser_of(bench) as other:
        await sign_in(other, ADMIN)
        page = said(await other.get("/audit"))
    assert "single sign-on refused" in page
    assert "nobody@example.org" not in page


async def test_without_single_sign_on_there_is_no_such_page(client: httpx.AsyncClient) -> None:
    assert (await client.get("/sso")).status_code == 404
    assert (await client.get("/sso/back")).status_code == 404
    assert "council account" not in said(await client.get("/sign-in"))

"""Signing in through single sign-on: the way there and back, and who is let in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sendbot.desk.context import DeskOptions
from sendbot.review.states import Role
from sendbot.store.accounts import add_person, change_person
from tests.desk.council import GOSSIP
from tests.desk.signing_on import LEAD, House, assert_refused, sign_on, to_council

NO_ACCOUNT = "There is no active account at the desk for your email address."
NOT_BEGUN = "This sign-in was not begun in this browser"


async def test_somebody_with_an_account_is_let_in_and_goes_on(
    house: House, browser: httpx.AsyncClient
) -> None:
    answer = await sign_on(browser, "/knowledge?topic=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/knowledge?topic=1")
    assert (await browser.get("/queue")).status_code == 200
    assert await house.refusals() == []


async def test_the_page_links_to_it_without_a_form(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/sign-in", params={"next": "/insights"})
    assert (
        '<a class="button second" href="/sign-on?next=%2Finsights">Sign in with your council account</a>'
        in page.text
    )


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_it_never_leads_away(browser: httpx.AsyncClient, wanted: str) -> None:
    assert (await sign_on(browser, wanted)).headers["location"] == "/queue"


async def test_the_cookie_of_the_way_is_short_lived_and_out_of_reach(browser: httpx.AsyncClient) -> None:
    begun = (await browser.get("/sign-on")).headers["set-cookie"]
    assert begun.startswith("desk-on=")
    assert {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"} <= set(begun.split("; "))
    await sign_on(browser)
    assert set(browser.cookies) == {"desk"}


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_from_another_machine_everything_is_https(house: House, scheme: str) -> None:
    # behind a proxy that ends TLS requests arrive as http
    options = replace(house.context.options, hosts=("desk.example.org",))
    async with house.browser(options, f"{scheme}://desk.example.org") as browser:
        begun = await browser.get("/sign-on")
    assert (
        httpx.URL(begun.headers["location"]).params["redirect_uri"] == "https://desk.example.org/sign-on/back"
    )
    assert "Secure" in begun.headers["set-cookie"].split("; ")


async def test_a_new_session_replaces_the_one_before(house: House, browser: httpx.AsyncClient) -> None:
    await sign_on(browser)
    old = browser.cookies["desk"]
    await sign_on(browser)
    assert browser.cookies["desk"] != old
    async with house.browser() as other:
        other.cookies.set("desk", old, domain="127.0.0.1")
        assert (await other.get("/queue")).status_code == 303
        other.cookies.set("desk", browser.cookies["desk"], domain="127.0.0.1")
        assert (await other.get("/queue")).status_code == 200


@pytest.mark.parametrize("state", ["", "&state=", "&state=forged"])
async def test_a_state_that_the_desk_did_not_give_is_refused(
    house: House, browser: httpx.AsyncClient, state: str
) -> None:
    back = re.sub(r"&state=[^&]*", "", await to_council(browser)) + state
    await assert_refused(browser, await browser.get(back), NOT_BEGUN)
    assert await house.refusals() == [("single sign-on", "not begun in this browser, old, or used already")]
    assert "token" not in house.council.asked


async def test_a_state_works_once(house: House, browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-on")
    cookie = browser.cookies["desk-on"]
    async with httpx.AsyncClient(trust_env=False) as outside:
        first, second = [(await outside.get(begun.headers["location"])).headers["location"] for _ in range(2)]
    assert (await browser.get(first)).headers["location"] == "/queue"
    browser.cookies.clear()
    browser.cookies.set("desk-on", cookie, domain="127.0.0.1")
    await assert_refused(browser, await browser.get(second), NOT_BEGUN)
    assert house.council.asked.count("token") == 1


async def test_a_state_of_another_browser_is_refused_and_not_spoilt(
    house: House, browser: httpx.AsyncClient
) -> None:
    back = await to_council(browser)
    async with house.browser() as other:
        await assert_refused(other, await other.get(back), NOT_BEGUN)
        await other.get("/sign-on")
        await assert_refused(other, await other.get(back), NOT_BEGUN)
    assert (await browser.get(back)).headers["location"] == "/queue"


@pytest.mark.parametrize(("seconds", "status"), [(599, 303), (600, 422)])
async def test_a_state_works_for_ten_minutes(
    house: House, browser: httpx.AsyncClient, seconds: int, status: int
) -> None:
    back = await to_council(browser)
    house.clock.now += timedelta(seconds=seconds)
    assert (await browser.get(back)).status_code == status


@pytest.mark.parametrize(
    "changed",
    [
        {"email": None},
        {"email": ""},
        {"email": ["lead@example.org"]},
        {"email_verified": False},
        {"email_verified": "false"},
    ],
)
async def test_an_email_address_that_is_not_confirmed_is_refused(
    house: House, browser: httpx.AsyncClient, changed: dict[str, Any]
) -> None:
    house.council.changed = changed
    await assert_refused(browser, await sign_on(browser), "gave no confirmed email address")
    assert await house.refusals() == [("single sign-on", "no confirmed email address")]


async def test_a_provider_that_says_nothing_of_confirming_is_believed(
    house: House, browser: httpx.AsyncClient
) -> None:
    house.council.changed = {"email_verified": None}
    assert (await sign_on(browser)).status_code == 303


async def test_letters_that_only_look_alike_are_not_the_same_person(
    house: House, browser: httpx.AsyncClient
) -> None:
    await add_person(
        house.context.store, house.clock(), "test", email="kim@example.org", name="Kim", role=Role.ADMIN
    )
    house.council.changed = {"email": "\N{KELVIN SIGN}im@example.org"}
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)


async def test_nobody_gets_an_account_by_signing_on(house: House, browser: httpx.AsyncClient) -> None:
    house.council.changed = {"email": "stranger@example.org"}
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    assert await house.refusals() == [("unknown account", "no active account")] * 2


async def test_an_inactive_account_is_refused(house: House, browser: httpx.AsyncClient) -> None:
    await change_person(house.context.store, house.clock(), "test", 1, active=False)
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    assert await house.refusals() == [(LEAD, "no active account")]


async def test_an_account_without_a_password_has_this_door_only(browser: httpx.AsyncClient) -> None:
    form = re.search(r'name="form" value="([^"]+)"', (await browser.get("/sign-in")).text)
    assert form is not None
    page = await browser.post(
        "/sign-in",
        data={"form": form[1], "email": LEAD, "password": "three random words here", "next": "/queue"},
    )
    assert page.status_code == 422
    assert (await sign_on(browser)).status_code == 303


@pytest.mark.parametrize(("refusal", "kept"), [("access_denied", " (access_denied)"), (GOSSIP, "")])
async def test_a_refusal_of_the_provider_is_told_in_our_words(
    house: House, browser: httpx.AsyncClient, refusal: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.council.refusal = refusal
    await assert_refused(
        browser,
        await sign_on(browser),
        "You were not signed in with your council account. Try again, or use your password.",
    )
    assert await house.refusals() == [
        ("single sign-on", f"the provider sent the browser back without a code{kept}")
    ]
    assert GOSSIP not in caplog.text


async def test_a_code_that_the_provider_does_not_know_is_refused(
    house: House, browser: httpx.AsyncClient
) -> None:
    back = re.sub(r"code=[^&]+", "code=another", await to_council(browser))
    await assert_refused(browser, await browser.get(back), "was refused. Try again, or use your password.")
    assert await house.refusals() == [("single sign-on", "the provider refused the code (invalid_grant)")]


async def test_junk_does_not_fill_the_audit_log(house: House, browser: httpx.AsyncClient) -> None:
    for _ in range(70):
        await browser.get("/sign-on/back?state=junk")
    assert len(await house.refusals()) == 60
    house.council.changed = {"email": "stranger@example.org"}
    await sign_on(browser)
    assert (await house.refusals())[-1] == ("unknown account", "no active account")
    house.clock.now += timedelta(minutes=15)
    await browser.get("/sign-on/back?state=junk")
    assert len(await house.refusals()) == 62


async def test_without_settings_there_is_no_such_door(house: House) -> None:
    async with house.browser(DeskOptions()) as browser:
        assert (await browser.get("/sign-on")).status_code == 404
        assert (await browser.get("/sign-on/back")).status_code == 404
        assert "/sign-on" not in (await browser.get("/sign-in")).text

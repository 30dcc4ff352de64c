"""Signing in through single sign-on, against a provider on a real port that can be told to misbehave."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from sendbot.bookshelf import LiveShelf
from sendbot.desk import provider
from sendbot.desk.app import make_app
from sendbot.desk.bench import Bench, Options, SingleSignOn
from sendbot.desk.passwords import hashed
from sendbot.errors import SettingsError
from sendbot.review.states import Role
from sendbot.reviewing import make_bench
from sendbot.settings import Settings
from sendbot.store.people import add_person, change_person
from sendbot.store.store import Store
from sendbot.store.tables import audit
from tests.desk.council import CLIENT, GOSSIP, SECRET, Council, council, new_key, signed_by_words, unsigned
from tests.small_folder import write_small_folder

LEAD, PASSWORD = "lead@example.org", "three random words here"
NO_ACCOUNT = "There is no active account at the desk for your email address."
NOT_TRUSTED = "could not be trusted"
NOT_BEGUN = "This sign-in was not begun in this browser"


class Clock:
    """The time of the desk and of the provider."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    """A desk and its provider."""

    app: Starlette
    bench: Bench
    council: Council
    clock: Clock

    @asynccontextmanager
    async def browser(self, base: str = "http://127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=base) as made:
            yield made

    async def refusals(self) -> list[tuple[str, str]]:
        """What the audit log says of refused sign-ins: about what, and why."""
        query = sa.select(audit.c.about, audit.c.detail).where(audit.c.action == "sign-in refused").order_by(audit.c.id)
        async with self.bench.store.reading() as connection:
            return [(row.about, row.detail) for row in (await connection.execute(query)).all()]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LiveShelf:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(knowledge_dir=write_small_folder(folder / "knowledge"), data_dir=folder / "data", encoder="none")
    return LiveShelf(settings, date(2026, 11, 23))


@pytest.fixture
async def house(tmp_path: Path, shelf: LiveShelf) -> AsyncIterator[House]:
    clock = Clock()
    async with council(clock) as made, Store.open(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}") as store:
        await add_person(store, clock(), "test", email=LEAD, name="Lead", role=Role.LEAD)
        settings = Settings(oidc_issuer=made.issuer, oidc_client=CLIENT, oidc_secret=SECRET, encoder="none", data_dir=tmp_path)
        bench = make_bench(store, shelf, settings, (), "")
        bench.now = clock
        yield House(make_app(bench), bench, made, clock)


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.browser() as made:
        yield made


async def to_council(browser: httpx.AsyncClient, wanted: str = "/queue") -> str:
    """Go to the provider and sign in there; the address to which it sends the browser back."""
    begun = await browser.get("/sign-on", params={"next": wanted})
    assert begun.status_code == 303
    async with httpx.AsyncClient(trust_env=False) as outside:
        back: str = (await outside.get(begun.headers["location"])).headers["location"]
    assert back.startswith("http://127.0.0.1/sign-on/back?")
    return back


async def sign_on(browser: httpx.AsyncClient, wanted: str = "/queue") -> httpx.Response:
    return await browser.get(await to_council(browser, wanted))


async def assert_refused(browser: httpx.AsyncClient, page: httpx.Response, sentence: str, status: int = 422) -> None:
    assert page.status_code == status
    assert "<h1>Sign in to the review desk</h1>" in page.text
    assert sentence in page.text
    assert GOSSIP not in page.text
    assert (await browser.get("/queue")).headers["location"].startswith("/sign-in")


async def test_somebody_with_an_account_is_let_in_and_goes_on(house: House, browser: httpx.AsyncClient) -> None:
    answer = await sign_on(browser, "/knowledge?topic=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/knowledge?topic=1")
    assert (await browser.get("/queue")).status_code == 200
    assert await house.refusals() == []


async def test_the_page_links_to_it_without_a_form(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/sign-in", params={"next": "/insights"})
    assert '<a class="button second" href="/sign-on?next=%2Finsights">Sign in with your council account</a>' in page.text


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_it_never_leads_away(browser: httpx.AsyncClient, wanted: str) -> None:
    assert (await sign_on(browser, wanted)).headers["location"] == "/queue"


async def test_the_cookie_of_the_way_is_short_lived_and_out_of_reach(browser: httpx.AsyncClient) -> None:
    begun = (await browser.get("/sign-on")).headers["set-cookie"]
    assert begun.startswith("desk-on=")
    assert {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"} <= set(begun.split("; "))
    assert "desk-on" not in await cookies_after(browser)


async def cookies_after(browser: httpx.AsyncClient) -> set[str]:
    await sign_on(browser)
    return set(browser.cookies)


async def test_from_another_machine_everything_is_https(house: House) -> None:
    house.bench.options = replace(house.bench.options, hosts=("desk.example.org",))
    app = make_app(house.bench)
    for scheme in ("http", "https"):  # behind a proxy that ends TLS requests arrive as http
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"{scheme}://desk.example.org") as browser:
            begun = await browser.get("/sign-on")
        assert httpx.URL(begun.headers["location"]).params["redirect_uri"] == "https://desk.example.org/sign-on/back"
        assert "Secure" in begun.headers["set-cookie"]


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
async def test_a_state_that_the_desk_did_not_give_is_refused(house: House, browser: httpx.AsyncClient, state: str) -> None:
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


async def test_a_state_of_another_browser_is_refused_and_not_spoilt(house: House, browser: httpx.AsyncClient) -> None:
    back = await to_council(browser)
    async with house.browser() as other:
        await assert_refused(other, await other.get(back), NOT_BEGUN)
        await other.get("/sign-on")
        await assert_refused(other, await other.get(back), NOT_BEGUN)
    assert (await browser.get(back)).headers["location"] == "/queue"


@pytest.mark.parametrize(("seconds", "status"), [(599, 303), (600, 422)])
async def test_a_state_works_for_ten_minutes(house: House, browser: httpx.AsyncClient, seconds: int, status: int) -> None:
    back = await to_council(browser)
    house.clock.now += timedelta(seconds=seconds)
    assert (await browser.get(back)).status_code == status


BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "an audience of several, and no word for whom": {"aud": [CLIENT, "another-client"]},
    "made for another client": {"azp": "another-client"},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "expired": {"iat": 1795434000, "exp": 1795434300},
    "no end": {"exp": None},
    "not valid yet": {"nbf": 4102444800},
    "the hash of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("changed", BAD_CLAIMS.values(), ids=list(BAD_CLAIMS))
async def test_a_token_that_says_something_else_is_refused(
    house: House, browser: httpx.AsyncClient, changed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    house.council.changed = changed
    page = await sign_on(browser)
    await assert_refused(browser, page, NOT_TRUSTED)
    assert [about for about, _ in await house.refusals()] == ["single sign-on"]
    assert house.council.last_token
    assert all(house.council.last_token not in text and LEAD not in text.casefold() for text in (page.text, caplog.text))


async def test_a_token_with_another_signature_is_refused(house: House, browser: httpx.AsyncClient) -> None:
    theirs, forged = house.council.key, new_key("one")
    house.council.key, house.council.published = forged, [theirs]
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)
    house.council.key = theirs
    assert (await sign_on(browser)).status_code == 303


async def test_an_unsigned_token_is_refused(house: House, browser: httpx.AsyncClient) -> None:
    house.council.sign = unsigned
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)


@pytest.mark.parametrize("words", ["the client's secret", "the public key"])
async def test_a_token_under_a_shared_secret_is_refused(house: House, browser: httpx.AsyncClient, words: str) -> None:
    key = SECRET.encode() if words == "the client's secret" else house.council.key.as_pem(private=False)
    house.council.sign = lambda claims: signed_by_words(claims, key)
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "....", None, 7, ["x"]])
async def test_what_is_no_token_is_refused(house: House, browser: httpx.AsyncClient, token: object) -> None:
    house.council.answer = {"id_token": token}
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)


@pytest.mark.parametrize(
    "changed", [{"email": None}, {"email": ""}, {"email": ["lead@example.org"]}, {"email_verified": False}, {"email_verified": "false"}]
)
async def test_an_email_address_that_is_not_confirmed_is_refused(house: House, browser: httpx.AsyncClient, changed: dict[str, Any]) -> None:
    house.council.changed = changed
    await assert_refused(browser, await sign_on(browser), "gave no confirmed email address")
    assert await house.refusals() == [("single sign-on", "no confirmed email address")]


async def test_a_provider_that_says_nothing_of_confirming_is_believed(house: House, browser: httpx.AsyncClient) -> None:
    house.council.changed = {"email_verified": None}
    assert (await sign_on(browser)).status_code == 303


async def test_letters_that_only_look_alike_are_not_the_same_person(house: House, browser: httpx.AsyncClient) -> None:
    await add_person(house.bench.store, house.clock(), "test", email="kim@example.org", name="Kim", role=Role.ADMIN)
    house.council.changed = {"email": "\N{KELVIN SIGN}im@example.org"}
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)


async def test_nobody_gets_an_account_by_signing_on(house: House, browser: httpx.AsyncClient) -> None:
    house.council.changed = {"email": "stranger@example.org"}
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    assert await house.refusals() == [("unknown account", "no active account")] * 2


async def test_an_inactive_account_is_refused(house: House, browser: httpx.AsyncClient) -> None:
    await change_person(house.bench.store, house.clock(), "test", 1, active=False)
    await assert_refused(browser, await sign_on(browser), NO_ACCOUNT)
    assert await house.refusals() == [(LEAD, "no active account")]


async def test_an_account_without_a_password_has_this_door_only(browser: httpx.AsyncClient) -> None:
    form = re.search(r'name="form" value="([^"]+)"', (await browser.get("/sign-in")).text)
    assert form is not None
    page = await browser.post("/sign-in", data={"form": form[1], "email": LEAD, "password": PASSWORD, "next": "/queue"})
    assert page.status_code == 422
    assert (await sign_on(browser)).status_code == 303


@pytest.mark.parametrize(("refusal", "kept"), [("access_denied", " (access_denied)"), (GOSSIP, "")])
async def test_a_refusal_of_the_provider_is_told_in_our_words(
    house: House, browser: httpx.AsyncClient, refusal: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.council.refusal = refusal
    await assert_refused(browser, await sign_on(browser), "You were not signed in with your council account. Try again, or use your password.")
    assert await house.refusals() == [("single sign-on", f"the provider sent the browser back without a code{kept}")]
    assert GOSSIP not in caplog.text


async def test_a_code_that_the_provider_does_not_know_is_refused(house: House, browser: httpx.AsyncClient) -> None:
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


def sign_on_of(house: House, **changed: str) -> SingleSignOn:
    return replace(SingleSignOn(house.council.issuer, CLIENT, SECRET), **changed)


async def test_a_wrong_client_secret_is_named_to_the_operator_only(house: House, caplog: pytest.LogCaptureFixture) -> None:
    app = make_app(replace(house.bench, options=Options(sign_on=sign_on_of(house, secret="wrong"))))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as browser:
        page = await sign_on(browser)
        await assert_refused(browser, page, "was refused. Try again, or use your password.")
    assert "invalid_client" not in page.text
    assert await house.refusals() == [("single sign-on", "the provider refused the code (invalid_client)")]
    assert "wrong" not in caplog.text


async def test_the_secret_is_posted_where_the_provider_wants_that(house: House, browser: httpx.AsyncClient) -> None:
    house.council.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await sign_on(browser)).status_code == 303
    assert "token by post" in house.council.asked


async def test_without_settings_there_is_no_such_door(house: House) -> None:
    app = make_app(replace(house.bench, options=Options()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as browser:
        assert (await browser.get("/sign-on")).status_code == 404
        assert (await browser.get("/sign-on/back")).status_code == 404
        assert "/sign-on" not in (await browser.get("/sign-in")).text


@pytest.mark.parametrize(
    "issuer", ["http://login.example.org", "ftp://login.example.org", "login.example.org", "https://", "https://a@b.example", "https://b.example?x=1"]
)
def test_an_issuer_that_is_not_safe_to_ask_stops_the_desk(issuer: str) -> None:
    with pytest.raises(SettingsError, match="SENDBOT_OIDC_ISSUER"):
        provider.Provider(SingleSignOn(issuer, CLIENT, SECRET), Clock())


def test_the_secret_is_not_in_the_text_of_the_options() -> None:
    assert SECRET not in repr(Options(sign_on=SingleSignOn("https://login.example.org", CLIENT, SECRET)))


def test_the_password_of_these_tests_could_be_one() -> None:
    assert hashed(PASSWORD)

"""What is believed of the provider's tokens, keys and description, and what happens when it is away."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey, OctKey

from sendbot.desk.access import provider
from sendbot.desk.context import DeskOptions, SingleSignOn
from sendbot.errors import SettingsError
from tests.desk.council import CLIENT, SECRET, new_key, signed_by_words, unsigned
from tests.desk.signing_on import LEAD, Clock, House, assert_refused, sign_on, to_council
from tests.ports import free_port
from tests.waiting import PATIENCE

NOT_TRUSTED = "could not be trusted"
AWAY = "does not work at the moment. Try again in a few minutes, or use your password."


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
    assert all(
        house.council.last_token not in text and LEAD not in text.casefold()
        for text in (page.text, caplog.text)
    )


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
async def test_a_token_under_a_shared_secret_is_refused(
    house: House, browser: httpx.AsyncClient, words: str
) -> None:
    key = SECRET.encode() if words == "the client's secret" else house.council.key.as_pem(private=False)
    house.council.sign = lambda claims: signed_by_words(claims, key)
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "....", None, 7, ["x"]])
async def test_what_is_no_token_is_refused(house: House, browser: httpx.AsyncClient, token: object) -> None:
    house.council.answer = {"id_token": token}
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)


async def test_changed_keys_are_read_again_once(house: House, browser: httpx.AsyncClient) -> None:
    await sign_on(browser)
    await sign_on(browser)
    assert house.council.asked.count("keys") == 1
    house.council.key = new_key("two")
    assert (await sign_on(browser)).status_code == 303
    assert house.council.asked.count("keys") == 2
    house.council.published, house.council.key = [house.council.key], new_key("three")
    browser.cookies.clear()
    await assert_refused(browser, await sign_on(browser), NOT_TRUSTED)
    assert house.council.asked.count("keys") == 3


async def test_a_key_without_a_name_works_and_may_change_too(
    house: House, browser: httpx.AsyncClient
) -> None:
    for _ in range(2):
        house.council.key = new_key(None)
        assert (await sign_on(browser)).status_code == 303


async def test_elliptic_keys_work_beside_keys_that_are_of_no_use(
    house: House, browser: httpx.AsyncClient
) -> None:
    house.council.key = ECKey.generate_key("P-256", {"kid": "curve"})
    house.council.published = [OctKey.generate_key(256, {"kid": "curve"}), new_key("one"), house.council.key]
    assert (await sign_on(browser)).status_code == 303


async def test_the_description_is_kept_for_an_hour(house: House, browser: httpx.AsyncClient) -> None:
    for minutes, reads in ((0, 1), (59, 1), (1, 2)):
        house.clock.now += timedelta(minutes=minutes)
        await browser.get("/sign-on")
        assert house.council.asked.count("description") == reads


BAD_DESCRIPTIONS: dict[str, dict[str, Any]] = {
    "another issuer": {"issuer": "https://evil.example"},
    "no issuer": {"issuer": None},
    "codes over plain http": {"token_endpoint": "http://login.example.org/token"},
    "people over plain http": {"authorization_endpoint": "http://login.example.org/authorize"},
    "keys from a file": {"jwks_uri": "file:///keys"},
    "no keys": {"jwks_uri": None},
    "an address that is none": {"token_endpoint": "https://[/token"},
}


@pytest.mark.parametrize("description", BAD_DESCRIPTIONS.values(), ids=list(BAD_DESCRIPTIONS))
async def test_a_description_that_cannot_be_right_is_not_used(
    house: House, browser: httpx.AsyncClient, description: dict[str, Any]
) -> None:
    house.council.description = description
    await assert_refused(browser, await browser.get("/sign-on"), AWAY, 503)
    assert [about for about, _ in await house.refusals()] == ["single sign-on"]


async def test_no_redirect_of_the_provider_is_followed(house: House, browser: httpx.AsyncClient) -> None:
    house.council.description = {"moved": house.council.issuer.replace("/council", "/elsewhere")}
    await assert_refused(browser, await browser.get("/sign-on"), AWAY, 503)
    assert house.council.asked == ["description"]


async def test_a_provider_that_is_down_is_told(house: House, caplog: pytest.LogCaptureFixture) -> None:
    options = DeskOptions(
        sign_on=SingleSignOn(f"http://127.0.0.1:{free_port()}/council", CLIENT, SECRET, "the council")
    )
    async with house.browser(options) as other:
        page = await other.get("/sign-on", params={"next": "/insights"})
        await assert_refused(other, page, f"Signing in with the council {AWAY}", 503)
    assert 'name="next" value="/insights"' in page.text
    assert await house.refusals() == [("single sign-on", "its description could not be read: ConnectError")]
    assert [record.message for record in caplog.records] == [
        "Single sign-on does not work: its description could not be read: ConnectError."
    ]


async def test_a_provider_that_goes_down_on_the_way_is_told(house: House, browser: httpx.AsyncClient) -> None:
    house.council.description = {"token_endpoint": f"http://127.0.0.1:{free_port()}/token"}
    await assert_refused(browser, await sign_on(browser), AWAY, 503)
    assert await house.refusals() == [("single sign-on", "its token address could not be read: ConnectError")]


async def test_nobody_waits_long_for_a_silent_provider(
    house: House, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        house.council.description = {"token_endpoint": f"http://127.0.0.1:{silent.getsockname()[1]}/token"}
        back = await to_council(browser)
        monkeypatch.setattr(provider, "PATIENCE", 0.2)
        async with asyncio.timeout(PATIENCE):
            await assert_refused(browser, await browser.get(back), AWAY, 503)


async def test_a_wrong_client_secret_is_named_to_the_operator_only(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    options = DeskOptions(sign_on=SingleSignOn(house.council.issuer, CLIENT, "wrong secret"))
    async with house.browser(options) as browser:
        page = await sign_on(browser)
        await assert_refused(browser, page, "was refused. Try again, or use your password.")
    assert "invalid_client" not in page.text
    assert await house.refusals() == [("single sign-on", "the provider refused the code (invalid_client)")]
    assert "wrong secret" not in caplog.text


async def test_the_secret_is_posted_where_the_provider_wants_that(
    house: House, browser: httpx.AsyncClient
) -> None:
    house.council.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await sign_on(browser)).status_code == 303
    assert "token by post" in house.council.asked


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.example.org",
        "ftp://login.example.org",
        "login.example.org",
        "https://",
        "https://a@b.example",
        "https://b.example?x=1",
    ],
)
def test_an_issuer_that_is_not_safe_to_ask_stops_the_desk(issuer: str) -> None:
    with pytest.raises(SettingsError, match="SENDBOT_OIDC_ISSUER"):
        provider.Provider(SingleSignOn(issuer, CLIENT, SECRET), Clock())


def test_the_secret_is_not_in_the_text_of_the_options() -> None:
    assert SECRET not in repr(DeskOptions(sign_on=SingleSignOn("https://login.example.org", CLIENT, SECRET)))

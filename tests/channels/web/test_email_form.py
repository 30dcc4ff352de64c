"""The form for an address: offered only where it is switched on, kind to slips, deaf to attacks."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from sendbot.channels.web.sealed_addresses import opened
from sendbot.store.link_emails import all_sealed
from sendbot.store.private_links import link_id
from tests.channels.web.email_house import (
    ADDRESS,
    answer_comes,
    gives,
    kept_addresses,
    mailing_site,
    store_of,
    waiting_family,
)
from tests.channels.web.house import Family, browser_of, site_in
from tests.channels.web.test_link_pages import linked
from tests.conversation.small_house import WORDING

KEPT, WRONG = WORDING["link-email-kept"], WORDING["link-email-wrong"]


async def test_without_the_setting_nothing_of_it_is_there(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        path = await linked(family)
        assert "mail" not in family.read.casefold()
        assert "mail" not in (await family.opens(path)).casefold()
        await gives(family, path, ADDRESS)
        assert await kept_addresses(site) == 0
        assert "An email, if you ask" not in await family.opens("/privacy")


async def test_an_address_is_kept_locked_and_shown_to_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with mailing_site(tmp_path) as (site, way):
        family = Family(site)
        path = await linked(family)
        assert WORDING["link-email-there"] in family.read
        assert WORDING["link-email"] in await family.opens(path)
        assert 'autocomplete="email"' in family.page.text
        assert KEPT in await gives(family, path, ADDRESS)
        assert ADDRESS not in family.page.text
        assert KEPT in await family.opens(path)
        assert ADDRESS not in family.page.text
        secret = path.rpartition("/")[2]
        (box,) = await all_sealed(store_of(site))
        found = opened(way.seal, box, link_id(secret))
        assert found is not None
        assert (found.address, found.secret) == (ADDRESS, secret)
        assert b"example.org" not in site.figures()
        assert "An email, if you ask" in await family.opens("/privacy")
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert ADDRESS.encode() not in held
    assert secret.encode() not in held
    logged = [one.getMessage() for one in caplog.records if one.name != "httpx"]  # the test's own browser
    assert logged
    assert not any(ADDRESS in line or secret in line for line in logged)


async def test_a_slip_is_told_beside_the_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        assert WRONG in await gives(family, path, 'ann@example"<b>')
        assert family.page.status_code == 422
        assert 'value="ann@example&#34;&lt;b&gt;"' in family.page.text
        assert 'aria-describedby="email-error email-hint"' in family.page.text
        assert 'aria-invalid="true"' in family.page.text
        assert WORDING["link-waiting"].partition("{")[0] in family.read
        assert await kept_addresses(site) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "ann@example.org\r\nBcc: all@example.net",
        "ann@example.org\n\nHello",
        "ann@example.org,bob@example.org",
        "=?utf-8?q?ann?=@example.org",
        "a" * 100_000,
        "\x00",
        "{link}{{ site }}@example.org",
    ],
)
async def test_nothing_but_one_address_is_ever_kept(tmp_path: Path, typed: str) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        await gives(family, path, typed)
        assert family.page.status_code == 422
        assert len(family.page.text) < 20_000
        assert await kept_addresses(site) == 0


async def test_of_several_fields_the_first_counts_alone(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, way):
        family = Family(site)
        path = await linked(family)
        body = f"do=email&email={ADDRESS}&email=bob%40example.org&do=delete"
        await family.browser.post(
            path, content=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )
        (box,) = await all_sealed(store_of(site))
        found = opened(way.seal, box, link_id(path.rpartition("/")[2]))
        assert found is not None
        assert found.address == ADDRESS


async def test_a_forged_form_keeps_nothing(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        stranger = Family(site)
        for secret in ("x" * 32, "a" * 5000, "%00", "..%2f..", "%F0%9F%92%A9"):
            await gives(stranger, f"/link/{secret}", ADDRESS)
            assert stranger.page.status_code == 404
        path = await linked(stranger)
        reply = await stranger.browser.post(path, json={"do": "email", "email": ADDRESS})
        assert reply.status_code == 415
        await stranger.browser.get(f"{path}?do=email&email={ADDRESS}")
        assert await kept_addresses(site) == 0


async def test_the_same_form_again_counts_once_and_another_address_takes_the_place(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family, path = await waiting_family(site)
        for _ in range(10):
            assert KEPT in await gives(family, path, ADDRESS)
        assert KEPT in await gives(family, path, "other@example.org")
        assert await kept_addresses(site) == 1


async def test_the_family_takes_it_back(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family, path = await waiting_family(site)
        said = await family.sends({"do": "no-email"}, path)
        assert WORDING["link-email-deleted"] in said
        assert KEPT not in said
        assert await kept_addresses(site) == 0


async def test_it_goes_with_the_link_and_with_forget_and_with_the_question(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family, path = await waiting_family(site, "one@example.org")
        await family.sends({"do": "delete"}, path)
        assert await kept_addresses(site) == 0
        for way_out in ("/forget", "Don't keep my question"):
            family = Family(site, address="198.51.100.8")
            path = await linked(family)
            talk = family.page
            await gives(family, path, ADDRESS)
            assert await kept_addresses(site) == 1
            family.page = talk
            await (family.asks(way_out) if way_out == "/forget" else family.presses(way_out))
            assert await kept_addresses(site) == 0


async def test_a_flood_of_addresses_is_stopped_by_address_and_by_link(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        statuses = []
        for number in range(8):
            await gives(family, path, f"person{number}@example.org")
            statuses.append(family.page.status_code)
        assert statuses == [200] * 5 + [429] * 3
        assert "person7@example.org" in family.page.text, "what was typed stays"
        assert family.page.headers["retry-after"] == "3600"
        other = await linked(family)
        await gives(family, other, ADDRESS)
        assert family.page.status_code == 429, "another link from there is no way around"
        elsewhere = browser_of(site, "203.0.113.9")
        reply = await elsewhere.post(path, data={"do": "email", "email": "more@example.org"})
        assert reply.status_code == 409, "the link has taken enough"
        assert await kept_addresses(site) == 1


async def test_a_flood_of_slips_is_stopped_too(tmp_path: Path) -> None:
    async with mailing_site(tmp_path, a_minute=10) as (site, _):
        family = Family(site)
        path = await linked(family)
        statuses = []
        for _ in range(20):
            await gives(family, path, "slip")
            statuses.append(family.page.status_code)
        assert set(statuses) == {422, 429}
        assert statuses[-1] == 429


async def test_while_the_database_is_away_what_was_typed_stays(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        site.recorder.store = None
        said = await gives(family, path, ADDRESS)
        assert family.page.status_code == 503
        assert WORDING["link-email-away"] in said
        assert f'value="{ADDRESS}"' in family.page.text


async def test_the_language_that_the_page_was_read_in_is_kept(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        await family.opens(f"{path}?lang=pl&easy=1")
        action = re.search(r'action="([^"]*lang=[^"]*)"', family.page.text)
        assert action is not None
        assert "lang=pl" in action[1]
        await gives(family, f"{path}?lang=pl", ADDRESS)
        async with store_of(site).reading() as connection:
            views = (await connection.exec_driver_sql("SELECT view FROM link_emails")).scalars().all()
        assert views == ["pl"]


async def test_where_there_is_an_answer_already_no_address_is_taken(tmp_path: Path) -> None:
    async with mailing_site(tmp_path) as (site, _):
        family = Family(site)
        path = await linked(family)
        await answer_comes(site)
        assert WORDING["link-email"] not in await family.opens(path)
        assert "There is an answer now" in await gives(family, path, ADDRESS)
        assert await kept_addresses(site) == 0

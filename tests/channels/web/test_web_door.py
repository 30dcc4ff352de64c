"""What a browser may do on the page, and who may show it inside another."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.channels.web.web_door import LARGEST_BODY, door_of, policy
from tests.channels.web.house import browser_of, site_in

COUNCIL = "https://www.council.example"


def test_nothing_comes_from_elsewhere_and_nothing_runs_inline() -> None:
    found = policy(())
    assert "default-src 'none'" in found
    assert "script-src 'self'" in found
    assert "frame-ancestors 'none'" in found
    assert "unsafe" not in found


def test_only_named_sites_may_frame_the_page() -> None:
    own = dict(door_of((), (COUNCIL,)).headers)
    assert f"frame-ancestors {COUNCIL};".encode() in own[b"content-security-policy"]
    assert b"x-frame-options" not in own
    assert dict(door_of((), ()).headers)[b"x-frame-options"] == b"DENY"


@pytest.mark.parametrize("path", ["/", "/answer/hours", "/topics", "/nowhere", "/static/web.js", "/link/x"])
async def test_every_page_carries_it_and_no_cookie(tmp_path: Path, path: str) -> None:
    async with site_in(tmp_path, frames=(COUNCIL,)) as site, browser_of(site) as browser:
        headers = (await browser.get(path)).headers
        assert COUNCIL in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


async def test_huge_bodies_long_addresses_and_strange_names_are_refused(tmp_path: Path) -> None:
    async with site_in(tmp_path, hosts=("ask.example.org",)) as site, browser_of(site) as browser:
        assert (await browser.post("/", data={"text": "x" * LARGEST_BODY})).status_code == 413
        assert (await browser.get("/?lang=" + "x" * 300)).status_code == 414
        assert (await browser.get("/", headers={"host": "evil.example"})).status_code == 400
        assert (await browser.get("/", headers={"host": "ask.example.org"})).status_code == 200
    async with site_in(tmp_path, address="https://own.example.org") as site, browser_of(site) as browser:
        assert (await browser.get("/", headers={"host": "own.example.org"})).status_code == 200

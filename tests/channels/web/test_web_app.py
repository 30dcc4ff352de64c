"""Attacks on the page, each against one promise; and what a monitor sees."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from sendbot.channels.web.chat import LONGEST
from sendbot.channels.web.web_app import make_app
from sendbot.pages.doorman import CROWDED
from tests.channels.web.house import HOST, Family, browser_of, site_in

_SCRIPT = "<script>alert('x')</script>\"><img src=x onerror=alert(2)>{{7*7}}${7*7}"
FIELDS = ("text", "press", "state", "reads", "lang", "do", "file", "part")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("path", ["/", "/calendar", "/link/x"])
async def test_a_script_in_any_field_is_shown_or_dropped_and_never_run(
    tmp_path: Path, field: str, path: str
) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow book")
        await family.sends({"text": "hello", field: _SCRIPT}, path)
        assert family.page.status_code < 500
        assert "<script>" not in family.page.text
        assert "<img" not in family.page.text
        assert "49" not in family.read.replace("{{7*7}}", "").replace("1949", "")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value",
    [
        "\x00",
        "\ud800".encode("utf-8", "surrogatepass"),
        "%ff%fe",
        "\u202eabc",
        "'; DROP TABLE events; --",
        "../../etc/passwd",
    ],
)
async def test_odd_values_never_break_a_page(tmp_path: Path, field: str, value: str | bytes) -> None:
    async with site_in(tmp_path) as site, browser_of(site) as browser:
        page = await browser.post("/", data={"text": "borrow book", field: value})
        assert page.status_code < 500
        assert "Traceback" not in page.text


async def test_a_question_with_a_script_is_shown_as_it_was_written(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        said = await family.asks(_SCRIPT)
        assert "<script>alert('x')</script>" in said
        assert "<script>alert" not in family.page.text


async def test_a_forged_or_foreign_state_is_a_new_talk_in_the_same_way_of_reading(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens("/?lang=pl")
        await family.asks("borrow book")
        state = family.hidden["state"]
        forged = state[:-6] + ("A" * 6)
        said = await family.sends({"text": "opening hours", "state": forged})
        assert "Every day but Sunday" in said
        assert "borrow book" not in said
        assert family.hidden["reads"].startswith("pl")


async def test_a_replayed_state_shows_the_same_talk_and_changes_nothing_that_is_kept(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family, thief = Family(site), Family(site, address="203.0.113.66")
        await family.opens()
        await family.asks("purple elephants")
        state = family.hidden["state"]
        assert site.recorder.store is not None
        before = len(await site.recorder.store.questions())
        for _ in range(3):
            await thief.sends({"state": state, "do": "easy"})
        assert len(await site.recorder.store.questions()) == before


async def test_nobody_deletes_a_question_by_naming_it(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("purple elephants")
        assert site.recorder.store is not None
        (kept,) = await site.recorder.store.questions()
        async with browser_of(site) as thief:
            await thief.post("/", data={"press": f"1:k:{kept.id}"})
            await thief.post("/", data={"press": f"1:k:{kept.id}~AAAAAAAAAAAAAAAA"})
        assert len(await site.recorder.store.questions()) == 1
        await family.presses("Don't keep my question")
        assert await site.recorder.store.questions() == []


async def test_forgetting_takes_back_everything_that_the_talk_leads_to(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("purple elephants")
        await family.asks("green unicorns")
        said = await family.asks("/forget")
        assert "I have deleted the questions" in said
        assert "unicorns" not in said
        assert site.recorder.store is not None
        assert await site.recorder.store.questions() == []


async def test_forgetting_takes_back_a_choice_too_and_turns_that_are_shown_no_more(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow loan")
        assert site.recorder.store is not None
        assert len(await site.recorder.store.questions()) == 1
        await family.asks("purple elephants")
        for _ in range(21):
            await family.asks("opening hours")
        assert "no longer shown" in family.read
        assert "I have deleted the questions" in await family.asks("/forget")
        assert await site.recorder.store.questions() == []


async def test_the_button_that_takes_a_question_back_stands_below_a_choice(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow loan")
        await family.presses("Don't keep my question")
        assert site.recorder.store is not None
        assert await site.recorder.store.questions() == []


async def test_a_flood_is_slowed_keeps_its_words_and_danger_is_answered_all_the_same(tmp_path: Path) -> None:
    async with site_in(tmp_path, a_minute=3) as site:
        family = Family(site)
        await family.opens()
        for _ in range(3):
            await family.asks("opening hours")
        said = await family.asks("borrow book")
        assert family.page.status_code == 429
        assert family.page.headers["retry-after"] == "60"
        assert "wait a minute" in said
        assert "borrow book</textarea>" in family.page.text, "nothing that was typed is lost"
        assert "Leave the building now." in await family.asks("we are drowning")
        other = Family(site, address="203.0.113.5")
        await other.opens()
        assert "Show your card" in await other.asks("borrow book")
        for _ in range(12):
            await family.asks("we are drowning")
        assert family.page.status_code == 429, "a machine is not listened to any more"


async def test_when_too_many_wait_the_next_are_told_with_the_emergency_number(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        site.worker.waiting = 1000
        said = await family.asks("borrow book")
        assert family.page.status_code == 503
        assert "call 999" in said


async def test_in_a_crowd_the_next_are_told_on_a_page_and_danger_is_answered(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        app = make_app(site)

        async def crowded(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, CROWDED: True}, receive, send)

        family = Family(site)
        transport = httpx.ASGITransport(cast(Any, crowded), client=("198.51.100.7", 4000))
        family.browser = httpx.AsyncClient(transport=transport, base_url=HOST)
        await family.opens()
        assert "call 999" in await family.asks("borrow book")
        assert family.page.status_code == 503
        assert "borrow book</textarea>" in family.page.text
        assert "Leave the building now." in await family.asks("we are drowning")


async def test_a_long_question_is_refused_and_kept_on_the_page(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        assert "fewer words" in await family.asks("x" * (LONGEST + 1))
        assert family.page.status_code == 413
        assert "x" * LONGEST in family.page.text


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_other_kinds_of_body_are_refused(tmp_path: Path, kind: str) -> None:
    async with site_in(tmp_path) as site, browser_of(site) as browser:
        assert (await browser.post("/", content=b"text=x", headers={"content-type": kind})).status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/web.js/x",
        "/.env",
        "/answer/..%2f..%2fetc",
        "/answer/%00",
        "/data/web.key",
    ],
)
async def test_paths_lead_nowhere_else(tmp_path: Path, path: str) -> None:
    async with site_in(tmp_path) as site, browser_of(site) as browser:
        assert (await browser.get(path)).status_code == 404


async def test_a_monitor_is_served_and_the_world_sees_no_figures(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        async with browser_of(site, "10.0.0.9") as inside:
            assert (await inside.get("/healthz")).text == "alive"
            assert (await inside.get("/readyz")).json() == {"ready": True, "database": "open"}
            assert "sendbot_pages_total" in (await inside.get("/metrics")).text
            assert (
                await inside.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"})
            ).status_code == 404
        async with browser_of(site, "8.8.8.8") as outside:
            assert (await outside.get("/metrics")).status_code == 404
        site.stopping = True
        async with browser_of(site) as last:
            assert (await last.get("/readyz")).status_code == 503


async def test_no_word_no_address_and_no_link_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with site_in(tmp_path) as site:
        family = Family(site, address="203.0.113.77")
        await family.opens("/?lang=pl")
        await family.asks("my purple elephant Joshua is ill")
        await family.opens("/link/secret-of-mine")
        await family.opens("/answer/nothing-of-this-kind")
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("sendbot"))
    for word in ("elephant", "Joshua", "203.0.113.77", "secret-of-mine"):
        assert word not in ours
        assert word not in site.figures().decode()


async def test_a_page_that_fails_says_whom_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with site_in(tmp_path) as site:
        monkeypatch.setattr("sendbot.channels.web.entry_pages.entry_parts", lambda *_: 1 / 0)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(make_app(site), raise_app_exceptions=False), base_url=HOST
        ) as browser:
            page = await browser.get("/answer/hours")
        assert page.status_code == 500
        assert "Something went wrong" in page.text
        assert "0300 123 5012" in page.text
        assert "ZeroDivision" not in page.text

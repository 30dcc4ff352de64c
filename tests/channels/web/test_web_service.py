"""The real process: killed at any moment, in several copies, told to stop, given new answers."""

from __future__ import annotations

import re
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import yaml

from sendbot.channels.serving.sealed_chat_ids import new_key
from tests.channels.web.live import Page
from tests.mail_server import MailServer, texts
from tests.ports import free_port
from tests.verbs import run
from tests.waiting import PATIENCE, until, wait_until


def kept(house: Path) -> list[str]:
    with closing(sqlite3.connect(house / "data" / "sendbot.db")) as database:
        return [row[0] for row in database.execute("SELECT text FROM logged_questions ORDER BY text")]


def test_killed_it_has_lost_no_question_of_which_it_said_that_it_is_kept(house: Path) -> None:
    page = Page(house)
    page.start()
    told = []
    with httpx.Client(base_url=page.url) as browser:
        for number in range(12):
            text = f"purple elephant number {'abcdefghijkl'[number]}"
            said = browser.post("/", data={"text": text}).text
            if "Your question is kept" in said:
                told.append(text)
    page.kill()
    assert len(told) >= 10
    assert kept(house) == told
    assert (house / "data" / "web.key").stat().st_mode & 0o777 == 0o600
    assert "elephant" not in page.said


def asked(page: Page) -> str:
    """How many pages one of the copies has shown, whichever answers."""
    found = httpx.get(f"{page.url}/metrics").text
    return next(line for line in found.splitlines() if line.startswith('sendbot_pages_total{page="chat"'))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deals out no connections")
def test_copies_on_one_port_answer_each_other_s_forms_and_stop_when_told(house: Path) -> None:
    with Page(house, "--shared") as one, Page(house, "--shared", port=one.port) as other:
        state, said = "", ""
        for number in range(24):
            with httpx.Client(base_url=one.url) as browser:  # a connection of its own, dealt to either copy
                text = "borrow book" if number % 2 else "opening hours"
                said = browser.post("/", data={"text": text, "state": state}).text
                state = said.split('name="state" value="')[1].split('"')[0]
        assert said.count("Show your card") >= 5, "the talk went on, whichever copy had it"
        figures = [asked(page) for page in (one, other) for _ in range(12)]
        halves = f" {24 / 2}"  # where both had the same share, their figures are one
        assert len(set(figures)) == 2 or figures[0].endswith(halves), "both had a share"
    assert one.process.returncode == other.process.returncode == 0


def test_connections_that_say_nothing_turn_nobody_away(house: Path) -> None:
    with Page(house) as page:
        silent = [socket.create_connection(("127.0.0.1", page.port)) for _ in range(230)]
        try:
            said = httpx.post(page.url, data={"text": "borrow book"}, timeout=PATIENCE)
            assert said.status_code == 200
            assert "Show your card" in said.text
            silent[0].settimeout(PATIENCE)
            assert silent[0].recv(1) == b"", "the one that was silent for longest made room"
        finally:
            for one in silent:
                one.close()


def test_changed_answers_are_in_service_without_a_restart_and_bad_ones_are_not(own_house: Path) -> None:
    file = own_house / "knowledge" / "library.yaml"
    content = file.read_text(encoding="utf-8")
    assert content.count("Every day but Sunday.") == 1
    with Page(own_house, log_level="INFO") as page, httpx.Client(base_url=page.url) as browser:
        file.write_text(content.replace("Every day but Sunday.", "Never on Mondays."), encoding="utf-8")
        wait_until(lambda: "Never on Mondays." in browser.get("/answer/hours").text)
        file.write_text("entries: [", encoding="utf-8")
        wait_until(lambda: "the last good ones are" in page.said)
        assert "Never on Mondays." in browser.get("/answer/hours").text


async def test_of_two_copies_one_tells_the_family_by_email_and_once(own_house: Path) -> None:
    def sent(page: Page) -> float:
        found = httpx.get(f"{page.url}/metrics").text
        line = next((one for one in found.splitlines() if 'links_total{what="emailed"}' in one), "0")
        return float(line.rpartition(" ")[2])

    async with MailServer() as server:
        settings = {
            "web_email": "1",
            "web_url": "http://127.0.0.1:18998",
            "seal_key": new_key(),
            "smtp_url": server.url,
            "mail_from": "ask@example.org",
            "log_level": "INFO",
        }
        with (
            Page(own_house, port=free_port(), **settings) as one,
            Page(own_house, port=free_port(), **settings) as other,
        ):
            async with httpx.AsyncClient(base_url=one.url) as browser:
                asked = (await browser.post("/", data={"text": "purple elephants"})).text
                state = asked.split('name="state" value="')[1].split('"')[0]
                button = re.search(r'value="([^"]*)"[^>]*>Tell me when', asked)
                assert button is not None
                told = (await browser.post("/", data={"state": state, "press": button[1]})).text
                link = re.search(r'href="http://127\.0\.0\.1:18998(/link/[\w-]{32})"', told)
                assert link is not None
                await browser.post(link[1], data={"do": "email", "email": "ann@example.org"})
            with closing(sqlite3.connect(own_house / "data" / "sendbot.db")) as database:
                ((question,),) = database.execute("SELECT id FROM logged_questions").fetchall()
            file = own_house / "knowledge" / "library.yaml"
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            content["entries"][0]["answers"] = [question]
            file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
            await until(lambda: bool(server.letters))
            await until(lambda: all("New answers are in service" in page.said for page in (one, other)))
            await until(lambda: sent(one) + sent(other) == 1)
            assert "ann@example.org" not in one.said + other.said
            assert link[1] not in one.said + other.said
        with closing(sqlite3.connect(own_house / "data" / "sendbot.db")) as database:
            assert database.execute("SELECT count(*) FROM link_emails").fetchone() == (0,)
        assert server.envelopes == [["ann@example.org"]]
        assert f"http://127.0.0.1:18998{link[1]}" in texts(server.letters)[0]


async def test_a_taken_port_and_a_bad_key_are_sentences(house: Path) -> None:
    code, said = await run(house, "web", "--port", "1", "--listen", "203.0.113.1")
    assert code == 1
    assert "The chat page cannot listen on 203.0.113.1" in said
    code, said = await run(house, "web", "--port", "0")
    assert code == 2
    code, said = await run(house, "web", "--port", "18999", web_key="short")
    assert code == 1
    assert "SENDBOT_WEB_KEY cannot be used" in said
    code, said = await run(house, "web", "--port", "18999", web_frames="everybody")
    assert code == 1
    assert "SENDBOT_WEB_FRAMES" in said

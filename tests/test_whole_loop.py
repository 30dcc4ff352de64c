"""The whole loop with real processes: a family asks in vain and wants to be told, a lead answers, a curator
copies the block into a file, both families are served."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from sendbot.channels.serving.sealed_chat_ids import new_key
from tests.desk.live import ADMIN, CHROMIUM, PASSWORD, QUIET, Desk, needs_browser
from tests.forked.command import program
from tests.small_folder import write_small_folder
from tests.telegram.emulator import Emulator
from tests.telegram.process import BotProcess
from tests.waiting import until

pytestmark = [needs_browser, pytest.mark.slow]
LEAD = "lead@example.org"
OWN_PASSWORD = "quite another three words"
ANSWER = "Yes. Ring the desk a day before you come, and a wheelchair waits at the door."
TELL_ME = "Tell me when there is an answer"


async def test_from_a_question_in_vain_to_the_family_that_is_told(tmp_path: Path) -> None:
    write_small_folder(tmp_path / "knowledge")
    encoder = {"encoder": "default"}
    async with (
        Emulator() as telegram,
        BotProcess(telegram, tmp_path, seal_key=new_key(), **encoder, log_level="INFO") as bot,
    ):
        telegram.says(7, "can I use a wheelchair of yours while visiting?")
        (sorry,) = await telegram.replies(7, 1)
        assert "wheelchair waits" not in sorry.text
        telegram.presses(7, sorry.data(TELL_ME), sorry.id)
        await telegram.replies(7, 2)
        telegram.says(8, "how do visitors get a wheelchair?")
        await telegram.replies(8, 1)
        async with running(Desk(tmp_path, **encoder)) as desk:
            changed = await answered_at_the_desk(desk, tmp_path / "knowledge")
            assert await errors_in(tmp_path, changed) == []
            told = (await telegram.replies(7, 3))[2]
            assert ANSWER in told.text
            await until(lambda: any("New answers are in service" in line for line in bot.said))
            telegram.says(9, "is there a wheelchair we could borrow when we visit you")
            assert ANSWER in (await telegram.replies(9, 1))[0].text
            await settled_at_the_desk(desk)
        await until(lambda: not wishes(tmp_path))
        assert len(telegram.got(7)) == 3, "told once"
        assert len(telegram.got(8)) == 1, "who did not ask to be told is left alone"
        assert await bot.stop() == 0


def wishes(house: Path) -> int:
    """How many families wait to be told."""
    with closing(sqlite3.connect(house / "data" / "sendbot.db")) as database:
        return int(database.execute("SELECT count(*) FROM consents").fetchone()[0])


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Desk]:
    """The desk, started and stopped while the emulator goes on."""
    await asyncio.to_thread(desk.start)
    try:
        yield desk
    finally:
        await asyncio.to_thread(desk.stop)


async def answered_at_the_desk(desk: Desk, folder: Path) -> str:
    """An admin makes the lead's account; the lead finds the group and answers it in the form; a curator
    copies the block into a file of the folder. Gives the file's name."""
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = await browser.new_page()
        await page.goto(f"{desk.url}/set-up?code={desk.code}")
        await fill(
            page, {"Your name": "Ada Min", "Email address": ADMIN, "Password": PASSWORD}, "Make the account"
        )
        await expect(page.get_by_role("heading", level=1)).to_have_text("Questions without a good answer")
        await page.goto(f"{desk.url}/staff")
        await page.get_by_label("Voice").check()
        await fill(
            page, {"Name": "Lee Der", "Email address": LEAD, "First password": PASSWORD}, "Add the account"
        )
        await expect(page.locator(".banner[role=status]")).to_have_text("The account is made.")
        await page.get_by_role("button", name="Sign out").first.click()
        await fill(page, {"Email address": LEAD, "Password": PASSWORD}, "Sign in")
        await fill(page, {"Password now": PASSWORD, "New password": OWN_PASSWORD}, "Change the password")
        await expect(page.locator(".banner[role=status]").first).to_be_visible()
        await page.goto(f"{desk.url}/queue")
        group = page.locator(".group h3 a")
        await expect(group).to_have_count(1)
        await group.click()
        await expect(page.locator("main")).to_contain_text("2 times, 2 without an answer")
        await page.get_by_role("button", name="Take it", exact=True).click()
        await page.get_by_role("link", name="Answer", exact=True).click()
        values = {
            "Title": "Can I borrow a wheelchair for a visit?",
            "Answer": ANSWER,
            "Contacts": "desk",
            "Sources": "Visiting | https://library.example/visit",
        }
        # the group is not sorted, so nothing tells these two
        for label, value in {"Workstream": "voice", "Topic (the file)": "library"}.items():
            await page.get_by_label(label, exact=True).select_option(value)
        await fill(page, values, "Save and check")
        await expect(page.locator(".banner[role=status]").first).to_contain_text("kept with the group")
        await page.get_by_text("The block to copy").click()
        block = await page.get_by_label("The block", exact=True).input_value()
        await browser.close()
    (folder / "visits.yaml").write_text(f"entries:\n{block}\n", encoding="utf-8")
    return "visits.yaml"


async def fill(page: Page, values: dict[str, str], button: str) -> None:
    for label, value in values.items():
        await page.get_by_label(label, exact=True).fill(value)
    await page.get_by_role("button", name=button, exact=True).click()


async def errors_in(house: Path, name: str) -> list[str]:
    """What the checker, as a curator runs it, calls an error in a file; it may warn."""
    environment = dict(os.environ) | {
        "SENDBOT_KNOWLEDGE_DIR": str(house / "knowledge"),
        "SENDBOT_DATA_DIR": str(house / "data"),
        "SENDBOT_ENCODER": "none",
    }
    process = await asyncio.create_subprocess_exec(
        *program(),
        "check",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    errors = said.decode().partition("\nWarning ")[0]  # the warnings stand below the errors
    return [line for line in errors.splitlines() if name in line]


async def settled_at_the_desk(desk: Desk) -> None:
    """The group is answered, and says by which entry."""
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = await browser.new_page()
        await page.goto(f"{desk.url}/sign-in?next=/queue%3Fstate%3Danswered")
        await fill(page, {"Email address": LEAD, "Password": OWN_PASSWORD}, "Sign in")
        await page.locator(".group h3 a").first.click()
        await expect(page.locator(".tag-answered")).to_be_visible()
        await expect(page.locator("main")).to_contain_text("2 questions resolved")
        await browser.close()

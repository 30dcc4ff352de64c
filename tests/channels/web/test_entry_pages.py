"""Each answer is a page of its own, and lists lead there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.channels.web.house import Family, site_in
from tests.conversation.small_house import KNOWLEDGE, MIND


async def test_an_answer_stands_whole_with_people_sources_and_how_fresh_it_is(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        said = await family.opens("/answer/borrow")
        for words in ("How do I borrow a book?", "Show your card", "The OPAC tells you", "The desk",
            "0300 123 5012", "Borrowing", "The council has not checked this yet"):  # fmt: skip
            assert words in said
        assert said.count("Show your card") == 1
        assert "x-robots-tag" not in family.page.headers
        assert "noindex" not in family.page.text
        assert 'rel="canonical"' in family.page.text
        assert "Work out my date" in said


async def test_a_form_stands_only_where_there_is_something_to_press(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        for address, dates in (("/answer/borrow", True), ("/answer/hours", False)):
            await family.opens(address)
            forms = re.findall(r'(?s)<form class="next".*?</form>', family.page.text)
            assert len(forms) == dates, address
            assert all("<button" in form for form in forms)


async def test_easy_read_and_languages_are_addresses(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        easy = await family.opens("/answer/borrow?easy=1")
        assert "Show your card." in easy
        assert "The OPAC" not in easy
        polish = await family.opens("/answer/borrow?lang=pl")
        assert "Pokaż kartę." in polish
        assert 'lang="pl"' in family.page.text
        assert "I do not have an Easy Read version" in await family.opens("/answer/hours?easy=1")


async def test_an_id_that_was_given_up_leads_on_and_an_unknown_one_helps(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens("/answer/late-fees?lang=pl")
        assert family.page.status_code == 301
        assert family.page.headers["location"] == "/answer/fines?lang=pl"
        said = await family.opens("/answer/nothing")
        assert family.page.status_code == 404
        assert "This page does not exist" in said
        assert "0300 123 5012" in said, "somebody to ask is named even there"


async def test_the_date_of_an_answer_is_worked_out_in_the_chat(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens("/answer/borrow")
        assert "Tell me that date" in await family.presses("Work out my date")
        said = await family.asks("20 November 2026")
        assert "11 December 2026" in said
        name, value = family.button("Save this date as a calendar file")
        hidden = family.hidden
        file = await family.browser.post("/calendar", data={**hidden, name: value})
        assert file.headers["content-type"].startswith("text/calendar")
        assert file.headers["content-disposition"].startswith('attachment; filename="')
        assert file.text.startswith("BEGIN:VCALENDAR")
        assert "\r\n" in file.text
        for odd in ("9-9", "x", "", "-1-0", "0-0-0"):
            answer = await family.browser.post("/calendar", data={**hidden, name: odd})
            assert answer.status_code == 410, odd


async def test_topics_name_every_answer_and_contacts_everybody_who_can_be_asked(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        said = await family.opens("/topics")
        for one in KNOWLEDGE.entries.values():
            assert one.title in said
            assert f'href="/answer/{one.id}"' in family.page.text
        said = await family.opens("/contacts")
        assert 'href="tel:999"' in family.page.text
        for name in ("The desk", "The helpline", "The post"):
            assert name in said


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
async def test_statements_say_what_they_must(tmp_path: Path, path: str) -> None:
    async with site_in(tmp_path) as site:
        said = await Family(site).opens(path)
        wanted = {
            "/privacy": ("sets no cookie", "private link", "Very little."),
            "/accessibility": ("version 2.2", "What falls short"),
        }
        for words in wanted[path]:
            assert words in said


async def test_changed_answers_are_shown_as_soon_as_they_are_in_service(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        hours = KNOWLEDGE.entries["hours"].model_copy(update={"answer": "Never on Mondays."})
        site.reload(
            replace(MIND, knowledge=replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "hours": hours}))
        )
        assert "Never on Mondays." in await Family(site).opens("/answer/hours")

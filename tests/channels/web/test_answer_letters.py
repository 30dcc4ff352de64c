"""The one email: sent when there is an answer, once, whatever dies, and never to anybody else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from sendbot.channels.serving.sealed_chat_ids import new_key
from sendbot.channels.web.answer_letters import AnswerLetters, letter_of
from sendbot.knowledge.reading import load
from sendbot.store.link_emails import all_sealed
from tests.channels.web.email_house import (
    ADDRESS,
    OWN,
    SEAL,
    answer_comes,
    answering,
    gives,
    kept_addresses,
    mailing_site,
    store_of,
    waiting_family,
    way_to,
)
from tests.channels.web.house import Family, site_in
from tests.channels.web.test_link_pages import linked
from tests.conversation.small_house import WORDING
from tests.mail_server import MailServer, texts

ROOT = Path(__file__).parents[3]


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, minutes: float) -> None:
        """Some minutes later."""
        self.now += timedelta(minutes=minutes)


async def test_exactly_one_email_goes_with_the_link_and_nothing_of_the_question(tmp_path: Path) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        family, path = await waiting_family(site)
        letters = AnswerLetters(site, way)
        await letters.send_due()
        assert server.visits == 0, "there is no answer yet"
        await answer_comes(site)
        for _ in range(3):
            await letters.send_due()
        (letter,), (to,) = server.letters, server.envelopes
        assert to == [ADDRESS]
        assert letter["Subject"] == WORDING["email-subject"]
        assert letter["From"] == "Ask <ask@example.org>"
        (text,) = texts(server.letters)
        assert f"{OWN}{path}" in text
        assert "Nothing else will ever be sent" in text
        assert "Delete this link" in text
        assert not {"purple", "elephants", "Sundays"} & set(letter.as_string().split())
        assert await kept_addresses(site) == 0
        assert "There is an answer now" in await family.opens(path)
        site.reload(answering([]))
        said = await family.opens(path)
        assert WORDING["link-email-told"] in said, "its answer was taken back, and the one email has gone"
        await gives(family, path, "other@example.org")
        assert await kept_addresses(site) == 0
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert ADDRESS.encode() not in held


async def test_copies_that_look_at_once_send_one_email_each_family(tmp_path: Path) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        paths = [
            (await waiting_family(site, f"family{number}@example.org", address=f"198.51.100.{number}"))[1]
            for number in range(6)
        ]
        await answer_comes(site)
        async with site_in(tmp_path, site.mind, email=way) as other:
            await asyncio.gather(
                *(AnswerLetters(each, way).send_due() for each in (site, other, site, other))
            )
        assert sorted(to for (to,) in server.envelopes) == [f"family{n}@example.org" for n in range(6)]
        for (to,), text in zip(server.envelopes, texts(server.letters), strict=True):
            assert f"{OWN}{paths[int(to[6])]}" in text, "each with its own link"


async def test_a_mail_server_that_is_away_is_tried_again_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    async with mailing_site(tmp_path) as (site, away):
        await waiting_family(site)
        await answer_comes(site)
        letters = AnswerLetters(site, away, clock)
        for _ in range(12):
            await letters.send_due()
            clock.on(5)
        assert caplog.text.count("cannot be told") == 1
        assert ADDRESS not in caplog.text
        assert await kept_addresses(site) == 1
        async with MailServer() as server:
            clock.on(11)
            await AnswerLetters(site, way_to(server.url), clock).send_due()
            assert server.envelopes == [[ADDRESS]]


async def test_a_server_that_rests_is_not_knocked_at(tmp_path: Path) -> None:
    clock = Clock()
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        server.refuses["MAIL"] = "451 later"
        for number in range(3):
            await waiting_family(site, f"family{number}@example.org")
        await answer_comes(site)
        letters = AnswerLetters(site, way, clock)
        for _ in range(5):
            await letters.send_due()
            clock.on(1)
        assert server.visits == 1
        del server.refuses["MAIL"]
        clock.on(10)
        await letters.send_due()
        assert len(server.letters) == 3


async def test_one_that_is_asked_to_come_later_holds_nobody_up_and_one_that_is_refused_is_given_up(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        server.refuses |= {"grey@example.org": "450 come later", "gone@example.org": "550 no such person"}
        for to in ("grey@example.org", "gone@example.org", ADDRESS):
            await waiting_family(site, to)
        await answer_comes(site)
        letters = AnswerLetters(site, way, clock)
        await letters.send_due()
        assert server.envelopes == [[ADDRESS]]
        for _ in range(6):
            clock.on(11)
            await letters.send_due()
        assert await kept_addresses(site) == 1, "the one that was refused twice is deleted"
        del server.refuses["grey@example.org"]
        clock.on(11)
        await letters.send_due()
        assert server.envelopes == [[ADDRESS], ["grey@example.org"]]
        assert await kept_addresses(site) == 0


async def test_whoever_dies_between_sending_and_writing_it_down_sends_it_once_more_at_most(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        await waiting_family(site)
        await answer_comes(site)
        for number in range(1, 5):
            server.holds, server.came = asyncio.Event(), asyncio.Event()
            dying = asyncio.create_task(AnswerLetters(site, way, clock).send_due())
            came = asyncio.create_task(server.came.wait())
            await asyncio.wait([dying, came], return_when=asyncio.FIRST_COMPLETED)
            dying.cancel()  # the server has the letter, and nobody hears what it says
            server.holds.set()
            await asyncio.gather(dying, return_exceptions=True)
            came.cancel()
            await AnswerLetters(site, way, clock).send_due()
            assert server.visits == min(number, 2), "not while the claim lasts, and never a third time"
            clock.on(11)
        assert await kept_addresses(site) == 0


async def test_a_changed_key_is_said_once_and_the_old_one_behind_the_new_tells_the_family(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, _):
        await waiting_family(site)
        await answer_comes(site)
        newer = new_key()
        letters = AnswerLetters(site, way_to(server.url, newer))
        await letters.send_due()
        await letters.send_due()
        assert caplog.text.count("SENDBOT_SEAL_KEY was changed") == 1
        assert server.visits == 0
        await AnswerLetters(site, way_to(server.url, f"{newer},{SEAL}")).send_due()
        assert server.envelopes == [[ADDRESS]]


async def test_a_sealed_address_put_beside_another_link_is_not_written_to(tmp_path: Path) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        await waiting_family(site, "one@example.org")
        await waiting_family(site, "two@example.org")
        first, _ = await all_sealed(store_of(site))
        async with store_of(site).changing() as connection:
            await connection.exec_driver_sql("UPDATE link_emails SET sealed_address = ?", (first,))
        await answer_comes(site)
        await AnswerLetters(site, way).send_due()
        assert server.envelopes == [["one@example.org"]]


async def test_an_answer_that_this_copy_does_not_have_yet_is_not_promised(tmp_path: Path) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        await waiting_family(site)
        await answer_comes(site)
        newer = site.mind
        site.reload(answering([]))
        await AnswerLetters(site, way).send_due()
        assert server.visits == 0
        site.reload(newer)
        await AnswerLetters(site, way).send_due()
        assert len(server.letters) == 1


async def test_the_link_opens_in_the_language_that_the_family_read(tmp_path: Path) -> None:
    async with MailServer() as server, mailing_site(tmp_path, server.url) as (site, way):
        family = Family(site)
        path = await linked(family)
        await gives(family, f"{path}?lang=pl", ADDRESS)
        await answer_comes(site)
        await AnswerLetters(site, way).send_due()
        assert f"{OWN}{path}?lang=pl" in texts(server.letters)[0]


def test_the_letter_is_in_the_family_s_language_whole_and_on_lines_of_its_own() -> None:
    knowledge = load(ROOT / "knowledge")
    link = "https://ask.example.org/link/x?lang=pl"
    for code in ("en", *knowledge.languages):
        subject, text = letter_of(knowledge, "" if code == "en" else code, link)
        assert f"\n\n{link}\n\n" in text, code
        assert "{" not in subject + text
        own = knowledge.languages[code].wording if code != "en" else knowledge.wording
        assert subject == own["email-subject"]
        assert own["link-delete"] in text, (
            f"{code}: it says how to delete the link, by the button's own words"
        )
        message = EmailMessage()
        message["Subject"] = subject
        message.set_content(text)


def test_easy_read_has_the_same_letter_where_no_easier_words_are() -> None:
    knowledge = load(ROOT / "knowledge")
    assert letter_of(knowledge, "z", "x") == letter_of(knowledge, "", "x")


def test_the_words_of_the_letter_carry_no_marks_of_the_page() -> None:
    for file in (ROOT / "knowledge" / "wording.yaml", *(ROOT / "knowledge" / "languages").glob("*.yaml")):
        words = yaml.safe_load(file.read_text(encoding="utf-8"))["wording"]
        assert "**" not in words["email-text"] + words["email-subject"], file.name

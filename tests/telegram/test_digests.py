"""The weekly digest from outside: the verb, the chat of staff, the mail server, and the channel that sends it by the clock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from sendbot.channels.telegram import regular as chores
from sendbot.channels.telegram.channel import Channel
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.regular import Digests
from sendbot.channels.telegram.service import _working
from sendbot.channels.telegram.staff_commands import tell_staff_chat
from sendbot.channels.telegram.transport.bot_api import BotApi, make_bot
from sendbot.errors import StoreError
from sendbot.knowledge.entries import Workstream
from sendbot.review.states import Role
from sendbot.store.accounts import add_person
from sendbot.store.store import Store
from sendbot.upkeep.digests import LONDON, Ways
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from tests.conversation.small_house import KNOWLEDGE, MIND
from tests.mail_server import LOGIN, PASSWORD, MailServer, texts
from tests.small_folder import write_small_folder
from tests.store.desk_house import NOON, fill
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.faults import Fault
from tests.telegram.process import free_port
from tests.telegram.test_verbs import run

STAFF_CHAT = -500
FROM = "desk@example.org"


def address(house: Path) -> str:
    return f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"


async def furnish(house: Path) -> None:
    """Questions that are in no group yet, and a lead."""
    async with Store.open(address(house)) as store:
        await fill(store, start=datetime.now(LONDON) - timedelta(hours=2))
        await add_person(
            store,
            NOON,
            "test",
            email="ann@example.org",
            name="Ann",
            role=Role.LEAD,
            workstreams=("voice", "care"),
        )


async def test_the_verb_shows_it_with_nothing_set_up(house: Path) -> None:
    await furnish(house)
    code, said = await run(house, "digest", desk_url="https://desk.example.org")
    assert code == 0
    assert said.startswith("Voice: week to ")
    assert "\nNew groups: 3\n" in said
    assert "\nCare: week to " in said
    assert said.endswith("The review desk: https://desk.example.org\n")
    assert "badge" not in said


async def test_without_a_way_to_send_the_verb_says_what_to_set(house: Path) -> None:
    code, said = await run(house, "digest", "--send")
    assert code == 1
    assert said.startswith("There is no way to send it. For email set SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM")


async def test_the_verb_sends_once_and_again_when_asked(telegram: Emulator, house: Path) -> None:
    await furnish(house)
    async with MailServer(login=True) as server:
        settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "staff_chat": str(STAFF_CHAT),
            "mail_from": FROM,
        }
        settings["smtp_url"] = f"smtp://{LOGIN}127.0.0.1:{server.port}"
        code, said = await run(house, "digest", "--send", **settings)
        assert (code, said.splitlines()) == (
            0,
            [
                "The staff chat got the digest of 2 workstreams.",
                "The digest of Voice went by email to 1 reader.",
                "The digest of Care went by email to 1 reader.",
            ],
        )
        assert [sent.text.count("week to") for sent in telegram.got(STAFF_CHAT)] == [2]
        assert [text.split(":")[0] for text in texts(server.letters)] == ["Voice", "Care"]
        code, said = await run(house, "digest", "--send", **settings)
        assert code == 0
        assert said.startswith("Nothing is due")
        assert (await run(house, "digest", "--again", **settings))[0] == 0
    assert (len(telegram.got(STAFF_CHAT)), len(server.letters)) == (2, 4)


async def test_the_verb_says_what_failed_and_sends_the_rest(telegram: Emulator, house: Path) -> None:
    await furnish(house)
    telegram.faults.append(Fault("sendMessage", "403", times=9))
    async with MailServer() as server:
        settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "staff_chat": str(STAFF_CHAT),
            "mail_from": FROM,
        }
        code, said = await run(house, "digest", "--send", smtp_url=server.url, **settings)
    assert code == 1
    assert "The digest of Voice went by email to 1 reader." in said
    assert (
        "The staff chat did not get the digest. SENDBOT_STAFF_CHAT names a chat that the bot cannot write to."
        in said
    )
    assert "Traceback" not in said
    telegram.faults.clear()
    code, said = await run(house, "digest", "--send", smtp_url=server.url, **settings)
    assert (code, said) == (0, "The staff chat got the digest of 2 workstreams.\n")


async def test_a_mail_server_that_is_away_is_a_sentence_without_the_password(house: Path) -> None:
    await furnish(house)
    code, said = await run(
        house, "digest", "--send", smtp_url=f"smtp://{LOGIN}127.0.0.1:{free_port()}", mail_from=FROM
    )
    assert code == 1
    assert said.startswith(
        "Digests could not be emailed. The mail server 127.0.0.1 cannot be reached on port"
    )
    assert PASSWORD not in said
    assert LOGIN.split(":")[1] not in said


async def test_a_long_digest_comes_in_messages_that_telegram_takes(
    telegram: Emulator, tmp_path: Path
) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    streams = [
        {
            "id": f"stream-{number}",
            "name": f"Stream {number} & <its> own long name {'x' * 40}",
            "about": "All.",
        }
        for number in range(60)
    ]
    streams += [
        {"id": "voice", "name": "Voice", "about": "All."},
        {"id": "care", "name": "Care", "about": "All."},
    ]
    (folder / "workstreams.yaml").write_text(
        json.dumps({"workstreams": streams, "staff": []}), encoding="utf-8"
    )
    settings = {"telegram_token": TOKEN, "telegram_api_url": telegram.url, "staff_chat": str(STAFF_CHAT)}
    code, said = await run(tmp_path, "digest", "--send", **settings)
    assert (code, said) == (0, "The staff chat got the digest of 62 workstreams.\n")
    got = telegram.got(STAFF_CHAT)
    assert len(got) > 1
    assert sum(sent.text.count("week to") for sent in got) == 62
    assert "Stream 7 & <its> own" in "".join(sent.text for sent in got)


async def test_the_doctor_looks_at_the_mail_server(telegram: Emulator, house: Path) -> None:
    settings = {"telegram_api_url": telegram.url, "mail_from": FROM}
    async with MailServer(login=True) as server:
        _, said = await run(house, "doctor", smtp_url=f"smtp://{LOGIN}127.0.0.1:{server.port}", **settings)
        assert "well  email: the mail server 127.0.0.1 lets sendbot in." in said
        code, said = await run(
            house, "doctor", smtp_url=f"smtp://desk:wrong@127.0.0.1:{server.port}", **settings
        )
    assert code == 1
    assert "ill   email: The mail server 127.0.0.1 does not accept the user or password" in said
    assert "wrong" not in said
    assert server.letters == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"smtp_url": "smtp://desk:hush@mail.example.org"},
            "SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM belong together.",
        ),
        ({"mail_from": FROM}, "SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM belong together."),
        (
            {"smtp_url": "https://desk:hush@mail.example.org", "mail_from": FROM},
            "SENDBOT_SMTP_URL cannot be used. Write it like smtp://",
        ),
        (
            {"smtp_url": "smtp://desk:hush@mail.example.org", "mail_from": "nobody"},
            "SENDBOT_MAIL_FROM cannot be used.",
        ),
        ({"desk_url": "http://desk.example.org"}, "SENDBOT_DESK_URL cannot be used. Write it like https://"),
        ({"desk_url": "http://localhost.example.org"}, "SENDBOT_DESK_URL cannot be used."),
        ({"desk_url": "https://desk.example.org\nBcc: x"}, "SENDBOT_DESK_URL cannot be used."),
    ],
)
async def test_settings_that_cannot_be_used_are_said(
    house: Path, settings: dict[str, str], said: str
) -> None:
    code, heard = await run(house, "digest", **settings)
    assert code == 1
    assert heard.startswith(said)
    assert "hush" not in heard


MONDAY = datetime(2026, 11, 23, 7, 50, tzinfo=LONDON)
STREAMS = replace(
    KNOWLEDGE, workstreams={name: Workstream(id=name, name=name, about="All.") for name in ("voice", "care")}
)


@asynccontextmanager
async def opened(options: TelegramOptions) -> AsyncIterator[Channel]:
    """The channel's parts, before anything runs."""
    bot_api = BotApi(make_bot(TOKEN, options.api_url, 0))
    try:
        yield Channel(options, bot_api, await bot_api.open(), replace(MIND, knowledge=STREAMS))
    finally:
        await bot_api.close()


class DigestsOnly:
    """The part of the channel that sends digests, with a clock that can be set."""

    def __init__(self, channel: Channel, server: MailServer, telegram: Emulator) -> None:
        self.now = MONDAY
        self._telegram, self._server = telegram, server
        chat = partial(tell_staff_chat, channel.sender, STAFF_CHAT)
        self._digests = Digests(
            channel, Ways(Mailer(read_server(server.url), read_sender(FROM)), chat), lambda: self.now
        )

    async def look_at(self, hour: int, minute: int) -> tuple[int, int]:
        """Messages in the chat of staff, and letters, after a look at that time."""
        self.now = self.now.replace(hour=hour, minute=minute)
        await self._digests.run_once()
        return len(self._telegram.got(STAFF_CHAT)), len(self._server.letters)


@asynccontextmanager
async def channel(telegram: Emulator, house: Path, server: MailServer) -> AsyncIterator[DigestsOnly]:
    await furnish(house)
    async with opened(
        TelegramOptions(
            TOKEN, lambda: Store.open(address(house)), lambda: MONDAY, telegram.url, staff_chat=STAFF_CHAT
        )
    ) as channel:
        writing = asyncio.create_task(channel.recorder.run())
        await channel.recorder.tried.wait()
        try:
            yield DigestsOnly(channel, server, telegram)
        finally:
            await channel.stop(writing)


async def test_the_channel_sends_from_monday_at_eight_once(telegram: Emulator, house: Path) -> None:
    async with MailServer() as server, channel(telegram, house, server) as bot:
        assert await bot.look_at(7, 50) == (0, 0)
        assert await bot.look_at(8, 0) == (1, 2)
        assert await bot.look_at(8, 10) == (1, 2)
        bot.now += timedelta(days=7)
        assert await bot.look_at(7, 50) == (1, 2)
        assert await bot.look_at(8, 0) == (2, 4)


async def test_the_channel_tells_staff_once_that_email_fails_and_tries_again(
    telegram: Emulator, house: Path
) -> None:
    async with MailServer() as server, channel(telegram, house, server) as bot:
        server.refuses["MAIL"] = "451 later"
        assert await bot.look_at(8, 0) == (1, 0)
        _, told = await telegram.replies(STAFF_CHAT, 2)
        assert told.text.startswith("Digests could not be emailed.")
        visits = server.visits
        assert await bot.look_at(8, 10) == (2, 0)
        assert server.visits == visits + 1
        server.refuses.clear()
        assert await bot.look_at(8, 20) == (2, 0)
        assert server.visits == visits + 1
        assert await bot.look_at(8, 30) == (2, 2)


async def test_the_running_channel_sends_without_being_asked(
    telegram: Emulator, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "_DIGEST_AFTER", 0.0)
    await furnish(house)
    async with MailServer() as server:
        ways = Ways(Mailer(read_server(server.url), read_sender(FROM)), address="https://desk.example.org")
        now = MONDAY + timedelta(hours=1)
        options = TelegramOptions(
            TOKEN,
            lambda: Store.open(address(house)),
            lambda: now,
            telegram.url,
            staff_chat=STAFF_CHAT,
            ways=ways,
        )
        async with opened(options) as channel, _working(channel, options):
            (told,) = await telegram.replies(STAFF_CHAT, 1)
            await telegram.until(lambda: len(server.letters) == 2)
    assert "The review desk: https://desk.example.org" in told.text


async def test_a_look_that_comes_before_the_database_is_open_waits_for_it(
    telegram: Emulator, house: Path
) -> None:
    await furnish(house)
    tries, may_open = 0, asyncio.Event()

    @asynccontextmanager
    async def late() -> AsyncIterator[Store]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise StoreError("The database is away.")
        await may_open.wait()
        async with Store.open(address(house)) as store:
            yield store

    async with opened(
        TelegramOptions(TOKEN, late, lambda: MONDAY + timedelta(hours=1), telegram.url)
    ) as station:
        chat = partial(tell_staff_chat, station.sender, STAFF_CHAT)
        writing = asyncio.create_task(station.recorder.run())
        looking = asyncio.create_task(
            Digests(station, Ways(chat=chat), lambda: MONDAY + timedelta(hours=1)).run_once()
        )
        await station.recorder.tried.wait()
        assert not looking.done()
        may_open.set()
        await looking
        await station.stop(writing)
    assert len(telegram.got(STAFF_CHAT)) == 1
    assert tries == 2


async def test_the_running_channel_with_no_way_to_send_sends_nothing(house: Path, telegram: Emulator) -> None:
    async with opened(
        TelegramOptions(TOKEN, lambda: Store.open(address(house)), lambda: MONDAY, telegram.url)
    ) as channel:
        async with asyncio.timeout(1):
            await Digests(channel, Ways(), lambda: MONDAY).send()

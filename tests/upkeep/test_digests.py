"""The weekly digests over a real database and a real mail server: who gets what, once a week, and nothing of
a family's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sendbot.errors import TelegramError
from sendbot.knowledge.entries import Knowledge, Workstream
from sendbot.review.states import Role
from sendbot.store.accounts import add_person, change_person, people
from sendbot.store.sent_digests import Due, claim, gone_out, release
from sendbot.store.store import Store
from sendbot.upkeep.digests import Done, Ways, is_time, readers, send_digests, week_of, write_digests
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from sendbot.words.days import LONDON
from tests.conversation.small_house import KNOWLEDGE
from tests.mail_server import MailServer, texts
from tests.store.desk_house import NOON, fill, make_grouper

LATER = NOON + timedelta(days=1)
WEEK = week_of(LATER)
HOUSE = replace(
    KNOWLEDGE,
    workstreams={
        name.casefold(): Workstream(id=name.casefold(), name=name, about="All.") for name in ("Voice", "Care")
    },
)
ANN, EVE, DAN = "ann@example.org", "eve@example.org", "dan@example.org"
STAFF = (
    (ANN, "Ann", Role.LEAD, ("voice",), True),
    (EVE, "Eve", Role.LEAD, ("voice",), True),
    ("gone@example.org", "Gone", Role.LEAD, ("voice", "care"), False),
    ("cleo@example.org", "Cleo", Role.CURATOR, ("voice", "care"), True),
    (DAN, "Dan", Role.ADMIN, (), True),
)
MARKED = tuple(
    f"mark{word}mark" for word in ("alpha", "bravo", "carol", "delta", "echoes", "foxes", "golfs", "hotel")
)


class Chat:
    """The staff chat; `fails` makes it unreachable."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fails = False

    async def __call__(self, text: str) -> None:
        if self.fails:
            raise TelegramError("The chat is away.")
        self.texts.append(text)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Three groups, and staff."""
    async with Store.open(address(tmp_path)) as opened:
        await fill(opened)
        await make_grouper(opened).catch_up(NOON)
        for email, name, role, workstreams, active in STAFF:
            number = await add_person(
                opened, NOON, "test", email=email, name=name, role=role, workstreams=workstreams
            )
            if not active:
                await change_person(opened, NOON, "test", number, active=False)
        yield opened


def address(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'sendbot.db'}"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer() as opened:
        yield opened


def post(server: MailServer) -> Mailer:
    return Mailer(read_server(server.url), read_sender("desk@example.org"))


def ways(server: MailServer, chat: Chat | None = None) -> Ways:
    return Ways(post(server), chat, "https://desk.example.org/")


async def send(
    store: Store, the_ways: Ways, now: datetime = LATER, again: bool = False, knowledge: Knowledge = HOUSE
) -> Done:
    return await send_digests(store, knowledge, now, the_ways, again)


def arrived(server: MailServer) -> list[tuple[str, str]]:
    """Who got the digest of what."""
    return sorted(
        (letter["To"].addresses[0].addr_spec, texts([letter])[0].split(":")[0]) for letter in server.letters
    )


EVERYBODY = [(ANN, "Voice"), (DAN, "Care"), (EVE, "Voice")]


async def test_leads_get_their_workstream_and_admins_what_nobody_leads(
    store: Store, server: MailServer
) -> None:
    done = await send(store, ways(server))
    assert arrived(server) == EVERYBODY
    assert done.problems == []
    assert done.said == [
        "The digest of Voice went by email to 2 readers.",
        "The digest of Care went by email to 1 reader.",
    ]
    letter = next(letter for letter in server.letters if "ann@" in letter["To"])
    assert letter["Subject"] == "Review desk: 2 new, 2 open (Voice)"
    assert letter["To"] == "Ann <ann@example.org>"
    assert "New groups: 2" in texts([letter])[0]
    assert texts([letter])[0].endswith("The review desk: https://desk.example.org/\n")


async def test_the_chat_gets_one_message_for_all(store: Store, server: MailServer) -> None:
    chat = Chat()
    done = await send(store, Ways(chat=chat))
    assert [text.count("week to 24 November 2026") for text in chat.texts] == [2]
    assert done.said == ["The staff chat got the digest of 2 workstreams."]
    assert server.visits == 0


async def test_it_goes_out_once_a_week(store: Store, server: MailServer) -> None:
    chat = Chat()
    await send(store, ways(server, chat))
    assert await send(store, ways(server, chat), LATER + timedelta(days=4)) == Done()
    assert (len(server.letters), len(chat.texts)) == (3, 1)
    await send(store, ways(server, chat), LATER + timedelta(days=7))
    assert (len(server.letters), len(chat.texts)) == (6, 2)


async def test_asked_for_again_it_goes_out_again(store: Store, server: MailServer) -> None:
    chat = Chat()
    for _ in range(2):
        await send(store, ways(server, chat), again=True)
    assert arrived(server) == sorted(EVERYBODY * 2)
    assert len(chat.texts) == 2


async def test_two_that_send_at_once_send_once(store: Store, server: MailServer, tmp_path: Path) -> None:
    chat = Chat()
    server.holds = asyncio.Event()
    async with Store.open(address(tmp_path)) as other:
        sending = asyncio.gather(*(send(one, ways(server, chat)) for one in (store, other, store)))
        await server.came.wait()
        server.holds.set()
        await sending
    assert arrived(server) == EVERYBODY
    assert len(chat.texts) == 1


async def test_a_server_that_fails_gives_the_claim_back_and_a_later_try_sends(
    store: Store, server: MailServer
) -> None:
    server.refuses["MAIL"] = "451 try later"
    chat = Chat()
    done = await send(store, ways(server, chat))
    assert len(done.problems) == 1
    assert done.problems[0].startswith(
        "Digests could not be emailed. The mail server 127.0.0.1 does not let SENDBOT_MAIL_FROM send"
    )
    assert server.visits == 1
    assert await gone_out(store, WEEK) == {Due(WEEK, "voice", "chat"), Due(WEEK, "care", "chat")}
    server.refuses.clear()
    assert (await send(store, ways(server, chat))).problems == []
    assert arrived(server) == EVERYBODY
    assert len(chat.texts) == 1


async def test_one_mailbox_that_is_refused_leaves_the_others_theirs(store: Store, server: MailServer) -> None:
    server.refuses[ANN] = "550 no such mailbox as ann@example.org"
    done = await send(store, ways(server))
    assert arrived(server) == [(DAN, "Care"), (EVE, "Voice")]
    (problem,) = done.problems
    assert problem.startswith("One email with the digest of Voice could not be sent.")
    assert "ann" not in problem.casefold()
    del server.refuses[ANN]
    await send(store, ways(server))
    assert arrived(server) == EVERYBODY


async def test_a_chat_that_is_away_leaves_email_alone_and_gets_it_later(
    store: Store, server: MailServer
) -> None:
    chat = Chat()
    chat.fails = True
    done = await send(store, ways(server, chat))
    assert done.problems == ["The staff chat did not get the digest. The chat is away."]
    assert arrived(server) == EVERYBODY
    chat.fails = False
    assert (await send(store, ways(server, chat))).said == ["The staff chat got the digest of 2 workstreams."]
    assert len(server.letters) == 3


async def test_a_stop_in_the_middle_gives_the_claim_back(store: Store, server: MailServer) -> None:
    server.holds = asyncio.Event()
    sending = asyncio.create_task(send(store, ways(server)))
    await server.came.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    server.holds.set()
    server.letters.clear()
    await send(store, ways(server))
    assert arrived(server) == EVERYBODY


async def test_what_a_process_that_died_had_claimed_goes_out_ten_minutes_later(
    store: Store, server: MailServer
) -> None:
    every = [
        Due(WEEK, name, "email", person.id)
        for name in HOUSE.workstreams
        for person in readers(name, await people(store))
    ]
    now = datetime.now(UTC)
    await claim(store, every, now)
    assert await send(store, ways(server)) == Done()
    await release(store, every, now)
    await claim(store, every, now - timedelta(minutes=11))
    await send(store, ways(server))
    assert arrived(server) == EVERYBODY


async def test_no_family_s_word_is_in_a_digest(store: Store, server: MailServer) -> None:
    await fill(store, tuple(f"{word} {other}" for word in MARKED for other in MARKED), NOON, 100)
    chat = Chat()

    async def prepare(one: Store, _knowledge: Knowledge, now: datetime) -> None:
        await make_grouper(one).catch_up(now)

    await send(store, replace(ways(server, chat), prepare=prepare))
    told = "\n".join(
        (*chat.texts, *texts(server.letters), *(str(letter) for letter in server.letters))
    ).casefold()
    assert "g-00000100" in told
    assert not any(word in told for word in MARKED)
    assert "badge" not in told


async def test_a_name_smuggles_no_header_in(store: Store, server: MailServer) -> None:
    for person in await people(store):
        await change_person(
            store,
            NOON,
            "test",
            person.id,
            name="Ann\r\nBcc: evil@example.org\r\n=?utf-8?q?=0D=0ABcc:_evil@example.org?=",
        )
    house = replace(
        HOUSE,
        workstreams={"voice": Workstream(id="voice", name="Voice\r\nBcc: evil@example.org", about="All.")},
    )
    await send(store, ways(server), knowledge=house)
    assert server.envelopes == [[ANN], [EVE]]
    for letter in server.letters:
        assert letter["Bcc"] is None
        assert len(letter["To"].addresses) == 1


async def test_a_workstream_that_nobody_reads_is_said(store: Store, server: MailServer) -> None:
    boss, *_ = [person for person in await people(store) if person.role is Role.ADMIN]
    async with store.changing() as connection:  # the desk itself keeps its last admin
        await connection.exec_driver_sql(f"UPDATE staff SET active = 0 WHERE id = {boss.id}")
    done = await send(store, ways(server))
    assert done.said[-1].startswith(
        "Nobody gets the digest of Care by email: it has no lead, and there is no admin."
    )


async def test_the_days_are_london_s(store: Store) -> None:
    midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    digests = await write_digests(store, HOUSE, midnight)
    assert [item.text.split("\n")[0] for item in digests] == [
        "Voice: week to 1 July 2026",
        "Care: week to 1 July 2026",
    ]


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=LONDON), False),
        (datetime(2026, 11, 23, 8, 0, tzinfo=LONDON), True),
        (datetime(2026, 7, 6, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 0, 0, tzinfo=LONDON), True),
        (datetime(2026, 11, 29, 23, 59, tzinfo=LONDON), True),
    ],
)
def test_it_is_time_from_monday_at_eight_in_london(moment: datetime, due: bool) -> None:
    assert is_time(moment) is due


def test_weeks_are_iso_weeks_in_london() -> None:
    assert week_of(datetime(2027, 1, 3, 12, tzinfo=UTC)) == "2026-W53"
    assert week_of(datetime(2026, 7, 5, 23, 30, tzinfo=UTC)) == "2026-W28"

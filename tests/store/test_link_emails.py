"""Sealed addresses beside private links: one a link, told once by one copy, gone with whatever they hang
on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Forgotten
from sendbot.store.engine import MIGRATIONS, close_engine, make_engine
from sendbot.store.link_emails import (
    MOST_ADDRESSES,
    WaitingEmail,
    all_sealed,
    claim_email,
    drop_email,
    email_not_sent,
    email_sent,
    keep_email,
    sealed_of,
    waiting_emails,
)
from sendbot.store.private_links import delete_link, find_link, keep_link, link_id
from sendbot.store.store import Store
from tests.postgres import Postgres
from tests.store.answered_group import answered_by_a_group

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=11)
SECRET, QUESTION = "s" * 32, "q-abcd1234"
LINK = link_id(SECRET)


async def linked(store: Store, secret: str = SECRET, question: str = QUESTION) -> None:
    await store.record([Abstained((), "nothing close", "en", question, redact("blue bicycle").text)], NOON)
    assert await keep_link(store, secret, question, "", NOON)


async def due(store: Store, now: datetime = NOON) -> list[WaitingEmail]:
    return await waiting_emails(store, [QUESTION], now)


async def test_an_address_waits_until_its_question_has_an_answer(store: Store) -> None:
    assert not await keep_email(store, LINK, "sealed", "pl", NOON), "there is no such link"
    await linked(store)
    assert await keep_email(store, LINK, "sealed", "pl", NOON)
    assert await waiting_emails(store, [], NOON) == []
    assert await waiting_emails(store, ["q-00000001"] * 1200, NOON) == []
    (found,) = await waiting_emails(store, [*["q-00000001"] * 1200, QUESTION], NOON)
    assert found == WaitingEmail(LINK, "sealed", "pl", QUESTION, None)
    await answered_by_a_group(store, QUESTION, NOON)
    (found,) = await waiting_emails(store, [], NOON)
    assert found.entry == "hours"


async def test_one_email_goes_and_the_address_with_it(store: Store) -> None:
    await linked(store)
    await keep_email(store, LINK, "sealed", "", NOON)
    (mine,) = await due(store)
    assert await claim_email(store, mine, NOON)
    assert not await claim_email(store, mine, NOON), "it is being sent"
    assert await due(store) == []
    assert not await keep_email(store, LINK, "another", "", NOON), "too late for another address"
    await email_sent(store, LINK, NOON)
    assert await all_sealed(store) == []
    found = await find_link(store, SECRET)
    assert found is not None
    assert (found.told, found.has_email) == (True, False)
    assert not await keep_email(store, LINK, "another", "", LATER), "one email a link, ever"


async def test_a_new_address_takes_the_place_of_the_first_and_a_link_takes_only_some(store: Store) -> None:
    await linked(store)
    for number in range(MOST_ADDRESSES):
        assert await keep_email(store, LINK, f"sealed {number}", "", NOON)
    assert not await keep_email(store, LINK, "one more", "", NOON)
    assert await all_sealed(store) == [f"sealed {MOST_ADDRESSES - 1}"]
    (mine,) = await due(store)
    assert await drop_email(store, LINK)
    assert not await drop_email(store, LINK)
    assert not await claim_email(store, mine, NOON)
    assert not await keep_email(store, LINK, "one more", "", NOON), "taking back gives no new ones"


async def test_what_was_read_before_an_address_was_replaced_is_not_sent_to(store: Store) -> None:
    await linked(store)
    await keep_email(store, LINK, "old", "", NOON)
    (read,) = await due(store)
    await keep_email(store, LINK, "new", "", NOON)
    assert not await claim_email(store, read, NOON)
    (mine,) = await due(store)
    assert await claim_email(store, mine, NOON)


async def test_a_try_that_surely_failed_does_not_count_and_one_cut_short_is_made_once_more(
    store: Store,
) -> None:
    await linked(store)
    await keep_email(store, LINK, "sealed", "", NOON)
    now = NOON
    for _ in range(9):
        (mine,) = await due(store, now)
        assert await claim_email(store, mine, now)
        await email_not_sent(store, LINK)
        assert await due(store, now) == [], "not at once"
        now += timedelta(minutes=11)
    for _ in range(2):  # whoever sends dies
        (mine,) = await due(store, now)
        assert await claim_email(store, mine, now)
        now += timedelta(minutes=11)
    (mine,) = await due(store, now)
    assert not await claim_email(store, mine, now), "it may have gone out twice"
    assert await all_sealed(store) == []
    assert not await keep_email(store, LINK, "another", "", now)


@pytest.mark.parametrize("end", ["link", "question", "forgotten", "purged"])
async def test_an_address_goes_with_whatever_it_hangs_on(store: Store, end: str) -> None:
    await linked(store)
    await keep_email(store, LINK, "sealed", "", NOON)
    assert await sealed_of(store, LINK) == "sealed"
    match end:
        case "link":
            await delete_link(store, SECRET)
        case "question":
            await store.delete_question(QUESTION)
        case "forgotten":
            await store.record([Forgotten(QUESTION)], NOON)
        case "purged":
            await store.purge(NOON + timedelta(seconds=1))
    assert await all_sealed(store) == []


async def test_each_email_is_sent_by_one_copy_only(postgres: Postgres) -> None:
    url = postgres.new_database()
    async with Store.open(url) as one, Store.open(url) as other:
        questions = [f"q-{number:08d}" for number in range(12)]
        for number, question in enumerate(questions):
            await linked(one, f"secret {number}", question)
            await keep_email(one, link_id(f"secret {number}"), "sealed", "", NOON)
        found = await waiting_emails(one, questions, NOON)
        claims = [(store, each) for each in found for store in (one, other, one, other)]
        won = await asyncio.gather(*(claim_email(store, each, NOON) for store, each in claims))
    mine = [each.link_id for (_, each), got in zip(claims, won, strict=True) if got]
    assert len(mine) == len(set(mine)) == 12


async def test_an_address_is_claimed_or_replaced_and_never_both(postgres: Postgres) -> None:
    url = postgres.new_database()
    async with Store.open(url) as one, Store.open(url) as other:
        for number in range(20):
            secret, question = f"secret {number}", f"q-{number:08d}"
            await linked(one, secret, question)
            await keep_email(one, link_id(secret), "old", "", NOON)
            (read,) = await waiting_emails(one, [question], NOON)
            claimed, replaced = await asyncio.gather(
                claim_email(one, read, NOON), keep_email(other, link_id(secret), "new", "", NOON)
            )
            assert claimed != replaced
            assert await sealed_of(one, link_id(secret)) == ("new" if replaced else "old")


async def test_links_of_before_are_kept_when_the_tables_come(url: str) -> None:
    async with Store.open(url) as store:
        await linked(store)
    engine = make_engine(url, 5.0)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrated, "0009")
            columns = await connection.run_sync(
                lambda sync: {one["name"] for one in sa.inspect(sync).get_columns("private_links")}
            )
            assert columns == {"id", "question_id", "view", "at"}
            await connection.execute(sa.text("UPDATE private_links SET view = 'pl'"))
    finally:
        await close_engine(engine)
    async with Store.open(url) as store:
        found = await find_link(store, SECRET)
        assert found is not None
        assert (found.view, found.told, found.has_email) == ("pl", False, False)
        assert await keep_email(store, LINK, "sealed", "", NOON)


def _migrated(connection: sa.Connection, revision: str) -> None:
    """Back to the tables of an earlier version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)

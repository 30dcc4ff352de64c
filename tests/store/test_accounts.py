from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.accounts import (
    add_person,
    change_person,
    drop_old_sessions,
    end_all_sessions,
    people,
    person,
    person_by_id,
    session,
    start_session,
)
from sendbot.store.store import Store
from tests.store.desk_house import NOON

IDLE, LONGEST = timedelta(hours=1), timedelta(hours=10)


async def add(store: Store, email: str = "ann@example.org", role: Role = Role.LEAD) -> int:
    return await add_person(
        store, NOON, "test", email=email, name="Ann", role=role, workstreams=("voice", "care")
    )


async def test_an_account_is_found_by_its_address_in_any_case(store: Store) -> None:
    number = await add(store, " Ann@Example.ORG ")
    found = await person(store, "ANN@example.org")
    assert found is not None
    assert (found.id, found.email, found.workstreams, found.visible) == (
        number,
        "ann@example.org",
        ("voice", "care"),
        ("voice", "care"),
    )
    assert await person_by_id(store, number) == found
    assert await person(store, "eve@example.org") is None
    assert await person_by_id(store, number + 1) is None


async def test_an_admin_sees_every_workstream(store: Store) -> None:
    await add(store, role=Role.ADMIN)
    assert [someone.visible for someone in await people(store)] == [None]


@pytest.mark.parametrize(
    "email", ["", "ann", "a b@example.org", "ann\n@example.org", "x" * 250 + "@example.org"]
)
async def test_what_is_no_address_gets_no_account(store: Store, email: str) -> None:
    with pytest.raises(ReviewError, match="is not an email address"):
        await add(store, email)
    assert await people(store) == []


async def test_there_is_one_account_for_an_address(store: Store) -> None:
    await add(store)
    with pytest.raises(ReviewError, match="There is an account for"):
        await add(store, "ANN@example.org")


async def test_a_session_is_good_until_it_is_idle_or_old(store: Store) -> None:
    someone = await person_by_id(store, await add(store))
    assert someone is not None
    await start_session(store, NOON, someone, "token", "form")
    found = await session(store, "token", NOON + timedelta(minutes=59), IDLE, LONGEST)
    assert found is not None
    assert (found.person.email, found.form) == ("ann@example.org", "form")
    assert await session(store, "token", NOON + timedelta(minutes=118), IDLE, LONGEST), (
        "it was used meanwhile"
    )
    assert await session(store, "other", NOON, IDLE, LONGEST) is None
    assert await session(store, "token", NOON + timedelta(hours=5), IDLE, LONGEST) is None
    assert await session(store, "token", NOON, IDLE, LONGEST) is None, "what has ended does not begin again"


@pytest.mark.parametrize("change", [{"password": "hash"}, {"active": False}, {"role": "curator"}])
async def test_whoever_loses_the_account_or_gets_a_new_password_is_signed_out(
    store: Store, change: dict[str, object]
) -> None:
    someone = await person_by_id(store, await add(store))
    assert someone is not None
    await start_session(store, NOON, someone, "token", "form")
    await change_person(store, NOON, "test", someone.id, name="Anne")
    assert await session(store, "token", NOON, IDLE, LONGEST)
    await change_person(store, NOON, "test", someone.id, **change)
    assert await session(store, "token", NOON, IDLE, LONGEST) is None


async def test_signing_out_everywhere_ends_every_session_of_one(store: Store) -> None:
    ann, eve = [
        await person_by_id(store, await add(store, email)) for email in ("ann@example.org", "eve@example.org")
    ]
    assert ann is not None
    assert eve is not None
    for token in ("one", "two"):
        await start_session(store, NOON, ann, token, "form")
    await start_session(store, NOON, eve, "three", "form")
    assert await end_all_sessions(store, NOON, ann) == 2
    assert await session(store, "one", NOON, IDLE, LONGEST) is None
    assert await session(store, "three", NOON, IDLE, LONGEST)
    await drop_old_sessions(store, NOON + timedelta(days=1))
    assert await session(store, "three", NOON, IDLE, LONGEST) is None


async def test_the_last_active_admin_stays_one(store: Store) -> None:
    first = await add(store, role=Role.ADMIN)
    for change in ({"active": False}, {"role": Role.LEAD}):
        with pytest.raises(ReviewError, match="last active admin"):
            await change_person(store, NOON, "test", first, **change)
    await add(store, "eve@example.org", Role.ADMIN)
    await change_person(store, NOON, "test", first, active=False)
    with pytest.raises(ReviewError, match="no such account"):
        await change_person(store, NOON, "test", 999, active=False)

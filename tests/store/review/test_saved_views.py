from __future__ import annotations

from datetime import timedelta

import pytest

from sendbot.care.redaction import redact
from sendbot.errors import ReviewError
from sendbot.review.states import Role
from sendbot.store.accounts import add_person
from sendbot.store.audit import Actor
from sendbot.store.review.queries import history
from sendbot.store.review.saved_views import MOST_VIEWS, delete_view, note_use, save_view, views_of
from sendbot.store.store import Store
from sendbot.store.upkeep_runs import delete_older
from tests.store.desk_house import NOON


async def two_people(store: Store) -> tuple[Actor, Actor]:
    """Two accounts."""
    made = []
    for name in ("ada", "ben"):
        number = await add_person(
            store, NOON, "test", email=f"{name}@example.org", name=name, role=Role.LEAD, workstreams=("care",)
        )
        made.append(Actor(name, number))
    return made[0], made[1]


async def keep(store: Store, who: Actor, name: str, **fields: str) -> None:
    assert who.account is not None
    plain = {key: redact(value).text for key, value in fields.items()}
    await save_view(store, who.account, who, NOON, redact(name).text, plain)


async def names(store: Store, who: Actor) -> list[str]:
    assert who.account is not None
    return [view.name for view in await views_of(store, who.account)]


async def test_a_view_is_kept_for_its_account_alone(store: Store) -> None:
    ada, ben = await two_people(store)
    await keep(store, ada, "Polish", language="pl")
    await keep(store, ben, "Polish", language="uk", q="badge")
    assert [view.fields for view in await views_of(store, ada.account or 0)] == [{"language": "pl"}]
    theirs = (await views_of(store, ben.account or 0))[0]
    assert not await delete_view(store, ada.account or 0, ada, NOON, theirs.id)
    assert await names(store, ben) == ["Polish"]
    assert await delete_view(store, ben.account or 0, ben, NOON, theirs.id)
    assert await names(store, ben) == []
    lines, _ = await history(store, "queue")
    assert [(line.action, line.account) for line in lines] == [
        ("deleted a view", ben.account),
        ("saved a view", ben.account),
        ("saved a view", ada.account),
    ]


async def test_the_same_name_again_takes_the_place_of_the_old_one(store: Store) -> None:
    ada, _ = await two_people(store)
    await keep(store, ada, "Mine", language="pl")
    await keep(store, ada, "  Mine ", language="uk")
    assert [view.fields for view in await views_of(store, ada.account or 0)] == [{"language": "uk"}]


@pytest.mark.parametrize(("name", "fields"), [("  ", {"language": "pl"}), ("Everything", {})])
async def test_a_view_needs_a_name_and_a_filter(store: Store, name: str, fields: dict[str, str]) -> None:
    ada, _ = await two_people(store)
    with pytest.raises(ReviewError):
        await keep(store, ada, name, **fields)
    assert await names(store, ada) == []


async def test_there_is_a_most_and_one_of_them_can_still_be_changed(store: Store) -> None:
    ada, ben = await two_people(store)
    for number in range(MOST_VIEWS):
        await keep(store, ada, f"view {number}", language="pl")
    with pytest.raises(ReviewError, match="Delete one first"):
        await keep(store, ada, "one more", language="pl")
    await keep(store, ada, "view 3", language="uk")
    await keep(store, ben, "mine", language="pl")
    assert len(await names(store, ada)) == MOST_VIEWS
    assert await names(store, ben) == ["mine"]


async def test_a_view_that_nobody_opens_for_a_year_goes_and_one_in_use_stays(store: Store) -> None:
    ada, _ = await two_people(store)
    await keep(store, ada, "old", language="pl")
    await keep(store, ada, "used", language="uk")
    used = (await views_of(store, ada.account or 0))[1]
    await note_use(store, used, NOON + timedelta(hours=1))
    assert (await views_of(store, ada.account or 0))[1].used_at == NOON
    await note_use(store, used, NOON + timedelta(days=300))
    removed = await delete_older(store, {"views": NOON + timedelta(days=2)})
    assert removed["views"] == 1
    assert await names(store, ada) == ["used"]

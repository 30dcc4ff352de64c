"""The curators' page: what waits for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import httpx

from sendbot.conversation.events import Answered, Rated
from sendbot.desk.context import DeskContext
from sendbot.desk.pages.curation import contacts_waiting, waiting
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.knowledge.frozen import Checked
from sendbot.review.metrics import EntryFigures
from tests.conversation.small_house import KNOWLEDGE
from tests.desk.conftest import Clock, said, sign_in

DAY = date(2026, 11, 25)


def test_each_reason_names_its_entries_the_most_pressing_first() -> None:
    first, second, *_ = KNOWLEDGE.entries
    checked = KNOWLEDGE.entries[first].model_copy(
        update={"checked": Checked(on=DAY, by="desk"), "review_by": date(2026, 1, 1)}
    )
    tests = tuple(LabelledQuestion(question=f"q{number}", expected=(first,)) for number in range(3))
    house = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, first: checked}, tests=tests)
    figures = {first: EntryFigures(first, 4, 0, 3), second: EntryFigures(second, 9, 1, 1)}
    found = {part.key: [entry.id for entry in part.entries] for part in waiting(house, figures, DAY)}
    assert found["overdue"] == [first]
    assert found["unhelpful"] == [first]
    assert found["unchecked"][0] == second
    assert first not in found["unchecked"]
    assert first not in found["untested"]
    assert not {first, second} & set(found["unused"])
    queue = KNOWLEDGE.entries[second].workstream
    narrowed = {part.key: part.entries for part in waiting(house, figures, DAY, queue)}
    assert {entry.workstream for entry in narrowed["unchecked"]} == {queue}
    assert [contact.id for contact in contacts_waiting(house, date(2040, 1, 1))]


async def test_the_page_shows_what_waits(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await context.store.record(
        [Answered("hours"), *(Rated("hours", helped=False) for _ in range(3))], clock()
    )
    await sign_in(client)
    page = await client.get("/curators")
    assert page.status_code == 200
    assert "Did not help: 1" in said(page)
    assert "Not checked by the council: 8" in said(page)
    assert "Never shown: 7" in said(page)
    assert (await client.get("/curators?workstream=nonsense")).status_code == 200

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendbot.conversation.answers import more_reply
from sendbot.conversation.buttons import View
from sendbot.conversation.replies import plain
from sendbot.knowledge.checks import check
from sendbot.knowledge.entries import Contact, Entry, Knowledge, Place, Source, Workstream
from sendbot.knowledge.freshness import due, overdue, unchecked, weak_sources
from sendbot.knowledge.frozen import Checked
from tests.conversation.small_house import KNOWLEDGE, contact, entry

READ, TODAY = date(2026, 6, 15), date(2026, 11, 23)


def source(seen: date = READ, *, weak: bool = False) -> Source:
    return Source(title="Page", url="https://site.example", seen=seen, weak=weak)


def thing(name: str = "a", **more: object) -> Entry:
    base: dict[str, object] = {"read": READ, "sources": (source(),)}
    return entry(name, "T", ("q",), "A.", **(base | more))


def folder(*entries: Entry, contacts: tuple[Contact, ...] = ()) -> Knowledge:
    queues = {name: Workstream(id=name, name=name, about="all") for name in ("voice", "care")}
    return Knowledge(
        entries={item.id: item for item in entries},
        contacts={item.id: item for item in contacts},
        workstreams=queues,
    )


def codes(knowledge: Knowledge, today: date = TODAY) -> dict[str, str]:
    wanted = {"overdue", "review-order", "read-date", "checked-date"}
    return {found.code: found.severity for found in check(knowledge, today) if found.code in wanted}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {}),
        ({"checked": Checked(on=READ, by="SEND team")}, {}),
        ({"checked": Checked(on=date(2026, 6, 14), by="SEND team")}, {"checked-date": "error"}),
        ({"checked": Checked(on=date(2026, 11, 24), by="SEND team")}, {"checked-date": "error"}),
        ({"sources": (source(), source(date(2026, 6, 1)))}, {"read-date": "warning"}),
        ({"sources": (source(date(2026, 7, 1)),)}, {}),
        ({"review_by": READ}, {"review-order": "error"}),
        ({"review_by": date(2026, 11, 22)}, {"overdue": "warning"}),
    ],
)
def test_dates_that_cannot_be_true_are_told(more: dict[str, object], expected: dict[str, str]) -> None:
    assert codes(folder(thing("a", **more))) == expected


def test_a_contact_goes_overdue_by_its_own_date_or_after_a_year() -> None:
    dated = contact("desk").model_copy(update={"read": READ, "review_by": date(2026, 11, 1)})
    undated = dated.model_copy(update={"review_by": None})
    assert due(undated) == date(2027, 6, 15)
    assert (overdue(dated, TODAY), overdue(undated, TODAY)) == (True, False)
    assert codes(folder(contacts=(dated,))) == {"overdue": "warning"}
    assert codes(folder(contacts=(undated,)), date(2027, 6, 16)) == {"overdue": "warning"}


def test_what_is_unchecked_is_one_line_for_all_since_the_desk_lists_it() -> None:
    done = thing("done", checked=Checked(on=TODAY, by="SEND team"))
    waiting = [thing(f"w-{number}") for number in range(7)]
    house = folder(done, *waiting, thing("c", workstream="care"), contacts=(contact("desk"),))
    (found,) = unchecked(house)
    assert found.severity == "note"
    assert found.message.startswith(
        "8 of 9 entries (w-0, w-1, w-2, w-3, w-4 and 3 more) and 1 of 1 contacts (desk) wait to be checked"
    )
    assert list(unchecked(folder(done))) == []
    cards = replace(house, safety_entries=KNOWLEDGE.safety_entries)
    (found,) = unchecked(cards)
    count = len(KNOWLEDGE.safety_entries)
    assert (
        f"8 of 9 entries (w-0, w-1, w-2, w-3, w-4 and 3 more) and {count} of {count} cards" in found.message
    )


def test_weak_sources_are_one_line_and_those_that_stand_alone_are_named() -> None:
    alone = thing("alone", sources=(source(weak=True),))
    beside = thing("beside", sources=(source(weak=True), source()))
    weak = contact("desk").model_copy(update={"source": source(weak=True)})
    (found,) = weak_sources(folder(alone, beside, thing("good"), contacts=(weak, contact("post"))))
    assert found.severity == "note"
    assert found.message.startswith(
        "2 of 3 entries and 1 of 2 contacts name a source that is marked as weak."
    )
    assert found.message.endswith("No better one beside it: alone.")
    assert list(weak_sources(folder(thing("good")))) == []


def test_families_never_see_that_a_source_is_weak() -> None:
    shown = plain(more_reply(thing(sources=(source(weak=True),)), KNOWLEDGE, View()))
    assert "Page: https://site.example" in shown
    assert "weak" not in shown


def test_a_card_in_danger_may_not_speak_of_pages_and_their_dates() -> None:

    samaritans = KNOWLEDGE.contacts["samaritans"]

    def told(note: str) -> list[str]:
        changed = samaritans.model_copy(update={"note": note})
        house = replace(KNOWLEDGE, contacts={**KNOWLEDGE.contacts, "samaritans": changed})
        return [
            found.message
            for found in check(house, TODAY)
            if found.code == "safety" and '"samaritans"' in found.message
        ]

    assert told("From an undated page; check before you rely on it.")
    assert told("What we saw is from 2021.")
    assert told("Deaf? Use the BSL video service on its website.") == []


def test_what_comes_with_the_package_is_named_last_and_its_weak_sources_not_at_all() -> None:
    weak = {"sources": (source(weak=True),)}
    house = folder(thing("shared", **weak), thing("mine", **weak))
    house = replace(house, places={("entries", "shared"): Place("national/ehcp.yaml", 3)})
    (found,) = unchecked(house)
    assert found.message.startswith("2 of 2 entries (mine, shared)")
    (found,) = weak_sources(house)
    assert found.message.startswith("1 of 1 entries and 0 of 0 contacts")
    assert found.message.endswith("No better one beside it: mine.")

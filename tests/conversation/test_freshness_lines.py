"""Families are told honestly how old an answer's facts are and whether the council has checked them."""

from __future__ import annotations

from datetime import date

from sendbot.conversation.freshness_lines import answer_freshness, contacts_freshness
from sendbot.knowledge.entries import Contact, Entry, Source
from sendbot.knowledge.frozen import Checked
from tests.conversation.hearing import heard, say
from tests.conversation.small_house import WORDING, contact, entry

JUNE, MAY = date(2026, 6, 15), date(2026, 5, 2)
SEND_TEAM = Checked(on=date(2026, 12, 1), by="SEND team")
PAGE = Source(title="Page", url="https://site.example", seen=JUNE)

UNCHECKED = "From pages read in June 2026. The council has not checked this yet."
CHECKED = "Checked by the SEND team on 1 December 2026."


def answer(checked: Checked | None = None, *, sources: tuple[Source, ...] = (PAGE,)) -> Entry:
    return entry("a", "T", ("q",), "A.", read=JUNE, sources=sources, checked=checked)


def somebody(name: str, read: date = JUNE, checked: Checked | None = None) -> Contact:
    return contact(name).model_copy(update={"read": read, "checked": checked})


def lines(thing: Entry, *contacts: Contact) -> list[str]:
    return [words.text for words in answer_freshness(thing, contacts, WORDING)]


def test_until_somebody_of_the_council_has_checked_it_the_month_of_reading_is_told() -> None:
    assert lines(answer()) == [UNCHECKED]
    assert lines(answer(SEND_TEAM)) == [CHECKED]
    assert lines(answer(Checked(on=date(2026, 12, 1), by="the SEND team"))) == [CHECKED]


def test_an_answer_about_the_bot_itself_claims_no_pages() -> None:
    assert lines(answer(sources=())) == ["The council has not checked this yet."]


def test_contacts_are_spoken_of_once_and_only_where_they_differ() -> None:
    assert lines(answer(), somebody("desk"), somebody("post")) == [UNCHECKED]
    old = "Contact details are from pages read in May 2026. The council has not checked them yet."
    assert lines(answer(), somebody("desk"), somebody("post", MAY)) == [UNCHECKED, old]
    assert lines(answer(SEND_TEAM), somebody("desk", checked=SEND_TEAM)) == [CHECKED]
    assert lines(answer(SEND_TEAM), somebody("desk", MAY), somebody("post", checked=SEND_TEAM)) == [
        CHECKED,
        old,
    ]
    assert lines(answer(), somebody("desk", checked=SEND_TEAM)) == [
        UNCHECKED,
        "Contact details were checked by the SEND team on 1 December 2026.",
    ]


def test_contacts_without_an_answer_have_their_own_line() -> None:
    told = [words.text for words in contacts_freshness((somebody("desk"), somebody("post", MAY)), WORDING)]
    assert told == ["Contact details are from pages read in May 2026. The council has not checked them yet."]
    assert contacts_freshness((), WORDING) == ()


def test_a_family_that_is_declined_or_in_danger_is_not_held_up_by_it() -> None:
    assert "pages read" not in heard(say("opening overdue bins rubbish fortnight"))
    danger = heard(say("we are drowning"))
    assert "999" in danger
    assert "pages read" not in danger
    assert "checked" not in danger.casefold()

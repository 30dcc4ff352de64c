from __future__ import annotations

from datetime import date

from sendbot.conversation.freshness import answer_freshness, contacts_freshness

from sendbot.knowledge.entries import Checked
from tests.conversation.small_house import KNOWLEDGE, TODAY, WORDING

BORROW, DESK, POST = KNOWLEDGE.entries["borrow"], KNOWLEDGE.contacts["desk"], KNOWLEDGE.contacts["post"]
EARLIER = date(2025, 1, 5)
CHECKED = Checked.model_validate({"by": "the SEND team", "on": TODAY})


def said(entry_changes: dict[str, object], *contacts: dict[str, object]) -> list[str]:
    entry = BORROW.model_copy(update=entry_changes)
    found = [DESK.model_copy(update=changed) for changed in contacts]
    return [line.text for line in answer_freshness(entry, found, WORDING)]


def test_an_answer_says_in_which_month_its_pages_were_read() -> None:
    (line,) = said({"read": EARLIER})
    assert "January 2025" in line


def test_checked_is_said_with_who_and_when_and_only_when_somebody_has() -> None:
    (line,) = said({"checked": CHECKED})
    assert "the SEND team" in line
    assert "the the" not in line
    assert "23 November 2026" in line


def test_contacts_get_a_line_of_their_own_only_where_the_answers_does_not_hold() -> None:
    assert len(said({"read": TODAY}, {"read": TODAY})) == 1
    lines = said({"read": TODAY}, {"read": TODAY}, {"read": EARLIER})
    assert len(lines) == 2
    assert "January 2025" in lines[1], "the oldest speaks for all"
    assert len(said({"checked": CHECKED}, {"checked": CHECKED})) == 1


def test_contacts_alone_say_how_old_they_are() -> None:
    assert contacts_freshness((), WORDING) == ()
    (line,) = contacts_freshness((DESK, POST), WORDING)
    assert "November 2026" in line.text

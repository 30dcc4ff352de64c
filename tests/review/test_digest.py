from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sendbot.knowledge.entries import Workstream
from sendbot.review.digest import digest
from sendbot.review.group_shapes import GroupRow
from sendbot.review.states import State
from tests.conversation.small_house import KNOWLEDGE
from tests.review.groups import NOON, group

HOUSE = replace(KNOWLEDGE, workstreams={"voice": Workstream(id="voice", name="Voice", about="All.")})
SINCE, TODAY = NOON - timedelta(days=7), NOON.date()


def said(*groups: GroupRow, today: date = TODAY, address: str = "") -> str:
    return digest("voice", groups, HOUSE, SINCE, today, address).text


def test_new_groups_come_hottest_first_and_old_ones_by_age() -> None:
    old = group(
        "g-old", made_at=NOON - timedelta(days=30), first_at=NOON - timedelta(days=30), asked=9, unanswered=9
    )
    text = said(
        group("g-cool", heat=1.0), group("g-hot", heat=5.0, asked=3, unanswered=3, nearest="borrow"), old
    )
    assert "New groups: 2\n- no name yet (g-hot), asked 3 times\n- no name yet (g-cool), asked once" in text
    assert "Oldest open of 3:\n- no name yet (g-old), asked 9 times" in text
    assert "1 answer would settle" in text


def test_how_many_questions_were_not_kept_is_told_without_a_word_of_them() -> None:
    told = digest("voice", [], HOUSE, SINCE, TODAY, "", 14).text
    assert "14 questions that the desk would have seen were not kept" in told
    assert (
        "1 question that the desk would have seen was not kept"
        in digest("voice", [], HOUSE, SINCE, TODAY, "", 1).text
    )
    assert "not kept" not in said()


def test_closed_groups_and_those_of_others_are_left_out() -> None:
    text = said(group("g-closed", state=State.ANSWERED), group("g-other", workstream="care"))
    assert "g-" not in text
    assert "Nothing is open." in text


def test_no_family_s_words_are_in_it() -> None:
    for address in ("", "https://desk.example.org"):
        assert "a family's own words" not in said(group("g-1"), address=address)


def test_a_group_is_told_by_the_name_that_staff_gave_it_and_the_way_to_its_page() -> None:
    named = group("g-1", named="Blue\nbadges", asked=3, unanswered=3)
    assert "- Blue badges (g-1), asked 3 times\n" in said(named)
    linked = "- Blue badges, asked 3 times: https://desk.example.org/groups/g-1\n"
    for address in ("https://desk.example.org", "https://desk.example.org/"):
        assert linked in said(named, address=address)
    assert "- no name yet, asked once: https://desk.example.org/groups/g-2\n" in said(
        group("g-2"), address="https://desk.example.org"
    )


def test_a_workstream_that_has_no_name_yet_is_told_by_its_subject() -> None:
    queue = Workstream(
        id="voice", name="Queue 4 (to be set)", about="Transport (topic travel).", placeholder=True
    )
    found = digest("voice", (), replace(HOUSE, workstreams={"voice": queue}), SINCE, TODAY)
    assert found.text.startswith("Transport: week to 23 November 2026")
    assert found.subject == "Review desk: 0 new, 0 open (Transport)"


def test_groups_of_no_workstream_are_counted_for_everybody() -> None:
    text = said(group("g-1", workstream=None), group("g-2", workstream=None, state=State.JUNK))
    assert "1 open group is not sorted into a workstream yet." in text
    assert "g-1" not in text
    assert "not sorted" not in said(group("g-1"))


def test_long_lists_are_cut_and_overdue_entries_named() -> None:
    text = said(*(group(f"g-{number}") for number in range(8)), today=date(2030, 1, 1))
    assert "- and 3 more" in text
    assert "Entries overdue for review: 8" in text
    assert "- How do I borrow a book? (borrow), due 2027-11-23" in text
    assert "Contacts overdue for review: 4\n- The desk (desk), due 2027-11-23" in text
    assert "Contacts overdue" not in said()


def test_the_desk_s_address_is_the_last_line() -> None:
    assert said(address="https://desk.example.org").endswith("The review desk: https://desk.example.org\n")
    assert digest("nobody", (), HOUSE, SINCE, TODAY).subject == "Review desk: 0 new, 0 open (nobody)"

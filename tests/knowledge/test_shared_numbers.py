from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load, packaged_phones
from sendbot.knowledge.shared_numbers import changed_numbers, danger_contacts, number_twins
from tests.knowledge.looks.told import told

LOOK = partial(number_twins, packaged=packaged_phones())


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load(Path(__file__).parents[2] / "knowledge")


def with_phone(knowledge: Knowledge, name: str, phone: str) -> Knowledge:
    changed = knowledge.contacts[name].model_copy(update={"phone": phone})
    return replace(knowledge, contacts={**knowledge.contacts, name: changed})


@pytest.mark.parametrize("number", ["0113 496 0123", "01134960123", "+44 113 496 0123"])
def test_two_contacts_with_one_number_are_both_named_with_their_lines(tmp_path: Path, number: str) -> None:
    found = told(LOOK, tmp_path, "contacts.yaml", "0300 123 5500", number)
    assert [one.partition(": ")[0] for one in found] == ["contacts.yaml:8", "contacts.yaml:19"]
    assert all(": warning: " in one for one in found)
    assert '"helpline" (knowledge/contacts.yaml:19) has too' in found[0]
    assert '"team" (knowledge/contacts.yaml:8) has too' in found[1]


def test_an_email_that_two_have_is_told_too(tmp_path: Path) -> None:
    assert len(told(LOOK, tmp_path, "contacts.yaml", "travel@example.org", "Team@example.org")) == 2


def test_somebody_rung_in_danger_with_the_number_of_another_is_an_error_at_their_own_line(
    shipped: Knowledge,
) -> None:
    assert list(LOOK(shipped)) == []
    wrong = with_phone(shipped, "emergency-duty-team", shipped.contacts["checs"].phone or "")
    (only,) = LOOK(wrong)
    assert only.severity == "error"
    assert only.place == shipped.place("contacts", "emergency-duty-team", "phone")
    assert '"checs" (knowledge/contacts.yaml:' in only.message
    assert '"admissions" (knowledge/contacts.yaml:' in only.message


def test_a_shared_number_that_says_so_is_left_alone(shipped: Knowledge) -> None:
    team = shipped.contacts["emergency-duty-team"]
    phone = shipped.contacts["checs"].phone
    both = team.model_copy(update={"phone": phone, "phone_note": "the same number as by day"})
    assert list(LOOK(replace(shipped, contacts={**shipped.contacts, team.id: both}))) == []


def test_whoever_has_the_number_of_a_helpline_is_told_and_not_the_helpline(shipped: Knowledge) -> None:
    wrong = with_phone(shipped, "admissions", "0800 1111")
    (only,) = LOOK(wrong)
    assert only.place == shipped.place("contacts", "admissions", "phone")
    assert '"childline" (knowledge/contacts.yaml:' in only.message


def test_a_helpline_with_another_number_than_the_program_knows_is_told(shipped: Knowledge) -> None:
    assert {"samaritans", "childline", "nspcc"} <= danger_contacts(shipped) & packaged_phones().keys()
    assert list(changed_numbers(shipped, packaged_phones())) == []
    (only,) = changed_numbers(with_phone(shipped, "nspcc", "0808 800 5001"), packaged_phones())
    assert only.place == shipped.place("contacts", "nspcc", "phone")
    assert 'the program knows "0808 800 5000"' in only.message

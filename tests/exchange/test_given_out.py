from __future__ import annotations

import json
from dataclasses import replace

from sendbot.exchange.given_out import HEADS, as_json, as_sheet
from sendbot.exchange.reading_files import read_files
from sendbot.exchange.tabular import rows_of
from tests.conversation.small_house import KNOWLEDGE


def test_json_holds_every_entry_and_contact() -> None:
    given = json.loads(as_json(KNOWLEDGE))
    assert [entry["id"] for entry in given["entries"]] == list(KNOWLEDGE.entries)
    assert [contact["id"] for contact in given["contacts"]] == list(KNOWLEDGE.contacts)
    assert given["entries"][0]["answer"] == KNOWLEDGE.entries["borrow"].answer


def test_a_sheet_can_be_read_again() -> None:
    given = as_sheet(KNOWLEDGE)
    rows = rows_of("a.xlsx", given)
    assert tuple(rows[0]) == HEADS
    found = read_files({"a.xlsx": given})
    assert sum(len(entry.questions) for entry in found.entries) == sum(
        len(entry.questions) for entry in KNOWLEDGE.entries.values()
    )
    assert found.entries[0].name == "borrow"
    assert found.entries[0].answer == KNOWLEDGE.entries["borrow"].answer


def test_answers_are_read_again_where_there_are_more_contacts_than_answers() -> None:
    few = {"borrow": KNOWLEDGE.entries["borrow"]}
    contact = next(iter(KNOWLEDGE.contacts.values()))
    many = {f"{contact.id}-{number}": contact for number in range(5)}
    found = read_files({"a.xlsx": as_sheet(replace(KNOWLEDGE, entries=few, contacts=many))})
    assert [entry.name for entry in found.entries] == ["borrow"]


def test_no_cell_is_ever_run() -> None:
    entry = KNOWLEDGE.entries["hours"].model_copy(update={"answer": "=1+1\x07"})
    rows = rows_of("a.xlsx", as_sheet(replace(KNOWLEDGE, entries={"hours": entry}, contacts={})))
    sheet = dict(zip(HEADS, rows[1], strict=False))
    assert sheet["answer"] == "'=1+1"

from __future__ import annotations

from sendbot.knowledge.misplaced import another_kind, stranger


def test_a_file_of_another_kind_is_told_where_it_belongs() -> None:
    found = another_kind({"tests": {}, "out_of_scope": ()}, {"entries", "contacts", "workstream"})
    assert found is not None
    assert found[0] == "tests"
    assert "questions/" in found[1]
    assert another_kind({"terms": (), "oddity": 1}, {"terms"}) is None
    assert another_kind({"oddity": 1}, {"terms"}) is None


def test_words_of_the_bot_that_lost_their_first_line_are_no_examples_of_danger() -> None:
    keys = {"examples": "a", **{f"key-{number}": "b" for number in range(20)}}
    assert another_kind(keys, {"wording"}) is None
    assert another_kind({"examples": ()}, {"wording"}) is not None


def test_a_contact_among_the_entries_and_an_entry_among_the_contacts_are_named() -> None:
    assert "contacts.yaml" in (stranger("entry", {"id": "team", "what_for": "Plans."}) or "")
    assert "entries:" in (stranger("contact", {"id": "plan", "answer": "Ask."}) or "")
    assert stranger("entry", {"id": "plan", "answer": "Ask.", "what_for": "?"}) is None
    assert stranger("term", {"id": "plan", "answer": "Ask."}) is None

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.cli.skeleton_answers import (
    Question,
    asked_question,
    contacts_question,
    file_question,
    page_question,
    queue_question,
    title_question,
)
from sendbot.knowledge.reading import read
from tests.knowledge.slips import write


@pytest.fixture
def asked(tmp_path: Path) -> dict[str, Question]:
    write(tmp_path / "knowledge")
    knowledge = read(tmp_path / "knowledge").knowledge
    return {
        "file": file_question(path.name for path in (tmp_path / "knowledge").glob("*.yaml")),
        "queue": queue_question(knowledge, "care"),
        "title": title_question(),
        "asked": asked_question(),
        "contacts": contacts_question(knowledge),
        "page": page_question(),
    }


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("file", "", "There are: topic. Another name makes a new one."),
        ("file", "contacts", '"contacts" is no file of answers. There are: topic.'),
        ("file", "My Clubs", "small letters and dashes"),
        ("queue", "plans", '"plans" is not in workstreams.yaml. There are: access, care.'),
        ("title", "  ", "what the answer is called"),
        ("title", "https://example.org", "is an address and no name"),
        ("title", "www.example.org", "is an address and no name"),
        ("title", "x" * 65, "has 65 characters; the most is 64"),
        ("asked", " ; ", "one way of asking"),
        ("contacts", "", "There are: team, helpline"),
        ("contacts", "team, travel office", '"travel office" is no id in contacts.yaml. There are:'),
        ("contacts", "the travel desk", 'Did you mean "travel-desk" (The travel desk)?'),
        ("page", "Chess", "then its address"),
        ("page", "https://example.org/chess", "what the page calls itself"),
        ("page", "Chess | https://...", "only shows where an address belongs"),
        ("page", "Chess | me@example.org", "is an email address"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_type(
    asked: dict[str, Question], name: str, said: str, sentence: str
) -> None:
    assert sentence in (asked[name].trouble(said) or "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("file", "topic"),
        ("file", "clubs.yaml"),
        ("queue", "access"),
        ("title", "Chess"),
        ("asked", "chess; board games"),
        ("contacts", "team, helpline"),
        ("page", "Chess | https://example.org/chess"),
        ("page", "Chess | www.example.org/chess"),
    ],
)
def test_what_can_be_used_has_no_trouble(asked: dict[str, Question], name: str, said: str) -> None:
    assert asked[name].trouble(said) is None


def test_what_there_is_stands_in_the_question_and_enter_takes_the_queue_of_the_file(
    asked: dict[str, Question],
) -> None:
    assert "(topic, or a new name)" in asked["file"].text
    assert "(access, care)" in asked["queue"].text
    assert asked["queue"].usual == "care"

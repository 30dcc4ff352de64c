"""Messages by fresh hands that figures are read from: `python bot.py evaluate
tests/evaluation/judged-messages.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load
from sendbot.knowledge.written import said_alike

MESSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "judged-messages.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(Path("knowledge"))


def test_each_asks_an_entry_that_there_is(knowledge: Knowledge) -> None:
    assert {name for message in MESSAGES for name in message["expected"]} <= set(knowledge.entries)


def test_none_stands_in_the_knowledge(knowledge: Knowledge) -> None:
    learned = {said_alike(text) for texts in knowledge.questions().values() for text in texts}
    tested = {said_alike(test.question) for test in knowledge.tests}
    asked = [said_alike(message["question"]) for message in MESSAGES]
    assert [text for text in asked if text in learned | tested] == []
    assert len(set(asked)) == len(asked)

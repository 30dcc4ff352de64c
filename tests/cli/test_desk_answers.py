from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sendbot.cli.desk_answers import LiveAnswers
from sendbot.errors import KnowledgeError
from sendbot.settings import Settings


@pytest.fixture
def answers(house: Path) -> LiveAnswers:
    settings = Settings(knowledge_dir=house / "knowledge", data_dir=house / "data", encoder="none")
    return LiveAnswers(settings, lambda: date(2026, 11, 23))


def test_an_entry_is_shown_whole_with_its_people_and_sources(answers: LiveAnswers) -> None:
    blocks = answers.shown("borrow", easy_read=False)
    assert [block.kind for block in blocks][:2] == ["heading", "words"]
    assert "**Show your card** at the desk." in blocks[1].text
    assert any(block.kind == "card" and block.text == "The desk" for block in blocks)
    assert [block.links for block in blocks if block.links] == [
        (("Borrowing, dated June 2025", "https://library.example/borrow"),)
    ]
    assert any("Show your card." in block.text for block in answers.shown("borrow", easy_read=True))


async def test_a_question_is_tried_with_everything_that_led_to_its_reply(answers: LiveAnswers) -> None:
    tried = await answers.try_out("how do I borrow a book", easy_read=False)
    assert (tried.outcome, tried.candidates[0][0]) == ("answer", "borrow")
    assert "Easy Read" in tried.buttons
    assert tried.why[0] == "language: en"
    danger = await answers.try_out("we are drowning", easy_read=False)
    assert danger.concerns == ("safety-flood",)
    assert any("Leave the building now." in block.text for block in danger.blocks)


async def test_a_change_is_compared_with_what_is_in_service(answers: LiveAnswers) -> None:
    now = answers.mind.knowledge
    assert (await answers.compare(now, ("how do I borrow a book",))).changes == ()
    changed = replace(now, entries={name: entry for name, entry in now.entries.items() if name != "borrow"})
    impact = await answers.compare(changed, ("how do I borrow a book",))
    assert any("borrow" in change.before for change in impact.changes)


async def test_the_knowledge_is_the_folder_s_and_its_details_are_public(answers: LiveAnswers) -> None:
    assert (await answers.refresh()).entries.keys() == answers.mind.knowledge.entries.keys()
    assert answers.trouble == ""
    assert answers.redacted("0300 123 5012 or 07700 900123") == "0300 123 5012 or [phone]"


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "topic.yaml").write_text("entries: [", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        LiveAnswers(
            Settings(knowledge_dir=tmp_path / "knowledge", data_dir=tmp_path, encoder="none"),
            lambda: date(2026, 11, 23),
        )

from __future__ import annotations

from sendbot.care.redaction import redact
from sendbot.mind.published_details import published
from tests.conversation.small_house import KNOWLEDGE


def test_what_the_knowledge_publishes_is_listed_once() -> None:
    found = published(KNOWLEDGE)
    assert {"The desk", "0300 123 5012", "https://library.example", "post@library.example"} <= set(found)
    assert len(found) == len(set(found))
    assert found.count("0800 1111") == 1  # two contacts have it


def test_redaction_leaves_it_and_nothing_else() -> None:
    text = redact("is it 0300 123 5012 or 07700 900123", published(KNOWLEDGE)).text
    assert "0300 123 5012" in text
    assert "900123" not in text

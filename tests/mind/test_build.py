from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.conversation.turn import take_turn
from sendbot.errors import KnowledgeError
from sendbot.mind.mind import build_mind
from tests.conversation.small_house import KNOWLEDGE, message
from tests.mind.teaching import taught


def test_a_mind_is_built_from_knowledge_alone() -> None:
    mind = build_mind(taught(), None)
    assert mind.classifier is None
    assert take_turn(message("how do I borrow a book"), mind).entry == "borrow"
    assert take_turn(message("we are drowning"), mind).concerns == ("safety-flood",)


def test_missing_words_and_missing_entries_are_said() -> None:
    with pytest.raises(KnowledgeError, match='"fallback" is missing'):
        build_mind(
            replace(
                KNOWLEDGE, wording={key: text for key, text in KNOWLEDGE.wording.items() if key != "fallback"}
            ),
            None,
        )
    with pytest.raises(KnowledgeError, match="holds no entries"):
        build_mind(replace(KNOWLEDGE, entries={}), None)

from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.matching.decision import Ranking
from tests.conversation.small_house import MIND


class Asked:
    """A matcher that keeps what it is asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        self.texts.append(message)
        return MIND.matcher.rank(message, limit, language)

    def language(self, message: str) -> str:
        return MIND.matcher.language(message)


class Speaks:
    """A matcher that takes every message for one language, or cannot tell any."""

    def __init__(self, code: str | None) -> None:
        self.code = code

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        return MIND.matcher.rank(message, limit, language)

    def language(self, message: str) -> str:
        if self.code is None:
            raise MemoryError(message)
        return self.code


@pytest.mark.parametrize(
    ("code", "noticed"), [("pl", ()), ("en", ("safety-flood",)), (None, ("safety-flood",))]
)
def test_text_speak_counts_unless_it_is_a_word_of_the_language(
    code: str | None, noticed: tuple[str, ...]
) -> None:
    screen = SafetyScreen([Rule("flood", "safety-flood", ("overdose",), (), (), (), ())])
    mind = replace(MIND, matcher=Speaks(code), screen=screen)
    assert mind.screened("list od szkoły") == noticed


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("my son Jake Smith has a late book, is there a fine", "my son has a late book, is there a fine"),
        ("my daughter [name] lost her book at [school]", "my daughter lost her book at school"),
        ("ring me on 07700 900123 about a late book", "ring me on about a late book"),
        ("how do I borrow a book", "how do I borrow a book"),
    ],
)
def test_a_message_is_ranked_without_its_personal_details(said: str, read: str) -> None:
    matcher = Asked()
    found = replace(MIND, matcher=matcher).rank(said)
    assert matcher.texts == [read]
    assert found == MIND.matcher.rank(read)

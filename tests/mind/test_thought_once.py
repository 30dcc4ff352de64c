from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.matching.decision import Ranking
from sendbot.mind.thought_once import _LATEST, Once
from tests.conversation.small_house import MIND


def test_the_same_text_is_thought_once_and_another_anew() -> None:
    asked: list[str] = []
    once: Once[int] = Once()

    def find(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [once.of(text, find) for text in ("a", "bb", "a")] == [1, 2, 1]
    assert asked == ["a", "bb"]


def test_only_the_latest_are_remembered() -> None:
    asked: list[str] = []
    once: Once[None] = Once()
    for text in ["first", *map(str, range(_LATEST)), "first"]:
        once.of(text, asked.append)
    assert asked.count("first") == 2


def test_a_look_that_fails_is_tried_again() -> None:
    once: Once[float] = Once()
    with pytest.raises(ZeroDivisionError):
        once.of("x", lambda _: 1 / 0)
    assert once.of("x", lambda _: 1.0) == 1.0


def test_another_mind_remembers_nothing_of_the_first() -> None:
    mind = replace(MIND)
    mind.rank("a late book")
    knows_nothing = replace(mind, matcher=Nothing())
    assert list(knows_nothing.rank("a late book")) == []


class Nothing:
    """A matcher that finds nothing."""

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:  # noqa: ARG002 - the protocol's
        return Ranking()

    def language(self, message: str) -> str:  # noqa: ARG002 - the protocol's
        return "en"

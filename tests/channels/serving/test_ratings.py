"""One rating a reply: the latest."""

from __future__ import annotations

from sendbot.channels.serving.ratings import Said, as_it_counts
from sendbot.conversation.events import Answered, Chatted, Rated


def test_the_latest_counts_and_the_same_again_does_not() -> None:
    rated: dict[str, Said] = {}
    assert as_it_counts(Rated("hours", True), rated) == Rated("hours", True)
    assert as_it_counts(Rated("hours", True), rated) is None
    assert as_it_counts(Rated("hours", False), rated) == Rated("hours", False, replaces=(True, None))
    assert as_it_counts(Rated("fines", True), rated) == Rated("fines", True)
    assert rated == {"hours": (False, None), "fines": (True, None)}


def test_a_reply_that_is_shown_again_can_be_rated_again() -> None:
    rated: dict[str, Said] = {"hours": (True, None)}
    assert as_it_counts(Answered("hours"), rated) == Answered("hours")
    assert as_it_counts(Rated("hours", True), rated) == Rated("hours", True)
    assert as_it_counts(Chatted("test"), rated) == Chatted("test")

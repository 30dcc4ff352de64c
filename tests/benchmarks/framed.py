"""How messages fare that are asked as families ask them: the knowledge's own held-out tests, each once more
with something said around it. None of what is said around them stands in the file that is learned from."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.matching.decision import Answer, Clarify, decide
from sendbot.mind.mind import Mind

AROUND = (
    "{} any advice much appreciated x",
    "hi hope someone can help, {}",
    "my son is 8 and {}",
    "my daughter is 14 and {}",
    "bloody council, {}",
    "my boy is in year 6, {}",
    "my son has autism and adhd, {}",
    "I'm a single mum of three in Crewe, {}",
    "Hi, sorry if wrong place and sorry for the long post. {}",
    "{} tia x",
)
_EVERY = 7
"""One test in so many is asked, so that a run takes a minute or two."""


def framed(mind: Mind) -> str:
    """Shares of all, in percent: plain, then framed."""
    asked = [
        (test.question, {mind.knowledge.whole(name) for name in test.expected})
        for test in mind.knowledge.tests
    ]
    plain = asked[::_EVERY]
    return "\n  ".join((_line("plain", mind, plain), _line("framed", mind, list(_with_framing(plain)))))


def _with_framing(asked: list[tuple[str, set[str]]]) -> Iterator[tuple[str, set[str]]]:
    for place, around in enumerate(AROUND):
        for text, expected in asked[place % 5 :: 5]:
            yield around.format(text[0].lower() + text[1:]), expected


def _line(name: str, mind: Mind, asked: list[tuple[str, set[str]]]) -> str:
    answerable = [(text, expected) for text, expected in asked if expected]
    right = wrong = button = 0
    for text, expected in answerable:
        decision = decide(mind.rank(text), mind.thresholds)
        if isinstance(decision, Answer):
            right += decision.entry in expected
            wrong += decision.entry not in expected
        elif isinstance(decision, Clarify):
            button += not expected.isdisjoint(decision.entries)
    total = len(answerable)
    shares = [100 * count / total for count in (right, button, wrong, total - right - button - wrong)]
    return (
        f"{name}: {total} messages; right {shares[0]:.0f}, right button {shares[1]:.0f}, wrong "
        f"{shares[2]:.1f}, no help {shares[3]:.0f}"
    )

"""Questions that families ask on after an answer, in English and the other languages: how many are told what
they ask, and how many are misled.

A row of `tests/conversation/follow_ups/asked_on.jsonl` is a talk. `right` are the entries that may answer its
last message, and `holds` words of which the reply must say some; `unsaid` says that an honest "that is not in
it" is right too. After choices the family pressed `shown`. The rows of the half `learned` were looked at
while the code was written, those of the half `judged` were not tuned to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sendbot.conversation.events import Chatted
from sendbot.conversation.messages import Before, Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.remembering import before_next, offered_in
from sendbot.conversation.replies import plain
from sendbot.conversation.turn import take_turn
from sendbot.mind.mind import Mind
from tests.conversation.transcripts import TODAY

ROWS = Path(__file__).parents[1] / "conversation" / "follow_ups" / "asked_on.jsonl"

Verdict = Literal["right", "beside", "unsaid", "offered", "missed", "wrong"]


@dataclass(frozen=True)
class AskedOn:
    """A talk whose last message asks on."""

    half: str
    language: str
    kind: str
    messages: tuple[str, ...]
    right: frozenset[str]
    shown: str | None = None
    unsaid: bool = False
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """Of so many talks, the shares that were told it, that were told or offered it, and that were misled."""

    talks: int
    right: float
    helped: float
    wrong: float

    def __str__(self) -> str:
        return f"{self.talks} talks: right {self.right:.0%}, helped {self.helped:.0%}, wrong {self.wrong:.0%}"


def rows(path: Path = ROWS) -> list[AskedOn]:
    """The talks of the file."""
    given = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [
        AskedOn(
            row["half"],
            row["language"],
            row["kind"],
            tuple(row["messages"]),
            frozenset(row["right"]),
            row.get("shown"),
            row.get("unsaid", False),
            tuple(row.get("holds", ())),
        )
        for row in given
    ]


def verdict(row: AskedOn, mind: Mind) -> Verdict:
    """What the reply to the last message is worth to whoever asks it."""
    turn = _last_turn(row, mind)
    right = {mind.knowledge.whole(name) for name in row.right}
    text = "\n\n".join(plain(reply) for reply in turn.replies)
    if turn.outcome == "answer" and turn.entry is not None:
        if any(said in text for said in _unsaid(mind)):
            return "right" if row.unsaid else "unsaid"
        if turn.entry not in right:
            return "wrong"
        held = not row.holds or any(words.casefold() in text.casefold() for words in row.holds)
        return "right" if held and not (row.unsaid and row.kind in {"price", "time"}) else "beside"
    if right & {mind.knowledge.whole(name) for name in offered_in(turn)}:
        return "offered"
    chatted = any(isinstance(event, Chatted) for event in turn.events)
    return "right" if row.unsaid and turn.outcome == "abstain" and (not chatted or not right) else "missed"


def shares(given: Sequence[AskedOn], mind: Mind) -> Mapping[str, Share]:
    """The shares of each half, in English and in the other languages."""
    found: dict[str, Counter[Verdict]] = {}
    for row in given:
        name = f"{'English' if row.language == 'en' else 'other languages'}, {row.half}"
        found.setdefault(name, Counter())[verdict(row, mind)] += 1
    return {name: _share(counted) for name, counted in found.items()}


def asked_on(mind: Mind) -> str:
    """The table, ready to print."""
    return "\n  ".join(f"{name}: {share}" for name, share in shares(rows(), mind).items())


def _share(counted: Counter[Verdict]) -> Share:
    count = counted.total()
    helped = count - counted["missed"] - counted["wrong"]
    return Share(count, counted["right"] / count, helped / count, counted["wrong"] / count)


def _last_turn(row: AskedOn, mind: Mind) -> Turn:
    before = Before()
    for text in row.messages[:-1]:
        message = Message(text, TODAY, before=before)
        before = before_next(message, take_turn(message, mind), mind)
    if row.shown is not None:
        before = replace(before, entry=row.shown)
    return take_turn(Message(row.messages[-1], TODAY, before=before), mind)


def _unsaid(mind: Mind) -> set[str]:
    key = "again-unsaid"
    others = (language.wording.get(key, "") for language in mind.knowledge.languages.values())
    return {text.strip() for text in (mind.knowledge.wording[key], *others) if text}

"""Nothing is ever left without an ordinary reply because of a concern: every message of every set at hand,
with whatever was noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from sendbot.care.concerns import Concerns
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, plain
from sendbot.conversation.turn import crisis_turn, ordinary_turn
from sendbot.knowledge.reading import load
from sendbot.mind.build import build_screen
from sendbot.mind.mind import Mind
from tests.care.labelled import FOLDER
from tests.conversation.small_house import MIND, SharedWords, message

SHARED = Path(__file__).parents[3] / "shared" / "questions"
CONCERN = "safety-medical-emergency"
BELOW = "If you have a question about SEND too, ask it here at any time."


@cache
def mind() -> Mind:
    """The real answers and help, with a ranker that counts the words of every tenth entry: whatever is meant,
    a reply must follow."""
    knowledge = load(Path("knowledge"))
    some = dict(list(knowledge.questions().items())[::10])
    return Mind(knowledge, SharedWords(some), MIND.thresholds, build_screen(knowledge))


def ours() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from map(str, read.get("messages", ()))
        for kinds in read.get("languages", {}).values():
            yield from (str(text) for texts in kinds.values() for text in texts)


def texts_of(line: str) -> Iterator[str]:
    found = json.loads(line)
    for key in ("message", "question", "text"):
        if isinstance(found.get(key), str):
            yield found[key]
    yield from (text for text in found.get("messages", ()) if isinstance(text, str))


def said_below_card(turn: Turn) -> bool:
    """The one line that stands below a card in place of small talk and far-fetched choices."""
    return BELOW in plain(turn.replies[-1])


def followed(text: str) -> None:
    spoken = message(text)
    for concerns in (Concerns(sure=(CONCERN,)), Concerns(perhaps=(CONCERN,))):
        rest = ordinary_turn(spoken, mind(), concerns)
        calm = ordinary_turn(message(text, question_id=None), mind())
        assert rest.replies, text
        assert Kind.CRISIS not in {reply.kind for reply in rest.replies}
        if concerns.sure and said_below_card(rest):
            assert calm.outcome != "answer", text
            continue
        assert (rest.outcome, rest.entry, rest.reason) == (calm.outcome, calm.entry, calm.reason)
        extra = 0 if concerns.sure else 1
        assert sum(len(reply.parts) for reply in rest.replies) >= len(calm.replies[-1].parts) + extra
        assert bool(crisis_turn(spoken, mind(), concerns).replies) is bool(concerns.sure)


def test_each_of_our_own_messages_gets_its_ordinary_reply() -> None:
    for text in dict.fromkeys(ours()):
        followed(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sets of questions are not here")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.jsonl")), ids=lambda path: path.stem)
def test_each_message_of_the_sets_at_hand_gets_its_ordinary_reply(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    for text in dict.fromkeys(text for line in lines for text in texts_of(line)):
        followed(text)

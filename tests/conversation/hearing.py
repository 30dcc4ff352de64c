"""A turn, and what of it a family hears."""

from __future__ import annotations

from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import plain
from sendbot.conversation.turn import take_turn
from tests.conversation.small_house import MIND, message


def say(text: str, **more: object) -> Turn:
    return take_turn(message(text, **more), MIND)


def heard(turn: Turn) -> str:
    return "\n\n".join(plain(reply) for reply in turn.replies)


def labels(turn: Turn) -> list[str]:
    return [button.label for button in turn.replies[-1].buttons]

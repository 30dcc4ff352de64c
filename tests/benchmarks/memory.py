"""Megabytes that one copy of the bot holds, with the real knowledge and encoder and without a channel:

python -m tests.benchmarks.memory

Once to fit what is not fitted yet, and once more for the figures: fitting leaves memory behind.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sendbot.cli.shared import settings_now
from sendbot.cli.wiring import open_mind
from sendbot.conversation.messages import Message
from sendbot.conversation.turn import take_turn
from sendbot.mind.mind import Mind
from tests.benchmarks.desk_previews import held

_MESSAGES = 800
"""Of the knowledge's own tests: enough for what is remembered of messages to be full."""
_THREADS = 2


def messages(mind: Mind) -> list[str]:
    """Held-out tests of the knowledge, spread over all of it."""
    asked = [test.question for test in mind.knowledge.tests]
    return asked[:: max(1, len(asked) // _MESSAGES)][:_MESSAGES]


def measured(mind: Mind, look: Callable[[], float] = held) -> tuple[float, float, float]:
    """Before any message, after all of them one by one, and after all again on two threads."""
    today = datetime.datetime.now(datetime.UTC).date()

    def answer(text: str) -> None:
        take_turn(Message(text, today), mind)

    asked = messages(mind)
    before = look()
    for text in asked:
        answer(text)
    one_by_one = look()
    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(answer, asked))
    return before, one_by_one, look()


def main() -> None:
    """Print the figures."""
    mind = open_mind(settings_now())
    before, one_by_one, together = measured(mind)
    print(
        f"One copy holds {before:.0f} MB at the start, {one_by_one:.0f} MB after {len(messages(mind))} "
        f"messages, {together:.0f} MB after all of them again on {_THREADS} threads"
    )


if __name__ == "__main__":
    main()

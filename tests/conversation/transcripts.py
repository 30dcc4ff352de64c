"""Ten whole conversations, played with the real answers: `python -m tests.conversation.transcripts` writes
docs/conversations.md.

The families' lines are invented. "press: Easy Read" presses the button that begins so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, take, take_press
from sendbot.conversation.messages import Message, join
from sendbot.conversation.replies import Reply, plain

PAGE = Path(__file__).parents[2] / "docs" / "conversations.md"
TODAY = date(2026, 11, 25)
PRESS = "press: "
HEAD = """# Conversations

Ten whole conversations with the answers of this folder, made by running them
(`python -m tests.conversation.transcripts`), so that anybody can read how the bot talks.
The families are invented. Each sentence of the bot's was written by a curator; a test holds that.
"""

CONVERSATIONS: Mapping[str, tuple[str, ...]] = {
    "A tired mother, in pieces": (
        "hi its late sorry",
        "my lad\nhes in year 2\nschool keep ringing me to come and get him\ntwice this week",
        "are they even allowed to",
        "thanks xx",
    ),
    "A father with a refusal letter": (
        "The council has refused to assess my daughter for an EHC plan. What can we do?",
        "how long do we have",
        "and does it cost anything?",
        "thank you",
    ),
    "A grandmother": (
        "How do I ask for an EHC needs assessment for my grandson?",
        "i dont understand",
        "press: Easy Read",
        "bless you, thank you dear",
    ),
    "A fifteen-year-old": (
        "im 15 and i get dla what happens when im 16",
        "can my mum do that for me",
        "ok",
    ),
    "A Polish mother": (
        "dzień dobry",
        "Jak mogę ubiegać się o plan EHC dla syna?",
        "dziękuję bardzo",
    ),
    "Somebody in danger": (
        "i cant keep myself safe tonight",
        "sorry",
    ),
    "Somebody cross": (
        "this is useless",
        "school are doing nothing for him and he has no plan",
        "not that, i want to complain about the school",
    ),
    "A date": (
        "when do i have to appeal the final plan by",
        "press: Work out my date",
        "letter 3 nov, certificate 20 nov",
    ),
    "One question after another": (
        "who gets free school transport",
        "we were turned down",
        "what about for college, he is 17",
        "who do i ring",
        "how do I apply for a blue badge",
    ),
    "Somebody who only says thanks": ("thank you so much", "❤️", "bye for now"),
}


async def played(lines: Sequence[str], assistant: Assistant, today: date) -> list[tuple[str, list[Reply]]]:
    """What the family wrote and what it was told, line by line."""
    memory, told = Remembered(), []
    shown: tuple[Reply, ...] = ()
    for line in lines:
        said: list[Reply] = []

        async def send(reply: Reply, said: list[Reply] = said) -> None:
            said.append(reply)

        if line.startswith(PRESS):
            await take_press(_button(line.removeprefix(PRESS), shown), memory, assistant, today, send)
        else:
            text = join([Message(piece, today) for piece in line.split("\n")]).text
            await take(text, memory, assistant, today, send)
        shown = (*shown, *said)
        told.append((line, said))
    return told


def written(told: Sequence[tuple[str, Sequence[Reply]]]) -> Iterator[str]:
    """A conversation as Markdown: the family's lines in bold, the bot's as quotes."""
    for line, replies in told:
        if line.startswith(PRESS):
            yield f"**The family presses** {line.removeprefix(PRESS)}\n"
        else:
            yield "**The family:** " + " / ".join(line.split("\n")) + "\n"
        for reply in replies:
            yield "\n".join(f"> {row}".rstrip() for row in plain(reply).split("\n")) + "\n"


def page(assistant: Assistant, today: date) -> str:
    """The whole page."""
    parts = [HEAD]
    for number, (title, lines) in enumerate(CONVERSATIONS.items(), 1):
        parts.append(f"## {number}. {title}\n")
        parts += written(asyncio.run(played(lines, assistant, today)))
    return "\n".join(parts)


def _button(label: str, shown: Sequence[Reply]) -> str:
    found = [button.data for reply in shown for button in reply.buttons if button.label.startswith(label)]
    if not found:
        raise LookupError(f'No button so far begins with "{label}".')
    return found[-1]


if __name__ == "__main__":
    from sendbot.cli.shared import settings_now
    from sendbot.cli.wiring import open_mind

    PAGE.write_text(page(Assistant(open_mind(settings_now())), TODAY), encoding="utf-8")

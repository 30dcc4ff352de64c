"""Questions as a stream of lines, outcomes as a stream of JSON objects in the same order, for other programs.

A line that cannot be read gives an outcome object with an `error`; nothing stops the stream.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, take
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Reply, plain
from sendbot.errors import SendbotError

Outcome = dict[str, Any]


async def outcomes(
    lines: Iterable[bytes], assistant: Assistant, today: date, easy_read: bool = False
) -> AsyncIterator[Outcome]:
    """One outcome for each line, as soon as it is known."""
    for text in text_lines(lines):
        try:
            messages = read_messages(text)
        except ValueError as problem:
            yield _outcome(text, Turn(), str(problem))
        else:
            yield await conversation(messages, assistant, today, easy_read)


def text_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Lines as text; bytes that are no UTF-8 become replacement characters."""
    for line in lines:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n").removeprefix("\ufeff")


async def outcome(question: str, assistant: Assistant, today: date, easy_read: bool = False) -> Outcome:
    """The outcome of one question: what was decided, why, and the whole text that a family would see."""
    return await conversation((question,), assistant, today, easy_read)


async def conversation(
    messages: Sequence[str], assistant: Assistant, today: date, easy_read: bool = False
) -> Outcome:
    """Messages of one conversation, each with what came before it; the outcome of the last. There is at least
    one."""
    memory = Remembered(easy_read=easy_read)
    sent: list[Reply] = []

    async def send(reply: Reply) -> None:
        sent.append(reply)

    turn = Turn()
    for text in messages:
        sent.clear()
        try:
            turn = await take(text, memory, assistant, today, send)
        except SendbotError as problem:
            return _outcome(messages[-1], Turn(tuple(sent)), str(problem))
    return _outcome(messages[-1], turn)


def read_question(line: str) -> str:
    """The question of a line: plain text, or the "question" of a JSON object. Raises ValueError with a
    sentence."""
    return line if not line.lstrip().startswith("{") else _question(_object(line))


def read_messages(line: str) -> tuple[str, ...]:
    """The messages of a line: one question, or the "messages" of a JSON object, played as one conversation.
    Raises ValueError."""
    if not line.lstrip().startswith("{"):
        return (line,)
    found = _object(line)
    messages = found.get("messages")
    if messages is None:
        return (_question(found),)
    if not isinstance(messages, list) or not messages or not all(isinstance(item, str) for item in messages):
        raise ValueError(
            '"messages" must be a list of texts with at least one. Write {"messages": ["...", "..."]}.'
        )
    return tuple(messages)


def _object(line: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise ValueError(
            'This line starts like JSON but is not. Write {"question": "..."} or plain text.'
        ) from problem
    return found


def _question(found: dict[str, Any]) -> str:
    question = found.get("question")
    if not isinstance(question, str):
        raise ValueError(  # noqa: TRY004 - the line is at fault, not a caller's type
            'This object has no "question" that is text. Write {"question": "..."}.'
        )
    return question


def as_json(found: Outcome) -> str:
    """One line of JSON; lone surrogates, which no encoding can carry, become question marks."""
    return json.dumps(found, ensure_ascii=False).encode("utf-8", errors="replace").decode("utf-8")


def _outcome(question: str, turn: Turn, error: str | None = None) -> Outcome:
    candidates = turn.decision.candidates if turn.decision else ()
    found: Outcome = {
        "question": question,
        "outcome": turn.outcome,
        "entry": turn.entry,
        "part": turn.part,
        "candidates": [
            {"entry": item.entry, "score": round(float(item.score), 6)} for item in candidates[:5]
        ],
        "reason": turn.reason or None,
        "concerns": list(turn.concerns),
        "soft_concerns": list(turn.soft_concerns),
        "language": turn.language,
        "kept": turn.kept,
        "reply": "\n\n".join(plain(reply) for reply in turn.replies),
    }
    return found if error is None else {**found, "error": error}

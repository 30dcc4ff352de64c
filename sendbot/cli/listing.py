"""Kept questions as a list to read, or as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sendbot.channels.terminal import Style, safe, wrapped
from sendbot.cli.wiring import open_store
from sendbot.settings import Settings
from sendbot.store.rows import LoggedQuestion
from sendbot.words.cells import as_text_cell

_COLUMNS = ("id", "asked", "language", "outcome", "reason", "question", "chosen", "nearest", "score")


async def logged_questions(
    settings: Settings, limit: int | None, only_unanswered: bool
) -> list[LoggedQuestion]:
    """The kept questions, the newest first."""
    async with open_store(settings) as store:
        return await store.questions(limit=limit, only_unanswered=only_unanswered)


def as_text(questions: Sequence[LoggedQuestion], style: Style) -> str:
    """One block for each question, read aloud in a sensible order."""
    if not questions:
        return "No questions are kept."
    return "\n\n".join(wrapped(_block(question), style) for question in questions)


def as_csv(questions: Sequence[LoggedQuestion]) -> str:
    """CSV with a header. A cell that a spreadsheet would run as a formula is made text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for question in questions:
        writer.writerow([as_text_cell(value) for value in _values(question)])
    return out.getvalue()


def _block(question: LoggedQuestion) -> str:
    _, asked, language, outcome, reason, text, chosen, nearest, _ = _values(question)
    about = f"{question.id}, {asked}, {language}, {outcome}: {reason}"
    then = f"The family chose: {chosen}" if chosen else f"Nearest entry: {nearest or 'none'}"
    return "\n".join((safe(text).replace("\n", " "), about, then))


def _values(question: LoggedQuestion) -> tuple[str, ...]:
    best = question.candidates[0] if question.candidates else None
    chosen = "none of these" if question.none_chosen else question.chosen or ""
    return (
        question.id,
        question.at.strftime("%Y-%m-%d %H:%M UTC"),
        question.language,
        question.outcome,
        question.reason,
        question.text,
        chosen,
        best.entry if best else "",
        f"{best.score:.3f}" if best else "",
    )

"""Working out a date: ask for the day it counts from, then say the date, how it was counted, and the caveat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sendbot.conversation import buttons
from sendbot.conversation.buttons import BUTTON_LIMIT, Button
from sendbot.conversation.calendar import calendar_file
from sendbot.conversation.events import DeadlineWorkedOut
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.said_dates import parse_date
from sendbot.errors import DeadlineError
from sendbot.knowledge.deadlines import WorkedOut, work_out
from sendbot.knowledge.entries import Deadline, Knowledge
from sendbot.knowledge.wording import say
from sendbot.words.days import weekday_words
from sendbot.words.marks import without_marks

_BETWEEN_DATES = re.compile(r"\s*(?:;|,|\n|\band\b)\s*")


def find_deadline(name: str, knowledge: Knowledge) -> Deadline | None:
    """The deadline with this id, or the first one whose id starts with the name or holds it."""
    deadlines = [deadline for _, deadline in knowledge.deadlines()]
    wanted = name.casefold()
    ranked = (
        lambda known: known == wanted,
        lambda known: known.startswith(f"{wanted}-"),
        lambda known: wanted in known.split("-"),
    )
    return (
        next((deadline for fits in ranked for deadline in deadlines if fits(deadline.id)), None)
        if wanted
        else None
    )


def ask_for_date(deadline: Deadline, knowledge: Knowledge) -> Turn:
    """How to tell the day that a deadline counts from."""
    wording = knowledge.wording
    starts = [count.start for count in deadline.counts]
    if len(starts) == 1:
        text = say(wording, "date-ask", label=deadline.label, start=starts[0], deadline=deadline.id)
    else:
        listed = "\n".join(f"- {start}" for start in starts)
        text = say(wording, "date-ask-several", label=deadline.label, starts=listed, deadline=deadline.id)
    return Turn((Reply((Words(text),), asks_date_for=deadline.id),), outcome="answer")


def offer_deadlines(knowledge: Knowledge, deadlines: Sequence[Deadline], key: str = "date-which") -> Turn:
    """Deadlines to choose from, as buttons; as many as fit, the others named with how to ask for them."""
    wording = knowledge.wording
    if not deadlines:
        return Turn((Reply((Words(say(wording, "date-none")),)),))
    shown = tuple(
        Button(deadline.label, buttons.write(buttons.WORK_OUT, deadline.id))
        for deadline in deadlines[:BUTTON_LIMIT]
    )
    rest = "\n".join(f"- {deadline.label}: /date {deadline.id}" for deadline in deadlines[BUTTON_LIMIT:])
    parts = (Words(say(wording, key)), *((Words(rest),) if rest else ()))
    return Turn((Reply(parts, shown),), outcome="answer")


def reads_as_date(text: str, today: date) -> bool:
    """Could this text be the day that a deadline counts from?"""
    return bool(_dates(text, 2, today))


def work_out_reply(deadline_id: str, text: str, knowledge: Knowledge, today: date) -> Turn:
    """The worked-out date for the day or days in a text; asks again, kindly, when they cannot be read."""
    wording = knowledge.wording
    deadline = find_deadline(deadline_id, knowledge)
    if deadline is None:
        return offer_deadlines(knowledge, [known for _, known in knowledge.deadlines()], "date-unknown")
    starts = _dates(text, len(deadline.counts), today)
    try:
        worked = work_out(deadline, starts)
    except DeadlineError:
        again = Reply((Words(say(wording, "date-unreadable")),), asks_date_for=deadline.id)
        return Turn((again,))
    told = _told(deadline, worked, knowledge)
    parts = (Words(told[0]), Words(_from_today(worked.date, today, knowledge)), *map(Words, told[1:]))
    attachment = calendar_file(
        deadline.id,
        say(wording, "date-calendar", label=deadline.label),
        _description(told[1:]),
        worked.date,
        today,
    )
    return Turn(
        (Reply(parts, kind=Kind.ANSWER, attachment=attachment),),
        (DeadlineWorkedOut(deadline.id),),
        outcome="answer",
    )


def _told(deadline: Deadline, worked: WorkedOut, knowledge: Knowledge) -> tuple[str, ...]:
    """The date, then how it was counted, whether it was moved, the rule that sets it, and the caveat."""
    wording = knowledge.wording
    answer = "date-must-arrive" if deadline.must_arrive else "date-answer"
    return (
        say(wording, answer, date=weekday_words(worked.date), label=deadline.label.rstrip(".")),
        say(wording, "date-counted", counted=worked.counted),
        *((say(wording, "date-moved", date=weekday_words(worked.moved_from)),) if worked.moved_from else ()),
        *((say(wording, "date-law", law=deadline.law.rstrip(".")),) if deadline.law else ()),
        worked.caveat,
    )


def _description(lines: Sequence[str]) -> str:
    return without_marks("\n".join(lines))


def _from_today(day: date, today: date, knowledge: Knowledge) -> str:
    days = (day - today).days
    if days == 0:
        return say(knowledge.wording, "date-today")
    if days < 0:
        return say(knowledge.wording, "date-passed")
    return say(knowledge.wording, "date-ahead", days="1 day" if days == 1 else f"{days} days")


def _dates(text: str, how_many: int, today: date) -> dict[int, date]:
    """The days in a text by the number of the count that they start. A part that is no day ("none") is left out."""
    parts = _BETWEEN_DATES.split(text.strip())[:how_many] if how_many > 1 else []
    several = {number: day for number, part in enumerate(parts) if (day := _date(part, today)) is not None}
    if len(several) > 1 or (several and len(parts) > 1 and 0 not in several):
        return several
    whole = _date(text, today)
    return {0: whole} if whole is not None else several


def _date(text: str, today: date) -> date | None:
    try:
        return parse_date(text, today)
    except DeadlineError:
        return None

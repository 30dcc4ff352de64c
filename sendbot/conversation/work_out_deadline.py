"""Working out a date: ask for the day it counts from, then say the date, how it was counted, and the
caveat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sendbot.conversation import buttons
from sendbot.conversation.ask_for_date import ask_back, ask_for_date
from sendbot.conversation.buttons import Button
from sendbot.conversation.calendar import calendar_file
from sendbot.conversation.events import Chatted, DeadlineWorkedOut
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.read_date_result import is_far
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.wait_for_date import TURNS, Waiting, read_waiting
from sendbot.conversation.which_date_counts import Ask, AskBack, read_days
from sendbot.knowledge.area import Area
from sendbot.knowledge.deadlines import WorkedOut, work_out
from sendbot.knowledge.entries import Deadline, Knowledge
from sendbot.knowledge.wording import say
from sendbot.words.days import weekday_words
from sendbot.words.marks import without_marks

__all__ = [
    "ask_for_date",
    "date_turn",
    "find_deadline",
    "offer_deadlines",
    "pressed_day",
    "still_waiting",
    "work_out_reply",
]


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


def offer_deadlines(knowledge: Knowledge, deadlines: Sequence[Deadline], key: str = "date-which") -> Turn:
    """Deadlines to choose from, as buttons: all of them, since whoever asks for a list wants the list."""
    wording = knowledge.wording
    if not deadlines:
        return Turn((Reply((Words(say(wording, "date-none")),)),))
    shown = tuple(
        Button(deadline.short or deadline.label, buttons.write(buttons.WORK_OUT, deadline.id))
        for deadline in deadlines
    )
    return Turn((Reply((Words(say(wording, key)),), shown),), outcome="answer")


def work_out_reply(deadline_id: str, text: str, knowledge: Knowledge, today: date) -> Turn:
    """The date for the day or days that stand behind a command, in the order of the starts; asks back for
    what cannot be."""
    deadline = find_deadline(deadline_id, knowledge)
    if deadline is None:
        return _unknown(knowledge)
    came = read_days(_without_area(text, knowledge.area), deadline.counts, today, in_order=True)
    if isinstance(came, dict):
        return _worked_out(deadline, came, knowledge, today)
    return ask_back(deadline, came, Waiting(deadline.id, turns=TURNS + 1), knowledge, today)


def _without_area(text: str, area: Area) -> str:
    """The text without the words of the area's name, which say nothing about a day."""
    words = "|".join(map(re.escape, area.name.split()))
    return re.sub(rf"\b(?:{words})\b", lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)


def date_turn(waiting_for: str, text: str, knowledge: Knowledge, today: date) -> Turn | None:
    """The turn of a message that names the day which was asked for; None when it is about something else."""
    waiting = read_waiting(waiting_for)
    deadline = find_deadline(waiting.deadline, knowledge) if waiting else None
    if waiting is None or deadline is None or text.lstrip().startswith("/"):
        return None
    came = read_days(_without_area(text, knowledge.area), deadline.counts, today)
    if came is None:
        return _no_day(deadline, waiting, text, knowledge, today)
    if isinstance(came, AskBack) and not _insists(came, waiting):
        return ask_back(deadline, came, waiting, knowledge, today)
    days = {0: came.days[0], **dict(came.known)} if isinstance(came, AskBack) else came
    return _worked_out(deadline, {**waiting.known, **days}, knowledge, today)


def _no_day(
    deadline: Deadline, waiting: Waiting, text: str, knowledge: Knowledge, today: date
) -> Turn | None:
    """A message without a day: a yes to the one that was offered, or that the day is not known."""
    if len(waiting.offered) == 1 and _YES.fullmatch(text.strip()):
        if is_far(waiting.offered[0], today):  # a yes makes it no likelier
            return ask_back(deadline, AskBack(Ask.FAR, waiting.offered), waiting, knowledge, today)
        return _worked_out(deadline, {**waiting.known, 0: waiting.offered[0]}, knowledge, today)
    if _NO_DAY.search(text):
        return ask_back(deadline, None, replace(waiting, asked=True), knowledge, today)
    return None


def pressed_day(deadline_id: str, days: Sequence[str], knowledge: Knowledge, today: date) -> Turn | None:
    """The turn of a button that carries the days of the starts; None for one that was forged or has grown
    old."""
    deadline = next((known for _, known in knowledge.deadlines() if known.id == deadline_id), None)
    try:
        starts = {number: date.fromisoformat(day) for number, day in enumerate(days) if day}
    except ValueError:
        return None
    if deadline is None or 0 not in starts or max(starts) >= len(deadline.counts):
        return None
    if any(is_far(day, today) for day in starts.values()):
        return None
    return _worked_out(deadline, starts, knowledge, today)


def still_waiting(turn: Turn, waiting_for: str | None) -> Turn:
    """The turn of another message, after which the day is still waited for: small talk does not end that, a
    question does."""
    waiting = read_waiting(waiting_for) if waiting_for else None
    if waiting is None or not turn.replies or not all(isinstance(event, Chatted) for event in turn.events):
        return turn
    if turn.outcome != "abstain" or turn.replies[-1].asks_date_for:
        return turn
    last = replace(turn.replies[-1], asks_date_for=replace(waiting, turns=waiting.turns - 1).written())
    return replace(turn, replies=(*turn.replies[:-1], last))


_YES = re.compile(
    r"(?:yes|yeah|yep|yh|ya|correct|right|that'?s (?:it|right)|it is|ok)\b[\w\s,.!']{0,20}", re.IGNORECASE
)
_NO_DAY = re.compile(
    r"^(?:\W*(?:sorry|i|ive|i've|we|it|there|theres|there's|im|i'm)\b)*\W*"
    r"(?:(?:do not|don't|dont|can't|cant|cannot|couldn't|isn't|isnt|doesn't|doesnt)\s+"
    r"(?:know|remember|find|have|see|got|say)\b"
    r"|no\s+(?:idea|date)\b|not\s+sure\b|lost\b|dunno\b|idk\b|have(?:n't|nt| not)\s+got\b|none$)[^?]{0,40}$",
    re.IGNORECASE,
)
"""Somebody who cannot tell the day is no further with a question about it: a person helps."""


def _insists(back: AskBack, waiting: Waiting) -> bool:
    """The same day once more, after it was asked about: then it is meant."""
    return waiting.asked and len(back.days) == 1 and back.days == waiting.offered and back.why is not Ask.FAR


def _unknown(knowledge: Knowledge) -> Turn:
    return offer_deadlines(knowledge, [known for _, known in knowledge.deadlines()], "date-unknown")


def _worked_out(deadline: Deadline, starts: Mapping[int, date], knowledge: Knowledge, today: date) -> Turn:
    """The worked-out date, how far away it is, what it was counted from, and the calendar file."""
    worked = work_out(deadline, starts)
    told = _told(deadline, worked, knowledge)
    parts = (Words(told[0]), Words(_from_today(worked.date, today, knowledge)), *map(Words, told[1:]))
    attachment = calendar_file(
        deadline.id,
        say(knowledge.wording, "date-calendar", label=deadline.label),
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

"""Asking for the day that a deadline counts from: the first time, and back when what was said cannot be
it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sendbot.conversation import buttons
from sendbot.conversation.answers import contact_cards, people_first
from sendbot.conversation.buttons import Button
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Part, Reply, Words
from sendbot.conversation.wait_for_date import Waiting
from sendbot.conversation.which_date_counts import Ask, AskBack
from sendbot.knowledge.entries import Deadline, Knowledge
from sendbot.knowledge.wording import say
from sendbot.words.days import day_words, weekday_words

_EXAMPLE = timedelta(days=20)
"""How far back the day of an example lies: near enough to look like a letter's, and always a day that has
been."""
_CARDS = 2
"""People to turn to when a day cannot be read: one to ring, one to write to."""
_NEEDS_A_DAY = frozenset({Ask.AHEAD, Ask.FAR, Ask.UNSURE, Ask.WHICH_START})


def ask_for_date(deadline: Deadline, knowledge: Knowledge, today: date) -> Turn:
    """How to tell the day that a deadline counts from."""
    wording = knowledge.wording
    starts = [count.start for count in deadline.counts]
    example = example_day(today)
    if len(starts) == 1:
        text = say(wording, "date-ask", label=deadline.label, start=starts[0], example=example)
    else:
        listed = "\n".join(f"- {start}" for start in starts)
        text = say(wording, "date-ask-several", label=deadline.label, starts=listed, example=example)
    return Turn((Reply((Words(text),), asks_date_for=Waiting(deadline.id).written()),), outcome="answer")


def ask_back(
    deadline: Deadline, back: AskBack | None, waiting: Waiting, knowledge: Knowledge, today: date
) -> Turn:
    """Ask once more, with an example and the days that may be meant as buttons; the second time a person is
    named too."""
    asked = _asked(deadline, back, knowledge, today)
    people = contact_cards(people_first(knowledge), knowledge, _CARDS) if waiting.asked else ()
    parts: list[Part] = [Words(asked)]
    if people:
        parts += [Words(say(knowledge.wording, "date-person")), *people]
    known = {**waiting.known, **dict(back.known if back else ())}
    days = back.days if back else ()
    after = replace(waiting, turns=waiting.turns - 1, asked=True, offered=days, known=known)
    offered = tuple(
        day_button(deadline.id, day, known, knowledge) for day in days if _offers(back, day, today)
    )
    return Turn((Reply(tuple(parts), offered, asks_date_for=after.written()),))


def day_button(deadline: str, day: date, known: Mapping[int, date], knowledge: Knowledge) -> Button:
    """A day to press, with the other starts that are known already."""
    starts = {**known, 0: day}
    days = [str(starts.get(number, "")) for number in range(max(starts) + 1)]
    return Button(
        say(knowledge.wording, "button-day", date=weekday_words(day)),
        buttons.write(buttons.WORK_OUT, deadline, *days),
    )


def example_day(today: date) -> str:
    """A day as it may be written."""
    return day_words(today - _EXAMPLE)


def _asked(deadline: Deadline, back: AskBack | None, knowledge: Knowledge, today: date) -> str:
    wording, example = knowledge.wording, example_day(today)
    if back is None:
        return say(wording, "date-unreadable", example=example)
    start, why = deadline.counts[0].start, back.why
    if why in _NEEDS_A_DAY and not back.days:
        why = Ask.START
    shown = weekday_words(back.days[0]) if back.days else ""
    return say(wording, f"date-{why}", date=shown, start=start, example=example)


def _offers(back: AskBack | None, day: date, today: date) -> bool:
    """A day that cannot be is not offered."""
    return back is not None and back.why is not Ask.FAR and (day <= today or back.why is not Ask.AHEAD)

"""What is kept, for how long, and why: the one table. Deleting, `doctor`, the words that families read and
the documents all read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sendbot.desk_session_times import LONGEST_SESSION


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept. `setting` names what an operator can change, "" where nobody can."""

    key: str
    what: str
    time: timedelta
    reason: str
    setting: str = ""

    @property
    def words(self) -> str:
        """The time as a family reads it: "90 days", "10 hours"."""
        hours = int(self.time.total_seconds() // 3600)
        number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


QUESTIONS_DAYS = 365
"""A school year and its holidays: the same question comes back each autumn, and a year shows it."""

CONVERSATION = timedelta(minutes=15)
"""Long enough to find the letter and ask on; whoever comes back later begins anew."""

FORM = timedelta(hours=1)
"""How long the chat page carries what was said."""

_DRAFTS = timedelta(days=90)
"""A school term, or as long as questions where those are kept for less: a draft is made of them."""


_ALWAYS = (
    Kept(
        "wishes",
        "wishes to be told when there is an answer, with the sealed chat",
        timedelta(days=90),
        "an answer that comes later than a school term helps few",
    ),
    Kept(
        "form",
        "what was said on the chat page, locked in the page itself and nowhere else",
        FORM,
        "long enough to be called away and come back to the screen",
    ),
    Kept(
        "links",
        "private links to look for an answer, as sums that nobody can turn back",
        timedelta(days=90),
        "an answer that comes later than a school term helps few",
    ),
    Kept(
        "emails",
        "email addresses that families gave with a private link, locked, until the one email has gone",
        timedelta(days=90),
        "as long as the link that the email would lead to",
    ),
    Kept(
        "updates",
        "numbers of handled Telegram updates, and of forms that came from the chat page",
        timedelta(days=3),
        "Telegram itself delivers again for a day at most, and a form is good for an hour",
    ),
    Kept(
        "views",
        "saved views of the desk's queue, without personal details, that nobody has opened",
        timedelta(days=365),
        "what was not opened for a school year was given up",
    ),
    Kept(
        "sessions",
        "sessions of staff at the desk",
        LONGEST_SESSION,
        "a working day; whoever comes back signs in again",
    ),
    Kept(
        "digests",
        "which weekly digests went out",
        timedelta(days=90),
        "only the present week is ever looked at; a term is for finding out what went wrong",
    ),
    Kept(
        "audit",
        "the audit log of the desk",
        timedelta(days=730),
        "who did what must be answerable when the questions are gone",
    ),
    Kept(
        "events",
        "counts of what happened, without any words",
        timedelta(days=1100),
        "three years, to compare a school year with those before",
    ),
    Kept(
        "caches",
        "saved indexes that nothing has read",
        timedelta(days=30),
        "they are made again from the answers when they are wanted",
    ),
)
"""What nobody can set."""


def kept_table(questions_days: int = QUESTIONS_DAYS) -> tuple[Kept, ...]:
    """Every row. `questions_days` is what the operator has set for kept questions."""
    questions, setting = timedelta(days=questions_days), "SENDBOT_RETENTION_DAYS"
    return (
        Kept(
            "questions",
            "questions that could not be answered, without personal details",
            questions,
            "a school year, since questions come back each autumn",
            setting,
        ),
        Kept(
            "notes",
            "notes of staff on groups of questions",
            questions,
            "they speak of the questions, and go with them",
            setting,
        ),
        Kept(
            "drafts",
            "answers being written at the desk, with the wordings and the last preview in them",
            min(questions, _DRAFTS),
            "what nobody saves for a school term was given up; a question that goes takes its wordings along",
        ),
        *_ALWAYS,
    )


def times_in_words(table: tuple[Kept, ...] | None = None) -> Mapping[str, str]:
    """What stands for `{kept-questions}` and the like in curated texts, by the key after "kept-"."""
    return {row.key: row.words for row in table or kept_table()}

"""What a text still announces and is over by now: the closing days of last winter, a form that "opens on" a
day that has passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sendbot.knowledge.entries import Contact, Entry, Knowledge, Problem, SafetyEntry
from sendbot.knowledge.looks.said_days import SaidDay, named_days
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Path

_UNTIL = re.compile(r"\b(?:until|till|up to)\b[^.\n]{0,20}$", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:clos(?:ed?|es|ing)|shut|shuts|reopens?|re-opens?|opens?|not open|no (?:calls|service|drop-in)"
    r"|away|on leave|moves?|moving|changes|unavailable|available from|back on|starts?|begins?|ends?"
    r"|limited (?:hours|service)|christmas|easter|holidays?)\b",
    re.IGNORECASE,
)
"""How a notice of some days shows, in what stands at a contact."""
_ANNOUNCED = re.compile(
    r"\b(?:opens|re-?opens|closes|starts|begins|ends|runs|launches|moves|changes|takes place|is due|are due"
    r"|is open|closed|will|must|can|should|apply|book|register|reply|send|ask|return|deadline|last day)\b"
    r"[^.\n(;]{0,60}\b(?:on|by|before|until|till|from|is|in|after)\b(?: the)?[ *]*(?:\w+day,? )?$",
    re.IGNORECASE,
)
"""What an answer says before a day that is still to come."""
_PAST = re.compile(r"\b(?:was|were|had|did|could|says?|said|since|saw|read|undated|dated)\b", re.IGNORECASE)
"""Words of a sentence that tells what has been."""
_FIELDS = ("hours", "note", "phone_note", "what_for")


def over_problems(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Everything of that. It is an error where the day was over when the page was read, a warning once it is
    over, so that no folder is refused because a day has passed."""
    for contact in knowledge.contacts.values():
        yield from _contact(knowledge, contact, today)
    for entry in knowledge.entries.values():
        yield from _entry(knowledge, ("entries", entry.id), entry, today)
    for card in knowledge.safety_entries.values():
        yield from _entry(knowledge, ("safety_entries", card.id), card, today)


def _contact(knowledge: Knowledge, contact: Contact, today: date) -> Iterator[Problem]:
    for field in _FIELDS:
        text = getattr(contact, field) or ""
        over = _last_over(text, today)
        if over is None:
            continue
        until = "until " if _UNTIL.search(text[: over.offset]) else ""
        message = f'contact "{contact.id}" says in its {field} "{until}{over.words}", {_when(over, contact)}.'
        late = over.day >= contact.read
        place = knowledge.place("contacts", contact.id, field)
        yield problem(place, "day", f"{message} Look up what holds now, or take it out.", warning=late)
        return


def _last_over(text: str, today: date) -> SaidDay | None:
    """The last day of a notice, where it has passed. Each sentence stands alone: another may tell of the
    past."""
    start = 0
    for sentence in re.split(r"((?<=[a-z\d])[.!?] |\n)", text):
        days = sorted(named_days(sentence), key=lambda one: one.day)
        last = days[-1] if days else None
        notice = _NOTICE.search(sentence) and not _PAST.search(sentence)
        if last and last.day < today and (notice or _UNTIL.search(sentence[: last.offset])):
            return last._replace(offset=start + last.offset)
        start += len(sentence)
    return None


def _entry(knowledge: Knowledge, at: Path, entry: Entry | SafetyEntry, today: date) -> Iterator[Problem]:
    for field in ("answer", "easy_read"):
        text = getattr(entry, field) or ""
        for said in named_days(text):
            sentence = re.split(r"[.\n!?]", text[: said.offset])[-1]
            announced = _ANNOUNCED.search(text[: said.offset])
            sure = announced and not announced[0].startswith("SEND") and not _PAST.search(sentence)
            if announced and sure and said.day < today:
                shown = " ".join(f"{announced[0].strip()} {said.words}".split())
                message = f'entry "{entry.id}" says in its {field} "{shown}", {_when(said, entry)}.'
                late = said.day >= entry.read
                place = knowledge.place_in((*at, field), text, said.offset)
                yield problem(place, "day", f"{message} Look up what holds now.", warning=late)
                break


def _when(said: SaidDay, thing: Entry | SafetyEntry | Contact) -> str:
    if said.day < thing.read:
        return f"which had passed when it was read on {thing.read}"
    return "which has passed"

"""The weekly digest for a workstream's leads, as plain text for a chat or an email. It holds no family's
words: a group is told by the name that staff gave it, and by the way to its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.knowledge.freshness import due, overdue
from sendbot.review.group_shapes import GroupRow, called
from sendbot.review.metrics import settling

_SHOWN = 5
"""Groups: what somebody reads on a Monday morning."""


@dataclass(frozen=True)
class Digest:
    """One workstream's digest; `workstream` is its id."""

    workstream: str
    subject: str
    text: str


def digest(
    workstream: str,
    groups: Sequence[GroupRow],
    knowledge: Knowledge,
    since: datetime,
    today: date,
    address: str = "",
    unkept: int = 0,
) -> Digest:
    """What is new since a moment, what is oldest, what would help most, and which entries are overdue for
    review. `unkept` counts what nobody sees: questions of the week that were not kept."""
    mine = [group for group in groups if group.workstream == workstream and group.open]
    new = sorted((group for group in mine if group.made_at >= since), key=lambda group: -group.heat)
    oldest = sorted(mine, key=lambda group: (group.first_at, group.id))
    own = [entry for entry in knowledge.entries.values() if entry.workstream == workstream]
    queue = knowledge.workstreams.get(workstream)
    name = called(queue) if queue else workstream
    line = partial(_line, address=address.rstrip("/"))
    unsorted = sum(group.open and group.workstream is None for group in groups)
    blocks = [
        f"{name}: week to {today.day} {today.strftime('%B %Y')}",
        _block(f"New groups: {len(new)}", [line(group) for group in new]),
        _block(f"Oldest open of {len(mine)}:", [line(group) for group in oldest[:3]])
        if oldest
        else "Nothing is open.",
        _settling(mine, line),
        _unsorted(unsorted),
        _unkept(unkept),
        _late_entries(own, today),
        _late_contacts(own, knowledge, today),
        f"The review desk: {address}" if address else "",
    ]
    return Digest(
        workstream,
        f"Review desk: {len(new)} new, {len(mine)} open ({name})",
        "\n\n".join(block for block in blocks if block) + "\n",
    )


def _late_entries(own: Sequence[Entry], today: date) -> str:
    late = [
        f"{entry.title} ({entry.id}), due {due(entry).isoformat()}" for entry in own if overdue(entry, today)
    ]
    return _block(f"Entries overdue for review: {len(late)}", late)


def _late_contacts(own: Sequence[Entry], knowledge: Knowledge, today: date) -> str:
    """Whom a workstream's entries name; nothing is said where all of them are in time."""
    named = dict.fromkeys(name for entry in own for name in entry.contacts)
    people = [knowledge.contacts[name] for name in named if name in knowledge.contacts]
    late = [
        f"{contact.name} ({contact.id}), due {due(contact).isoformat()}"
        for contact in people
        if overdue(contact, today)
    ]
    return _block(f"Contacts overdue for review: {len(late)}", late) if late else ""


def _settling(mine: Sequence[GroupRow], line: Callable[[GroupRow], str]) -> str:
    if not mine:
        return ""
    number, share = settling([group.unanswered for group in mine])
    top = sorted(mine, key=lambda group: (-group.unanswered, group.id))[:number]
    answers = "1 answer" if number == 1 else f"{number} answers"
    return _block(f"{answers} would settle {share} of the misses:", [line(group) for group in top])


def _block(head: str, lines: Sequence[str]) -> str:
    more = [f"- and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join([head, *(f"- {line}" for line in lines[:_SHOWN]), *more])


def _unsorted(number: int) -> str:
    """Groups of no workstream stand in nobody's list, though everybody may take them."""
    if not number:
        return ""
    groups = "1 open group is" if number == 1 else f"{number} open groups are"
    return f"{groups} not sorted into a workstream yet. Whoever knows where one belongs moves it at the desk."


def _unkept(number: int) -> str:
    """Said in every workstream's digest: nobody knows whose they were."""
    if not number:
        return ""
    questions, were = ("1 question", "was") if number == 1 else (f"{number} questions", "were")
    return (
        f"{questions} that the desk would have seen {were} not kept, because danger was noticed in the "
        "message or might have been. What was asked there stands in no group."
    )


def _line(group: GroupRow, address: str) -> str:
    """A group as staff named it, with its page where the desk's address is known. Wordings stay at the desk,
    and the entry that came nearest is not its subject."""
    times = "once" if group.asked == 1 else f"{group.asked} times"
    name = " ".join(group.named.split()) or "no name yet"
    if address:
        return f"{name}, asked {times}: {address}/groups/{group.id}"
    return f"{name} ({group.id}), asked {times}"

"""How old an answer's facts are, and whether the council has checked them: one honest line under each answer.

Contacts get a line of their own only where the answer's line does not hold for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sendbot.conversation.replies import Words
from sendbot.knowledge.entries import Contact, Entry
from sendbot.knowledge.frozen import Checked
from sendbot.knowledge.wording import say
from sendbot.words.days import day_words, month_words


def answer_freshness(
    entry: Entry, contacts: Sequence[Contact], wording: Mapping[str, str]
) -> tuple[Words, ...]:
    """The lines under an answer, with those of its contacts where they differ."""
    own = _line(entry.checked, month_words(entry.read) if entry.sources else "", wording)
    return (Words(own), *_contacts_line(entry.checked, own, contacts, wording))


def contacts_freshness(contacts: Sequence[Contact], wording: Mapping[str, str]) -> tuple[Words, ...]:
    """The line under contacts that stand without an answer; nothing where there are none."""
    return tuple(_contacts_line(None, "", contacts, wording))


def _contacts_line(
    checked: Checked | None, said: str, contacts: Sequence[Contact], wording: Mapping[str, str]
) -> Iterator[Words]:
    """The oldest of what is unchecked speaks for all; where everything is checked, the oldest check."""
    if not contacts:
        return
    waiting = [contact.read for contact in contacts if contact.checked is None]
    if waiting:
        month = month_words(min(waiting))
        if said != _line(None, month, wording):
            yield Words(say(wording, "contacts-read", month=month))
        return
    oldest = min((contact.checked for contact in contacts if contact.checked), key=lambda done: done.on)
    if oldest != checked:
        date, by = day_words(oldest.on), _team(oldest)
        yield Words(say(wording, "contacts-checked", by=by, date=date))


def _line(checked: Checked | None, month: str, wording: Mapping[str, str]) -> str:
    """`month` is when the pages were read; empty where an answer is about the bot itself and needs none."""
    if checked is not None:
        return say(wording, "checked", by=_team(checked), date=day_words(checked.on))
    return say(wording, "read", month=month) if month else say(wording, "unchecked")


def _team(checked: Checked) -> str:
    """Who checked, as it stands after "the": curators write it with or without."""
    return checked.by.removeprefix("the ").removeprefix("The ")

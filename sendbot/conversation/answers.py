"""How an entry is shown: what to do, whom to ring, and buttons for the rest. Where it comes from stands one
press away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sendbot.conversation import buttons
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.freshness_lines import answer_freshness, contacts_freshness
from sendbot.conversation.glossary import mentions, terms_in
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import (
    Card,
    Kind,
    Part,
    People,
    Reply,
    Title,
    Words,
    brief_of,
    can_be_asked,
    card_of,
    plain,
    sources_part,
)
from sendbot.conversation.shortening import shortened
from sendbot.knowledge.entries import (
    SHORT_TITLE_LIMIT,
    Contact,
    Entry,
    Knowledge,
    Term,
    Translation,
    fingerprint,
)
from sendbot.knowledge.wording import say
from sendbot.number_of_buttons import BUTTON_LIMIT

_LINES = 2
"""More people than this, in an answer, hide the one to ring."""
_ROOM = 520
"""Characters of a whole reply, buttons and all: one screen of a phone. The answer gets what the rest leaves
of it."""
_LEAST = 240
"""Characters that the answer may always have: two short paragraphs."""
_ALWAYS = 2
"""Buttons under every answer: more of it, and whether it helped."""
_EASY_SHARE = 0.6
"""The share of an Easy Read reply that is its Easy Read text."""


def answer_reply(
    entry: Entry,
    knowledge: Knowledge,
    view: View,
    before: tuple[Part, ...] = (),
    question: str = "",
    told: Collection[str] = (),
    *,
    uncut: bool = False,
    also: Entry | None = None,
) -> Reply:
    """One entry as a family reads it. `before` goes ahead of the title; `told` are contacts that the family
    was told of already; `also` is what the question may have meant too, or instead.

    A long answer gives its first paragraph and those that fit the question, unless it must come `uncut`; the
    button "more" has the whole.
    """
    title, text = entry_words(entry, view)
    head = (*before, Title(_heading(entry, title, view)), *notices(entry, knowledge, view))
    offered = _answer_buttons(entry, knowledge, view, also, cut=False)
    whole = _reply(head, text, entry, knowledge, view, told, offered)
    if uncut or (view.easy_read and entry.easy_read):
        return whole
    spent = len(plain(whole)) - len(text)
    short, cut = shortened(text, question, max(_LEAST, _ROOM - spent))
    if not cut:
        return whole
    offered = _answer_buttons(entry, knowledge, view, also, cut=True)
    one = _reply(head, "", entry, knowledge, view, told, offered, cut=True)
    short, _ = shortened(text, question, max(_LEAST, _ROOM - len(plain(one))))
    return _reply(head, short, entry, knowledge, view, told, offered, cut=True)


def more_reply(entry: Entry, knowledge: Knowledge, view: View) -> Reply:
    """What the answer leaves to this button: the whole text where it was cut, everybody who can help, dates
    and sources."""
    wording = knowledge.wording
    title, text = entry_words(entry, view)
    parts: list[Part] = [Title(title)]
    if not view.easy_read:
        parts.append(Words(text))
    parts += _everybody(entry, knowledge)
    parts += answer_freshness(entry, _known(entry.contacts, knowledge), wording)
    source = sources_part(entry.sources, wording)
    if source is not None:
        parts.append(source)
    offered = [open_button(found, view) for found in ways_on(entry, knowledge)][: BUTTON_LIMIT - 1]
    if terms_to_explain(entry, knowledge, view):
        words = Button(
            own(knowledge, view, "button-words"), buttons.write(buttons.WORDS, entry.id, view.token())
        )
        offered = [words, *offered[: BUTTON_LIMIT - 2]]
    return Reply(tuple(parts), (*offered, _helped(entry, knowledge, view)), Kind.ANSWER)


def contact_cards(ids: Iterable[str], knowledge: Knowledge, limit: int | None = None) -> tuple[Card, ...]:
    """The cards of contacts that exist, each once, in order."""
    return tuple(card_of(contact, knowledge.wording) for contact in _known(ids, knowledge)[:limit])


def people(ids: Iterable[str], knowledge: Knowledge, limit: int | None = None) -> tuple[Card | Words, ...]:
    """The same with how fresh they are, once, for a reply that has no answer to say it."""
    known = _known(ids, knowledge)[:limit]
    cards = (card_of(contact, knowledge.wording) for contact in known)
    return (*cards, *contacts_freshness(known, knowledge.wording))


def people_lines(
    ids: Iterable[str], knowledge: Knowledge, limit: int, told: Collection[str] = (), easy: bool = False
) -> tuple[Part, ...]:
    """Up to `limit` people on one line each; those who can be rung or written to first, a page only where
    there is nobody."""
    known = _known(ids, knowledge)
    asked = [contact for contact in known if can_be_asked(contact)] or known[:1]
    lines = [brief_of(contact, knowledge.wording, contact.id in told, easy) for contact in asked[:limit]]
    return (People(tuple(lines)),) if lines else ()


def contacts_of(entry_ids: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    """The contact ids of entries that exist, in order."""
    for entry_id in entry_ids:
        entry = knowledge.entry(entry_id)
        if entry is not None:
            yield from entry.contacts


def people_first(knowledge: Knowledge) -> Iterator[str]:
    """The contact ids of those to turn to with anything."""
    return contacts_of((knowledge.area.entries.person,), knowledge)


def open_button(entry: Entry, view: View) -> Button:
    """A button that opens an entry in the same view."""
    return Button(label_of(entry, view), buttons.write(buttons.OPEN, entry.id, view.token()))


def ways_on(entry: Entry, knowledge: Knowledge) -> list[Entry]:
    """Where an entry leads: to its whole and the other parts of it, then to what is related."""
    family = [found.id for found in knowledge.family(entry.id)]
    names = dict.fromkeys((*family, *entry.related))
    found = (knowledge.entry(name) for name in names if name != entry.id)
    return [other for other in found if other is not None]


def label_of(entry: Entry, view: View) -> str:
    """An entry's name on a button: its short title where it has one and reads in English."""
    title, _ = entry_words(entry, view)
    if translation_of(entry, view) is None and entry.short_title:
        return entry.short_title
    return title if len(title) <= SHORT_TITLE_LIMIT else f"{title[: SHORT_TITLE_LIMIT - 1].rstrip()}…"


def date_button(entry: Entry, knowledge: Knowledge, view: View) -> Iterator[Button]:
    """Working out the date that an entry speaks of, where it does."""
    if entry.deadlines:
        target = entry.deadlines[0].id if len(entry.deadlines) == 1 else entry.id
        yield Button(own(knowledge, view, "button-date"), buttons.write(buttons.WORK_OUT, target))


def person_button(knowledge: Knowledge, view: View) -> Iterator[Button]:
    """The way to a person, where the area names one."""
    person = knowledge.entry(knowledge.area.entries.person)
    if person is not None:
        yield Button(
            own(knowledge, view, "button-person"), buttons.write(buttons.OPEN, person.id, view.token())
        )


def terms_to_explain(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Term, ...]:
    """The glossary terms of an answer, without the one that the entry itself is about."""
    return tuple(
        term
        for term in terms_in(entry_words(entry, view)[1], knowledge.terms)
        if not mentions(term, entry.title)
    )


def translation_of(entry: Entry, view: View) -> Translation | None:
    """The entry's words in the view's language. Easy Read is in English only, and so is an answer whose
    English has changed since: words out of date are not shown."""
    found = None if view.easy_read else entry.translations.get(view.language)
    return found if found is not None and found.of == fingerprint(entry) else None


def entry_words(entry: Entry, view: View) -> tuple[str, str]:
    """Title and text as this family reads them."""
    translation = translation_of(entry, view)
    if translation is not None:
        return translation.title, translation.answer
    return entry.title, entry.easy_read if view.easy_read and entry.easy_read else entry.answer


def notices(entry: Entry, knowledge: Knowledge, view: View) -> Iterator[Words]:
    """What a family is told before an answer: no Easy Read yet, a translation that nobody has checked."""
    if view.easy_read and not entry.easy_read:
        yield Words(say(knowledge.wording, "no-easy-read"))
    translation = translation_of(entry, view)
    if translation is not None and not translation.checked:
        language = knowledge.languages.get(view.language)
        name = language.name if language else view.language
        yield Words(own(knowledge, view, "translation-unchecked", language=name))


def _reply(
    head: tuple[Part, ...],
    text: str,
    entry: Entry,
    knowledge: Knowledge,
    view: View,
    told: Collection[str],
    offered: tuple[Button, ...],
    cut: bool = False,
) -> Reply:
    """Head, words and people; in Easy Read as many people as leave the Easy Read text its share."""
    easy = view.easy_read and bool(entry.easy_read)
    for lines in (1, 0) if easy else (1,) if cut else (_LINES,):
        shown = people_lines(entry.contacts, knowledge, lines, told, easy) if lines else ()
        reply = Reply((*head, Words(text), *shown), offered, Kind.ANSWER)
        if not easy or len(text) >= _EASY_SHARE * len(plain(reply)):
            break
    return reply


def _heading(entry: Entry, title: str, view: View) -> str:
    return entry.short_title if view.easy_read and entry.short_title else title


def _known(ids: Iterable[str], knowledge: Knowledge) -> list[Contact]:
    return [knowledge.contacts[name] for name in dict.fromkeys(ids) if name in knowledge.contacts]


def _everybody(entry: Entry, knowledge: Knowledge) -> Iterator[Part]:
    """Everybody who can be asked under one heading, pages to read under another."""
    known = _known(entry.contacts, knowledge)
    asked = [contact for contact in known if can_be_asked(contact)]
    pages = [contact for contact in known if not can_be_asked(contact)]
    for key, found in (("who-can-help", asked), ("read-more", pages)):
        if found:
            yield Title(say(knowledge.wording, key))
            yield from (card_of(contact, knowledge.wording) for contact in found)


def _answer_buttons(
    entry: Entry, knowledge: Knowledge, view: View, also: Entry | None, *, cut: bool
) -> tuple[Button, ...]:
    """The next step first; then Easy Read, the rest, and whether it helped. Where there is a date to work out
    and a second thing that was asked, Easy Read waits: it can be chosen for all replies too."""
    more = own(knowledge, view, "button-rest" if cut else "button-more")
    both = also is not None and any(date_button(entry, knowledge, view)) and not view.easy_read
    other_words = () if both else tuple(_other_words(entry, knowledge, view))
    room = BUTTON_LIMIT - _ALWAYS - len(other_words)
    return (
        *_next_steps(entry, knowledge, view, also, room),
        *other_words,
        Button(more, buttons.write(buttons.MORE, entry.id, view.token())),
        _helped(entry, knowledge, view),
    )


def _helped(entry: Entry, knowledge: Knowledge, view: View) -> Button:
    label = own(knowledge, view, "button-helped")
    return Button(label, buttons.write(buttons.HELPED, entry.id, view.token()))


def _next_steps(
    entry: Entry, knowledge: Knowledge, view: View, also: Entry | None, room: int
) -> tuple[Button, ...]:
    """What else was asked, and working out the date that the answer speaks of, or else the entry that it
    leads to first; its whole and other parts as far as there is room."""
    dates = tuple(date_button(entry, knowledge, view))
    others = ways_on(entry, knowledge)
    family = {found.id for found in knowledge.family(entry.id)}
    near = [found for found in others if found.id in family] or ([] if dates or also else others[:1])
    asked = () if also is None else (also,)
    first = (open_button(found, view) for found in asked)
    rest = (open_button(found, view) for found in near if found not in asked)
    return (*first, *dates, *rest)[: max(room, 1)]


def _other_words(entry: Entry, knowledge: Knowledge, view: View) -> Iterator[Button]:
    if view.easy_read:
        full = View(language=view.language)
        yield Button(own(knowledge, view, "button-full"), buttons.write(buttons.OPEN, entry.id, full.token()))
    elif entry.easy_read:
        yield Button(
            own(knowledge, view, "button-easy-read"),
            buttons.write(buttons.EASY_READ, entry.id, view.token()),
        )

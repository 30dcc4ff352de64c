"""How an entry is shown: its words, who can help, how fresh it is, where it comes from, and what to press next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sendbot.conversation import buttons
from sendbot.conversation.buttons import BUTTON_LIMIT, Button, View
from sendbot.conversation.freshness import answer_freshness, contacts_freshness
from sendbot.conversation.glossary import mentions, terms_in
from sendbot.conversation.replies import Card, Kind, Part, Reply, Title, Words, card_of, sources_part
from sendbot.knowledge.entries import Contact, Entry, Knowledge, Term, Translation
from sendbot.knowledge.wording import say


def answer_reply(entry: Entry, knowledge: Knowledge, view: View, before: tuple[Part, ...] = ()) -> Reply:
    """One entry as a family reads it. `before` goes ahead of the title."""
    wording = knowledge.wording
    title, text = _words(entry, view)
    parts: list[Part] = [*before, Title(title), *_notices(entry, knowledge, view), Words(text)]
    known = _known(entry.contacts, knowledge)
    if known:
        parts += [Title(say(wording, "who-can-help")), *(card_of(contact, wording) for contact in known)]
    parts += answer_freshness(entry, known, wording)
    source = sources_part(entry.sources, wording)
    if source is not None:
        parts.append(source)
    return Reply(tuple(parts), _answer_buttons(entry, knowledge, view), Kind.ANSWER)


def contact_cards(ids: Iterable[str], knowledge: Knowledge, limit: int | None = None) -> tuple[Card, ...]:
    """The cards of contacts that exist, each once, in order."""
    return tuple(card_of(contact, knowledge.wording) for contact in _known(ids, knowledge, limit))


def people(ids: Iterable[str], knowledge: Knowledge, limit: int | None = None) -> tuple[Card | Words, ...]:
    """The same with how fresh they are, once, for a reply that has no answer to say it."""
    known = _known(ids, knowledge, limit)
    cards = (card_of(contact, knowledge.wording) for contact in known)
    return (*cards, *contacts_freshness(known, knowledge.wording))


def _known(ids: Iterable[str], knowledge: Knowledge, limit: int | None = None) -> tuple[Contact, ...]:
    known = [knowledge.contacts[name] for name in dict.fromkeys(ids) if name in knowledge.contacts]
    return tuple(known[:limit])


def contacts_of(entry_ids: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    """The contact ids of entries that exist, in order."""
    for entry_id in entry_ids:
        entry = knowledge.entry(entry_id)
        if entry is not None:
            yield from entry.contacts


def open_button(entry: Entry, view: View) -> Button:
    """A button that opens an entry in the same view, by its short title where it has one."""
    translation = translation_of(entry, view)
    label = translation.title if translation else entry.short_title or entry.title
    return Button(label, buttons.write(buttons.OPEN, entry.id, view.token()))


def terms_to_explain(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Term, ...]:
    """The glossary terms of an answer, without the one that the entry itself is about."""
    return tuple(
        term for term in terms_in(_words(entry, view)[1], knowledge.terms) if not mentions(term, entry.title)
    )


def translation_of(entry: Entry, view: View) -> Translation | None:
    """The entry's words in the view's language. Easy Read is in English only."""
    return None if view.easy_read else entry.translations.get(view.language)


def _words(entry: Entry, view: View) -> tuple[str, str]:
    translation = translation_of(entry, view)
    if translation is not None:
        return translation.title, translation.answer
    return entry.title, entry.easy_read if view.easy_read and entry.easy_read else entry.answer


def _notices(entry: Entry, knowledge: Knowledge, view: View) -> Iterator[Words]:
    wording = knowledge.wording
    if view.easy_read and not entry.easy_read:
        yield Words(say(wording, "no-easy-read"))
    translation = translation_of(entry, view)
    if translation is not None and not translation.checked:
        language = knowledge.languages.get(view.language)
        yield Words(
            say(wording, "translation-unchecked", language=language.name if language else view.language)
        )


def _answer_buttons(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Button, ...]:
    """What to do next, the most useful first; the last place is always kept for "Did this help?"."""
    offered = list(_next_steps(entry, knowledge, view))[: BUTTON_LIMIT - 1]
    helped = Button(say(knowledge.wording, "button-helped"), buttons.write(buttons.HELPED, entry.id))
    return (*offered, helped)


def _next_steps(entry: Entry, knowledge: Knowledge, view: View) -> Iterator[Button]:
    wording = knowledge.wording
    if entry.deadlines:
        target = entry.deadlines[0].id if len(entry.deadlines) == 1 else entry.id
        yield Button(say(wording, "button-date"), buttons.write(buttons.WORK_OUT, target))
    if view.easy_read:
        full = View(language=view.language)
        yield Button(say(wording, "button-full"), buttons.write(buttons.OPEN, entry.id, full.token()))
    elif entry.easy_read:
        yield Button(
            say(wording, "button-easy-read"), buttons.write(buttons.EASY_READ, entry.id, view.token())
        )
    if terms_to_explain(entry, knowledge, view):
        yield Button(say(wording, "button-words"), buttons.write(buttons.WORDS, entry.id, view.token()))
    for related in entry.related:
        found = knowledge.entry(related)
        if found is not None:
            yield open_button(found, view)

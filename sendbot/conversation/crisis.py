"""Danger first: the screen on the text as typed, and the signposting that goes out before anything else is
tried."""

from __future__ import annotations

from sendbot.conversation.answers import contact_cards
from sendbot.conversation.events import ConcernRaised
from sendbot.conversation.language_lines import language_of
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, Part, Reply, Title, Words
from sendbot.knowledge.entries import SafetyEntry
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind

_REPLIES = 2
"""More than two sets of numbers at once would hide the first."""


def notice(message: Message, mind: Mind) -> tuple[str, ...]:
    """The concerns of a message: those of the rules, several in the trained look's order; where there are
    none, the likeliest that it adds."""
    found = mind.screen.screen(message.text)
    if len(found) == 1 or mind.classifier is None or not message.text.strip():
        return found
    try:
        return (
            mind.classifier.ordered(found, message.text)
            if found
            else mind.classifier.concerns_in(message.text)[:1]
        )
    except Exception:  # a broken model must never stand between a family and the rules' help
        return found


def crisis_turn(message: Message, mind: Mind, concerns: tuple[str, ...]) -> Turn:
    """The signposting for these concerns; an empty turn when there are none."""
    if not concerns:
        return Turn()
    young = message.before.young or mind.screen.by_young_person(message.text)
    language = language_of(message, mind)
    shown: set[str] = set()
    replies = tuple(
        _reply(concern, mind, young, language, message.easy_read, shown) for concern in concerns[:_REPLIES]
    )
    return Turn(
        replies,
        tuple(ConcernRaised(concern, language) for concern in concerns),
        concerns=concerns,
        language=language,
    )


def _reply(concern: str, mind: Mind, young: bool, language: str, easy_read: bool, shown: set[str]) -> Reply:
    """One concern's reply. Contacts that an earlier reply has shown are not shown again."""
    wording = mind.knowledge.wording
    entry = mind.knowledge.safety_entries.get(concern)
    parts: list[Part] = list(_own_language(concern, mind, young, language))
    if entry is None:
        ids: tuple[str, ...] = ("emergency-999", "nhs-111", "samaritans", "childline")
        parts.append(Words(say(wording, "crisis-any")))  # a rule whose curated words are missing still helps
    else:
        ids = entry.contacts_young if young else entry.contacts
        parts += [Title(entry.title), Words(_words(entry, young, easy_read))]
    parts += contact_cards((name for name in ids if name not in shown), mind.knowledge)
    if entry is None:
        parts.append(Words(say(wording, "crisis-after")))
    shown.update(ids)
    return Reply(tuple(parts), kind=Kind.CRISIS)


def _words(entry: SafetyEntry, young: bool, easy_read: bool) -> str:
    if young:
        return entry.answer_young
    return entry.easy_read if easy_read and entry.easy_read else entry.answer


def _own_language(concern: str, mind: Mind, young: bool, language: str) -> tuple[Part, ...]:
    """The crisis words in the writer's language, for a young person where they are written; nothing when
    there are none."""
    known = mind.knowledge.languages.get(language)
    if known is None:
        return ()
    words = (known.crisis_young.get(concern) if young else None) or known.crisis.get(concern)
    if words is None:
        return ()
    unchecked = (
        ()
        if known.checked
        else (Words(say(mind.knowledge.wording, "translation-unchecked", language=known.name)),)
    )
    return (Title(known.name), Words(words), *unchecked)

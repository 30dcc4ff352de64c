"""Danger first: the screen on the text as typed, and the signposting that goes out before anything else is
tried."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import replace

from sendbot.care.concerns import Concerns, Opinion, Strength, weigh
from sendbot.conversation import buttons
from sendbot.conversation.answers import contact_cards
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.events import ConcernPerhaps, ConcernRaised
from sendbot.conversation.language_lines import language_of, written_in
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.plain_asks import names_no_subject
from sendbot.conversation.replies import Kind, Part, Reply, Title, Words
from sendbot.knowledge.entries import SafetyEntry
from sendbot.matching.reading.text import normalise, words
from sendbot.mind.mind import Mind
from sendbot.words.clauses import QUESTION_MARKS, clauses

_REPLIES = 2
"""More than two sets of numbers at once would hide the first."""
_FEW_WORDS = 25
"""A message of more words tells a story, and something else in it may be asked."""
_BESIDE = 0.5
"""The share of the score for an answer from which on a part beside the danger is about an entry."""
_ASKING = re.compile(
    r"(?:(?:and|but|so|also|please|ok|hi|hello)\W+)*"
    r"(?:what|how|where|who|why|which|can|could|should|do|does|did|is|are|will|would|may|must"
    r"|when (?:do|does|is|are|will|can|should|would))\b"
)
"""How an English clause begins that asks something."""
_NUMBERS = 3
"""A line with more numbers than this is no line."""


def notice(message: Message, mind: Mind) -> Concerns:
    """What the rules and the trained look notice together. Never raises: without an opinion the rules alone
    decide."""
    if message.noticed is not None:
        return message.noticed
    found = mind.screened(message.text)
    return weigh(found, _opinion(message.text, mind, lambda: written_in(message, mind)))


def _opinion(text: str, mind: Mind, language: Callable[[], str]) -> Opinion | None:
    """What the trained look makes of a text; None without one. A broken model must never stand between a
    family and the rules' help, nor between it and the reply below."""
    if mind.classifier is not None and text.strip():
        with contextlib.suppress(Exception):
            return mind.classifier.opinion(text, language())
    return None


def tells_only_of_danger(text: str, mind: Mind, language: str) -> bool:
    """Is a short message with a card about the danger alone: it asks nothing that names a subject, and no
    part of it is a harmless one that an entry comes near to? No entry about meltdowns, and no "I do not have
    an answer", belongs under "my husband hits me"."""
    if len(words(text)) > _FEW_WORDS:
        return False
    parts = (clauses(text) if language == "en" else []) or [text]
    if any(map(_asks, parts)):
        return False
    harmless = [part for part in parts if not _tells_of_danger(part, mind, language)]
    return len(harmless) < len(parts) and not any(_is_near(part, mind, language) for part in harmless)


def _asks(part: str) -> bool:
    asked = _ASKING.match(normalise(part)) or part.rstrip().endswith(QUESTION_MARKS)
    return bool(asked) and not names_no_subject(part)


def _tells_of_danger(part: str, mind: Mind, language: str) -> bool:
    if mind.screened(part):
        return True
    opinion = _opinion(part, mind, lambda: language)
    return opinion is not None and opinion.strength is not Strength.NONE


def _is_near(part: str, mind: Mind, language: str) -> bool:
    """Is there an entry for what a part speaks of?"""
    nearest = next(iter(mind.rank(part, limit=1, language=language)), None)
    return nearest is not None and nearest.score >= _BESIDE * mind.thresholds.answer


def crisis_turn(message: Message, mind: Mind, concerns: Concerns) -> Turn:
    """The cards for what was noticed surely; an empty turn when there is none."""
    if not concerns.sure:
        return Turn()
    young = message.before.young or mind.screen.by_young_person(message.text)
    language = language_of(message, mind)
    shown: set[str] = set()
    replies = [
        _reply(concern, mind, young, language, message.easy_read, shown)
        for concern in concerns.sure[:_REPLIES]
    ]
    if concerns.sure[0] in mind.knowledge.safety_entries:
        view = View(message.easy_read, language)
        label = own(mind.knowledge, view, "button-not-meant")
        taken_back = Button(label, buttons.write(buttons.NOT_MEANT, concerns.sure[0], view.token()))
        replies[-1] = replace(replies[-1], buttons=(taken_back,))
    return Turn(
        tuple(replies),
        tuple(ConcernRaised(concern, language) for concern in concerns.sure),
        concerns=concerns.sure,
        language=language,
    )


def with_line(turn: Turn, message: Message, mind: Mind, concerns: Concerns) -> Turn:
    """The ordinary turn with, where there may be danger, one line under it that says where to turn."""
    noticed = replace(turn, concerns=concerns.sure, soft_concerns=concerns.perhaps)
    if not concerns.perhaps or not turn.replies:
        return noticed
    return replace(
        noticed,
        replies=_with_parts(turn.replies, _where_to_turn(concerns.perhaps[0], message, mind)),
        events=(*turn.events, *(ConcernPerhaps(concern, turn.language) for concern in concerns.perhaps)),
    )


def _with_parts(replies: tuple[Reply, ...], line: tuple[Part, ...]) -> tuple[Reply, ...]:
    """The line under the last reply; under the choices where it asks for one, not between them and the
    question."""
    last = replies[-1]
    if last.kind is Kind.CLARIFY:
        return (*replies, Reply(line))
    return (*replies[:-1], replace(last, parts=(*last.parts, *line)))


def _where_to_turn(concern: str, message: Message, mind: Mind) -> tuple[Part, ...]:
    """A concern's line and the numbers of its first contacts, after the emergency line of the writer's
    language."""
    entry = mind.knowledge.safety_entries.get(concern)
    language = language_of(message, mind)
    spoken = mind.knowledge.languages.get(language)
    first = (Words(spoken.emergency),) if spoken and spoken.emergency else ()
    if entry is None or entry.line is None:
        return (*first, Words(own(mind.knowledge, View(message.easy_read, language), "crisis-any")))
    young = message.before.young or mind.screen.by_young_person(message.text)
    known = (
        mind.knowledge.contacts.get(name) for name in (entry.contacts_young if young else entry.contacts)
    )
    numbers = [f"{contact.name}: {contact.phone}" for contact in known if contact and contact.phone]
    return (*first, Words(" ".join((entry.line, "; ".join(numbers[:_NUMBERS]) + "."))))


def _reply(concern: str, mind: Mind, young: bool, language: str, easy_read: bool, shown: set[str]) -> Reply:
    """One concern's reply. Contacts that an earlier reply has shown are not shown again."""
    entry, view = mind.knowledge.safety_entries.get(concern), View(easy_read, language)
    parts: list[Part] = list(_own_language(concern, mind, young, language))
    if entry is None:
        ids: tuple[str, ...] = mind.knowledge.area.people.danger
        # A rule whose curated words are missing still helps.
        parts.append(Words(own(mind.knowledge, view, "crisis-any")))
    else:
        ids = entry.contacts_young if young else entry.contacts
        parts += [Title(entry.title), Words(_words(entry, young, easy_read))]
    parts += contact_cards((name for name in ids if name not in shown), mind.knowledge)
    if entry is None:
        parts.append(Words(own(mind.knowledge, view, "crisis-after")))
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
    if known.checked:
        return Title(known.name), Words(words)
    unchecked = own(mind.knowledge, View(language=language), "translation-unchecked", language=known.name)
    return Title(known.name), Words(words), Words(unchecked)

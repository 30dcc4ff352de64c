"""A pressed button. Whatever its data holds, the family gets a polite reply and never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from sendbot.conversation import buttons
from sendbot.conversation.answers import (
    answer_reply,
    more_reply,
    open_button,
    people,
    people_first,
    people_lines,
    person_button,
    terms_to_explain,
    ways_on,
)
from sendbot.conversation.buttons import Button, Press, View, view_of
from sendbot.conversation.events import (
    AlarmTakenBack,
    Answered,
    ChoiceMade,
    Event,
    Explained,
    Forgotten,
    Rated,
)
from sendbot.conversation.glossary import gloss
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Kind, Reply, Words, can_be_asked
from sendbot.conversation.topics import stage_reply
from sendbot.conversation.work_out_deadline import ask_for_date, offer_deadlines, pressed_day
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.mind.mind import Mind
from sendbot.number_of_buttons import BUTTON_LIMIT

_WHY = ("not-asked", "out-of-date", "hard", "person")
_CARDS = 3
"""People on cards with every way to reach them: more are no help in choosing."""

_LANGUAGES = "about-languages"

_Handler = Callable[[Press, Knowledge], Turn | None]


def press(data: str, mind: Mind, now: date) -> Turn:
    """The turn of a pressed button; a stale, foreign or forged one gets the curated reply for that."""
    pressed = buttons.read(data)
    handler = _HANDLERS.get(pressed.action) if pressed else None
    turn = handler(pressed, mind.knowledge) if pressed and handler else None
    if pressed and pressed.action == buttons.WORK_OUT:
        turn = _work_out(pressed, mind.knowledge, now)
    return turn or _turn(Words(own(mind.knowledge, _how_read(pressed), "stale")))


def _how_read(pressed: Press | None) -> View:
    """How the family reads, where the button says it: its last value then."""
    last = pressed.values[-1] if pressed else ""
    return view_of(last) if view_of(last).token() == last else View()


def _open(pressed: Press, knowledge: Knowledge) -> Turn | None:
    return _shown(pressed.value(0), knowledge, view_of(pressed.value(1)))


def _easy_read(pressed: Press, knowledge: Knowledge) -> Turn | None:
    return _shown(pressed.value(0), knowledge, View(True, view_of(pressed.value(1)).language))


def _choose(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """A choice after clarifying: the entry, and the record that it was the one meant."""
    entry = knowledge.entry(pressed.value(0))
    chosen = ChoiceMade(_question_id(pressed.value(1)), entry.id) if entry else None
    return _shown(pressed.value(0), knowledge, view_of(pressed.value(2)), *((chosen,) if chosen else ()))


def _none_of_these(pressed: Press, knowledge: Knowledge) -> Turn:
    question_id, view = _question_id(pressed.value(0)), view_of(pressed.value(1))
    person = people_lines(people_first(knowledge), knowledge, 1)
    kept = (Words(own(knowledge, view, "none-chosen-kept")),) if question_id else ()
    offered = (
        (
            Button(
                own(knowledge, view, "button-forget"),
                buttons.write(buttons.FORGET, question_id, view.token()),
            ),
        )
        if question_id
        else ()
    )
    reply = Reply((Words(own(knowledge, view, "none-chosen")), *person, *kept), offered, Kind.FALLBACK)
    return Turn((reply,), (ChoiceMade(question_id, None),))


def _more(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """What the answer left to this button: the whole, everybody who can help, dates and sources."""
    entry = knowledge.entry(pressed.value(0))
    if entry is None:
        return None
    view = view_of(pressed.value(1))
    return Turn(
        (more_reply(entry, knowledge, view),),
        language=view.language,
        outcome="answer",
        entry=knowledge.whole(entry.id),
        part=knowledge.part(entry.id),
    )


def _topic(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """The first entries of a topic, to choose from; any other is asked for in words."""
    found = [entry for entry in knowledge.entries.values() if entry.topic == pressed.value(0)]
    if not found:
        return None
    view = view_of(pressed.value(1))
    offered = tuple(open_button(entry, view) for entry in found[:BUTTON_LIMIT])
    reply = Reply((Words(own(knowledge, view, "topic-which")),), offered)
    return Turn((reply,), language=view.language, outcome="answer", asked_back=True)


def _stage(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """The menu of /topics, or the answers of one of its stages."""
    view = view_of(pressed.value(1))
    reply = stage_reply(pressed.value(0), knowledge, view)
    if reply is None:
        return None
    return Turn((reply,), language=view.language, outcome="answer", asked_back=True)


def _language(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """A channel where a language can be chosen answers this by itself; elsewhere the answer about languages
    does."""
    return None if pressed.value(0) else _shown(_LANGUAGES, knowledge, view_of(pressed.value(1)))


def _words(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """The terms of an entry's answer, explained."""
    entry = knowledge.entry(pressed.value(0))
    if entry is None:
        return None
    view = view_of(pressed.value(1))
    terms = terms_to_explain(entry, knowledge, view)
    if not terms:
        return _turn(Words(own(knowledge, view, "no-words")))
    lines = "\n".join(f"- {gloss(term, knowledge.wording)}" for term in terms)
    reply = Reply((Words(own(knowledge, view, "words")), Words(lines)), kind=Kind.ANSWER)
    return Turn((reply,), tuple(Explained(term.term) for term in terms), outcome="answer")


def _helped(pressed: Press, knowledge: Knowledge) -> Turn | None:
    entry = knowledge.entry(pressed.value(0))
    if entry is None:
        return None
    token = pressed.value(1)
    view = view_of(token)
    choices = tuple(
        Button(own(knowledge, view, key), buttons.write(buttons.RATE, entry.id, answer, token))
        for key, answer in (("button-yes", "y"), ("button-no", "n"))
    )
    return Turn((Reply((Words(own(knowledge, view, "helped-ask")),), choices),), outcome="answer")


def _rate(pressed: Press, knowledge: Knowledge) -> Turn | None:
    entry, token = knowledge.entry(pressed.value(0)), pressed.value(2)
    view = view_of(token)
    if entry is None or pressed.value(1) not in {"y", "n"}:
        return None
    if pressed.value(1) == "y":
        return _turn(Words(own(knowledge, view, "helped-yes")), Rated(entry.id, True))
    reasons = tuple(
        Button(own(knowledge, view, f"button-why-{why}"), buttons.write(buttons.WHY, entry.id, why, token))
        for why in _WHY
    )
    return Turn(
        (Reply((Words(own(knowledge, view, "helped-no")),), reasons),),
        (Rated(entry.id, False),),
        outcome="answer",
    )


def _why(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """Why an answer did not help, and a way on from there."""
    entry, why = knowledge.entry(pressed.value(0)), pressed.value(1)
    if entry is None or why not in _WHY:
        return None
    # A reason belongs to its "no", which was recorded when it was pressed: together they are one rating.
    rated = (Rated(entry.id, False, why, replaces=(False, None)),)
    view = view_of(pressed.value(2))
    return Turn(_WAYS_ON[why](entry, knowledge, view), rated, language=view.language, outcome="answer")


def _not_asked(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Reply, ...]:
    """Two neighbours, or a person."""
    near = ways_on(entry, knowledge)[:2]
    offered = (*(open_button(found, view) for found in near), *person_button(knowledge, view))
    return (Reply((Words(own(knowledge, view, "helped-not-asked")),), offered),)


def _hard(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Reply, ...]:
    """The Easy Read words and what the hard ones mean; where those were hard, the meanings and a person."""
    easy = View(True, view.language)
    words = _explained(entry, knowledge, easy if entry.easy_read else view)
    if view.easy_read or not entry.easy_read:
        parts = (Words(own(knowledge, easy, "helped-hard")), *words)
        return (Reply(parts, tuple(person_button(knowledge, view))),)
    shown = answer_reply(entry, knowledge, easy, (Words(own(knowledge, easy, "helped-hard")),))
    return (replace(shown, parts=(*shown.parts, *words)),)


def _explained(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Words, ...]:
    lines = [f"- {gloss(term, knowledge.wording)}" for term in terms_to_explain(entry, knowledge, view)]
    return (Words("\n".join(lines)),) if lines else ()


def _out_of_date(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Reply, ...]:
    lines = people_lines((*entry.contacts, *people_first(knowledge)), knowledge, 2)
    return (Reply((Words(own(knowledge, view, "helped-out-of-date")), *lines)),)


def _person(entry: Entry, knowledge: Knowledge, view: View) -> tuple[Reply, ...]:
    """Who, now: cards with every way to reach them."""
    ids = (*people_first(knowledge), *entry.contacts)
    asked = [name for name in ids if name in knowledge.contacts and can_be_asked(knowledge.contacts[name])]
    return (Reply((Words(own(knowledge, view, "helped-person")), *people(asked or ids, knowledge, _CARDS))),)


_WAYS_ON: Mapping[str, Callable[[Entry, Knowledge, View], tuple[Reply, ...]]] = {
    "not-asked": _not_asked,
    "hard": _hard,
    "out-of-date": _out_of_date,
    "person": _person,
}


def _work_out(pressed: Press, knowledge: Knowledge, today: date) -> Turn | None:
    """One deadline by its id, with its days or without; or those of an entry to choose from."""
    name = pressed.value(0)
    if pressed.value(1):
        return pressed_day(name, pressed.values[1:], knowledge, today)
    entry = knowledge.entry(name)
    known = [deadline for _, deadline in knowledge.deadlines()]
    exact = next((deadline for deadline in known if deadline.id == name), None)
    if exact is not None:
        return ask_for_date(exact, knowledge, today)
    return offer_deadlines(knowledge, entry.deadlines) if entry and entry.deadlines else None


def _forget(pressed: Press, knowledge: Knowledge) -> Turn | None:
    question_id = _question_id(pressed.value(0))
    if question_id is None:
        return None
    return _turn(Words(own(knowledge, view_of(pressed.value(1)), "forgotten")), Forgotten(question_id))


def _not_meant(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """A card that went out without need is taken back, kindly, and counted."""
    concern = pressed.value(0)
    if concern not in knowledge.safety_entries:
        return None
    return _turn(Words(own(knowledge, view_of(pressed.value(1)), "not-meant")), AlarmTakenBack(concern))


def _shown(entry_id: str, knowledge: Knowledge, view: View, *before: Event) -> Turn | None:
    entry: Entry | None = knowledge.entry(entry_id)
    if entry is None:
        return None
    events = (*before, Answered(entry.id, view.language, True, view.easy_read))
    return Turn(
        (answer_reply(entry, knowledge, view),),
        events,
        language=view.language,
        outcome="answer",
        entry=knowledge.whole(entry.id),
        part=knowledge.part(entry.id),
    )


def _question_id(text: str) -> str | None:
    return text if buttons.QUESTION_ID.fullmatch(text) else None


def _turn(words: Words, event: Event | None = None) -> Turn:
    return Turn((Reply((words,)),), (event,) if event else (), outcome="answer")


_HANDLERS: Mapping[str, _Handler] = {
    buttons.OPEN: _open,
    buttons.EASY_READ: _easy_read,
    buttons.CHOOSE: _choose,
    buttons.NONE_OF_THESE: _none_of_these,
    buttons.WORDS: _words,
    buttons.MORE: _more,
    buttons.TOPIC: _topic,
    buttons.STAGE: _stage,
    buttons.LANGUAGE: _language,
    buttons.HELPED: _helped,
    buttons.RATE: _rate,
    buttons.WHY: _why,
    buttons.FORGET: _forget,
    buttons.NOT_MEANT: _not_meant,
}

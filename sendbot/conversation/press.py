"""A pressed button. Whatever its data holds, the family gets a polite reply and never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sendbot.conversation import buttons
from sendbot.conversation.answers import answer_reply, contact_cards, contacts_of, terms_to_explain
from sendbot.conversation.buttons import Button, Press, View, view_of
from sendbot.conversation.dates import ask_for_date, offer_deadlines
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
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind

_WHY = ("not-asked", "out-of-date", "hard", "person")
_CARDS = 4

_Handler = Callable[[Press, Knowledge], Turn | None]


def press(data: str, mind: Mind, now: date) -> Turn:  # noqa: ARG001 - today's date is part of every turn's door
    """The turn of a pressed button; a stale, foreign or forged one gets the curated reply for that."""
    pressed = buttons.read(data)
    handler = _HANDLERS.get(pressed.action) if pressed else None
    turn = handler(pressed, mind.knowledge) if pressed and handler else None
    return turn or _turn(Words(say(mind.knowledge.wording, "stale")))


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
    wording = knowledge.wording
    question_id = _question_id(pressed.value(0))
    cards = contact_cards(contacts_of(("contact-human",), knowledge), knowledge, _CARDS)
    kept = (Words(say(wording, "none-chosen-kept")),) if question_id else ()
    offered = (
        (Button(say(wording, "button-forget"), buttons.write(buttons.FORGET, question_id)),)
        if question_id
        else ()
    )
    reply = Reply((Words(say(wording, "none-chosen")), *cards, *kept), offered, Kind.FALLBACK)
    return Turn((reply,), (ChoiceMade(question_id, None),))


def _words(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """The terms of an entry's answer, explained."""
    entry = knowledge.entry(pressed.value(0))
    if entry is None:
        return None
    terms = terms_to_explain(entry, knowledge, view_of(pressed.value(1)))
    if not terms:
        return _turn(Words(say(knowledge.wording, "no-words")))
    lines = "\n".join(f"- {gloss(term, knowledge.wording)}" for term in terms)
    reply = Reply((Words(say(knowledge.wording, "words")), Words(lines)), kind=Kind.ANSWER)
    return Turn((reply,), tuple(Explained(term.term) for term in terms), outcome="answer")


def _helped(pressed: Press, knowledge: Knowledge) -> Turn | None:
    entry = knowledge.entry(pressed.value(0))
    if entry is None:
        return None
    wording = knowledge.wording
    choices = tuple(
        Button(say(wording, key), buttons.write(buttons.RATE, entry.id, answer))
        for key, answer in (("button-yes", "y"), ("button-no", "n"))
    )
    return Turn((Reply((Words(say(wording, "helped-ask")),), choices),), outcome="answer")


def _rate(pressed: Press, knowledge: Knowledge) -> Turn | None:
    entry = knowledge.entry(pressed.value(0))
    wording = knowledge.wording
    if entry is None or pressed.value(1) not in {"y", "n"}:
        return None
    if pressed.value(1) == "y":
        return _turn(Words(say(wording, "helped-yes")), Rated(entry.id, True))
    reasons = tuple(
        Button(say(wording, f"button-why-{why}"), buttons.write(buttons.WHY, entry.id, why)) for why in _WHY
    )
    return Turn(
        (Reply((Words(say(wording, "helped-no")),), reasons),), (Rated(entry.id, False),), outcome="answer"
    )


def _why(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """The reason why an answer did not help; whoever needs a person is given one at once."""
    entry, why = knowledge.entry(pressed.value(0)), pressed.value(1)
    if entry is None or why not in _WHY:
        return None
    wording = knowledge.wording
    if why != "person":
        return _turn(Words(say(wording, "helped-why")), Rated(entry.id, False, why))
    cards = contact_cards((*contacts_of(("contact-human",), knowledge), *entry.contacts), knowledge, _CARDS)
    reply = Reply((Words(say(wording, "helped-person")), *cards))
    return Turn((reply,), (Rated(entry.id, False, why),), outcome="answer")


def _work_out(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """One deadline by its id, or those of an entry to choose from."""
    name = pressed.value(0)
    entry = knowledge.entry(name)
    known = [deadline for _, deadline in knowledge.deadlines()]
    exact = next((deadline for deadline in known if deadline.id == name), None)
    if exact is not None:
        return ask_for_date(exact, knowledge)
    return offer_deadlines(knowledge, entry.deadlines) if entry and entry.deadlines else None


def _forget(pressed: Press, knowledge: Knowledge) -> Turn | None:
    question_id = _question_id(pressed.value(0))
    if question_id is None:
        return None
    return _turn(Words(say(knowledge.wording, "forgotten")), Forgotten(question_id))


def _not_meant(pressed: Press, knowledge: Knowledge) -> Turn | None:
    """A card that went out without need is taken back, kindly, and counted."""
    concern = pressed.value(0)
    if concern not in knowledge.safety_entries:
        return None
    return _turn(Words(say(knowledge.wording, "not-meant")), AlarmTakenBack(concern))


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
        entry=entry.id,
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
    buttons.HELPED: _helped,
    buttons.RATE: _rate,
    buttons.WHY: _why,
    buttons.WORK_OUT: _work_out,
    buttons.FORGET: _forget,
    buttons.NOT_MEANT: _not_meant,
}

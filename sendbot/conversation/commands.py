"""What a family can type with a slash, the same in every channel: /help, /topics, /contacts, /deadlines,
/date, /privacy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sendbot.conversation.answers import answer_reply, people, people_first
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Answered, Chatted
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Part, Reply, Title, Words
from sendbot.conversation.topics import first_buttons, topics_reply
from sendbot.conversation.work_out_deadline import (
    ask_for_date,
    find_deadline,
    offer_deadlines,
    work_out_reply,
)
from sendbot.mind.mind import Mind

_COMMAND = re.compile(r"/(?P<name>[a-z]{2,20})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE)

_Handler = Callable[[str, Message, Mind], Turn]


def command_turn(message: Message, mind: Mind) -> Turn | None:
    """The turn of a command; None when the message is no command that we know."""
    found = _COMMAND.fullmatch(message.text.strip())
    handler = COMMANDS.get(found["name"].casefold()) if found else None
    return handler((found["rest"] or "").strip(), message, mind) if found and handler else None


def _start(rest: str, message: Message, mind: Mind) -> Turn:
    """A greeting, or the entry that a poster's code points to."""
    return _entry(rest, message, mind) or _welcome("start", message, mind)


def _help(_rest: str, message: Message, mind: Mind) -> Turn:
    return _welcome("help", message, mind)


def _welcome(about: str, message: Message, mind: Mind) -> Turn:
    """What the bot is, what can be asked, and the ways on."""
    view = _view(message)
    parts = (Words(own(mind.knowledge, view, "welcome")), Words(own(mind.knowledge, view, "examples")))
    offered = tuple(first_buttons(mind.knowledge, view))
    return Turn((Reply(parts, offered),), (Chatted(about),), outcome="answer")


def _privacy(_rest: str, message: Message, mind: Mind) -> Turn:
    """All of what is kept and what is not: a notice that leaves out how to have things deleted is none."""
    privacy = mind.knowledge.area.entries.privacy
    return _entry(privacy, message, mind, uncut=True) or _help("", message, mind)


def _contacts(_rest: str, message: Message, mind: Mind) -> Turn:
    cards = people(people_first(mind.knowledge), mind.knowledge)
    return _said("contacts", Title(own(mind.knowledge, _view(message), "who-can-help")), *cards)


def _deadlines(_rest: str, _message: Message, mind: Mind) -> Turn:
    return offer_deadlines(
        mind.knowledge, [deadline for _, deadline in mind.knowledge.deadlines()], "date-list"
    )


def _date(rest: str, message: Message, mind: Mind) -> Turn:
    """ "/date", "/date appeal" or "/date appeal 3 March"."""
    name, _, when = rest.partition(" ")
    deadline = find_deadline(name, mind.knowledge)
    if deadline is None:
        return _deadlines("", message, mind)
    return (
        work_out_reply(deadline.id, when, mind.knowledge, message.now)
        if when.strip()
        else ask_for_date(deadline, mind.knowledge, message.now)
    )


def _topics(_rest: str, message: Message, mind: Mind) -> Turn:
    """What can be asked about: a menu of two steps."""
    return Turn((topics_reply(mind.knowledge, _view(message)),), (Chatted("topics"),), outcome="answer")


def _entry(entry_id: str, message: Message, mind: Mind, *, uncut: bool = False) -> Turn | None:
    entry = mind.knowledge.entry(entry_id)
    if entry is None:
        return None
    language = message.language or "en"
    reply = answer_reply(entry, mind.knowledge, View(message.easy_read, language), uncut=uncut)
    return Turn(
        replies=(reply,),
        events=(Answered(entry.id, language, True, message.easy_read),),
        decision=None,
        concerns=(),
        language=language,
        outcome="answer",
        entry=mind.knowledge.whole(entry.id),
        part=mind.knowledge.part(entry.id),
    )


def _view(message: Message) -> View:
    """How the family chose to read."""
    return View(message.easy_read, message.language or "en")


def _said(about: str, *parts: Part) -> Turn:
    return Turn((Reply(parts),), (Chatted(about),), outcome="answer")


COMMANDS: Mapping[str, _Handler] = {
    "start": _start,
    "help": _help,
    "topics": _topics,
    "contacts": _contacts,
    "deadlines": _deadlines,
    "date": _date,
    "privacy": _privacy,
}

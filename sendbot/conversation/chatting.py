"""Thanks, moods, fragments and the like: a short kind curated line that fits what came before. None of it is
a question, and none is kept."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.conversation import buttons
from sendbot.conversation.answers import open_button
from sendbot.conversation.buttons import BUTTON_LIMIT, Button, View
from sendbot.conversation.events import Chatted
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Reply
from sendbot.conversation.scene import Scene
from sendbot.knowledge.wording import REQUIRED_WORDING
from sendbot.matching.decision import Abstain, Answer, Decision, Signs
from sendbot.matching.reading.text import words
from sendbot.matching.small_talk import plain_talk
from sendbot.mind.mind import Mind

_LIKELY = 0.5
"""A message that no entry answers is small talk when that is likelier than not."""
_AGAINST = {"mood": 0.4, "glad": 0.4, "fragment": 0.4}
_ELSE_AGAINST = 0.9
"""How far an entry's score speaks against small talk: "dla please" looks like thanks and names an entry. A
mood
("so tired") or a fragment ("year 5") lies near some entry by chance, so that it counts less there."""
_ASKS = frozenset(
    "what how when where who why which can could do does did is are should will would may".split()
)
_KEYS = {"laugh": "other"}
_BY_TOPIC = frozenset({"greeting", "help", "fragment", "lost"})
_BY_PERSON = frozenset({"mood", "swearing", "confused"})


def small_talk_of(
    text: str, signs: Signs, decision: Decision, mind: Mind, in_context: bool = False
) -> str | None:
    """The kind of small talk that a message is, by the words' signs, the examples, or the learned look; None
    for a question.

    After an answer, words that ask something ("do i have to?") ask about it and are no small talk unless they
    are word for word an example.
    """
    if signs.chat is not None:
        return signs.chat
    places = mind.places
    if in_context and plain_talk(text, places) is None and _asks(text):
        return None
    if signs.reason is not None and isinstance(decision, Answer):
        return None
    found = plain_talk(text, places) or (mind.small_talk.talk(text) if mind.small_talk else None)
    if found is None:
        return None
    if found.kind in _BY_TOPIC and plain_talk(text, places) is None and _asks(text):
        return None
    score = decision.candidates[0].score if decision.candidates else 0.0
    against = 0.0 if isinstance(decision, Abstain) else score * _AGAINST.get(found.kind, _ELSE_AGAINST)
    return found.kind if found.score >= _LIKELY + against else None


def _asks(text: str) -> bool:
    """Does a message ask on: with a question word, a question mark, or as the end of a sentence begun
    before?"""
    first = words(text)[:1]
    return text.rstrip().endswith("?") or not _ASKS.isdisjoint(first) or first in (["and"], ["even"], ["but"])


def chatted(scene: Scene, about: str) -> Turn:
    """The line for a kind of small talk. Whoever is confused after an answer is offered it in shorter
    words."""
    kind = "lost" if about == "confused" and scene.message.before.entry is None else about
    key = _KEYS.get(kind, kind)
    key = key if f"chat-{key}" in REQUIRED_WORDING else "other"
    offered = tuple(_offered(scene, key))[:BUTTON_LIMIT]
    reply = Reply(scene.own_led(f"chat-{key}"), offered)
    return scene.turn(reply, Chatted(key), asked_back=key in {"fragment", "lost", "greeting"})


def topic_buttons(mind: Mind, view: View) -> Iterator[Button]:
    """The topics that have entries, to press."""
    known = {entry.topic for entry in mind.knowledge.entries.values()}
    for topic in mind.knowledge.area.topics:
        if topic in known:
            yield Button(
                own(mind.knowledge, view, f"topic-{topic}"), buttons.write(buttons.TOPIC, topic, view.token())
            )


def _offered(scene: Scene, key: str) -> Iterator[Button]:
    mind, view = scene.mind, scene.view
    last = mind.knowledge.entry(scene.message.before.entry) if scene.message.before.entry else None
    if key == "confused" and last is not None and last.easy_read and not view.easy_read:
        yield Button(scene.say("button-easy-read"), buttons.write(buttons.EASY_READ, last.id, view.token()))
    if key == "robot":
        about = mind.knowledge.entry(mind.knowledge.area.entries.bot)
        yield from (open_button(about, view),) if about else ()
    if key in _BY_TOPIC:
        yield from topic_buttons(mind, view)
    person = mind.knowledge.entry(mind.knowledge.area.entries.person)
    if key in _BY_PERSON and person is not None:
        yield Button(scene.say("button-person"), buttons.write(buttons.OPEN, person.id, view.token()))

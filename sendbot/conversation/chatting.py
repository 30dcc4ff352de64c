"""Thanks, moods, fragments and the like: a short kind curated line that fits what came before. None of it is
a question, and none is kept."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.conversation import buttons
from sendbot.conversation.answers import open_button, person_button
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.events import Chatted
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.plain_asks import plain_ask
from sendbot.conversation.replies import Reply
from sendbot.conversation.scene import Scene
from sendbot.knowledge.wording import REQUIRED_WORDING
from sendbot.matching.decision import Abstain, Answer, Decision, Reason, Signs
from sendbot.matching.reading.spelling import spelled_out
from sendbot.matching.reading.text import words
from sendbot.matching.small_talk import plain_talk
from sendbot.mind.mind import Mind
from sendbot.number_of_buttons import BUTTON_LIMIT
from sendbot.words.clauses import QUESTION_MARKS

_ABOUT = "about"
"""The topic file about the bot itself."""

_LIKELY = 0.5
"""A message is small talk when that is likelier than not."""
_SHORT, _LIKELY_SHORT = 3, 0.35
"""So few words that no entry comes near and that ask nothing ("doorbell") are worth one question back."""
_LONG, _MORE_A_WORD = 6, 0.08
"""Small talk is short: with each further word it must be surer. These three were chosen on the half of our
own messages that was not learned from then."""
_AGAINST = 0.7
"""How far an entry's score speaks against small talk: "dla please" looks like thanks and names an entry."""
_BY_CHANCE = frozenset({"mood", "glad", "fragment"})
_AGAINST_BY_CHANCE = 0.4
"""A mood ("so tired") or a fragment ("year 5") lies near some entry by chance: where that entry would only be
offered, it counts less. Set with the judging half's
figures in sight, which flatter it therefore."""
_ABOUT_BOT = frozenset({"robot", "confused", "sorry", "laugh", "swearing", "greeting"})
_AGAINST_ABOUT_BOT = 0.25
"""Talk about the bot itself ("are you real?") lies near the entries about it, which are a button of its
line."""
_SURELY = {"robot": 0.8, "confused": 0.88}
"""From here on somebody who asks whether the bot is one, or for simpler words ("can you say that simpler?"),
asks it after an answer too."""
_ASKS = frozenset(
    "what how when where who why which can could do does did is are should will would may".split()
)
_KEYS = {"laugh": "other"}
_BY_TOPIC = frozenset({"greeting", "help", "fragment", "lost"})
_BY_PERSON = frozenset({"mood", "swearing", "confused", "robot"})


_NO_TALK = (Reason.UNREADABLE, Reason.OTHER_PLACE)
"""Whoever names another council is told so, however chatty that sounds: "I live in Leeds, is that you"."""


def small_talk_of(
    text: str, signs: Signs, decision: Decision, mind: Mind, in_context: bool = False
) -> str | None:
    """The kind of small talk that a message is, by the words' signs, the examples, or the learned look; None
    for a question.

    After a question or an answer, words that ask something ("do i have to?") ask about it and are no small
    talk unless they are word for word an example.
    """
    if signs.chat is not None:
        return signs.chat
    plain = plain_talk(text, mind.places)
    if plain is not None and _beats(plain.kind, text, decision, mind):
        return plain.kind
    if signs.reason in _NO_TALK or (signs.reason is not None and isinstance(decision, Answer)):
        return None
    found = mind.small_talk.talk(text) if mind.small_talk else None
    if found is None:
        return None
    if in_context and _asks_on(text):
        sure = _SURELY.get(found.kind)
        return found.kind if sure is not None and found.score >= sure else None
    if found.kind in _BY_TOPIC and _asks(text):
        return None
    return found.kind if found.score >= _line(text, decision) + _against(found.kind, decision, mind) else None


def asks_for_simpler(text: str, mind: Mind) -> bool:
    """Does it surely ask for other words? "Explain it like I'm five" tells no age."""
    found = mind.small_talk.talk(text) if mind.small_talk else None
    return found is not None and found.kind == "confused" and found.score >= _SURELY["confused"]


def _beats(kind: str, text: str, decision: Decision, mind: Mind) -> bool:
    """Is an example of small talk surer than an answer? "Salut" is no speech therapy, however like "SALT" it
    looks. A fragment ("autism") may well name a subject, and what is word for word an entry's question is
    that."""
    if not isinstance(decision, Answer):
        return True
    entry = mind.knowledge.entry(decision.entry)
    asked = entry is not None and any(words(question) == words(text) for question in entry.questions)
    return kind != "fragment" and not asked


def _line(text: str, decision: Decision) -> float:
    """How likely small talk must be for a message of this length."""
    length = len(words(text))
    if isinstance(decision, Abstain) and length <= _SHORT and not _asks(text):
        return _LIKELY_SHORT
    return _LIKELY + _MORE_A_WORD * max(0, length - _LONG)


def _against(kind: str, decision: Decision, mind: Mind) -> float:
    """What the best entry's score says against small talk of a kind."""
    if isinstance(decision, Abstain) or not decision.candidates:
        return 0.0
    best = decision.candidates[0]
    if kind in _ABOUT_BOT and _is_about_bot(best.entry, mind):
        return best.score * _AGAINST_ABOUT_BOT
    by_chance = kind in _BY_CHANCE and not isinstance(decision, Answer)
    return best.score * (_AGAINST_BY_CHANCE if by_chance else _AGAINST)


def _is_about_bot(name: str, mind: Mind) -> bool:
    entry = mind.knowledge.entry(name)
    return name == mind.knowledge.area.entries.person or (entry is not None and entry.topic == _ABOUT)


def _asks(text: str) -> bool:
    """Does a message ask, with a question word or a question mark?"""
    return text.rstrip().endswith(QUESTION_MARKS) or not _ASKS.isdisjoint(words(spelled_out(text))[:1])


def _asks_on(text: str) -> bool:
    """Does it ask, or is it the end of a sentence begun before?"""
    return (
        _asks(text)
        or plain_ask(text) is not None
        or words(spelled_out(text))[:1] in (["and"], ["even"], ["but"])
    )


def chatted(scene: Scene, about: str) -> Turn:
    """The line for a kind of small talk. Whoever is confused after an answer is offered it in shorter
    words. Below a card "goodbye" would mock a family in danger: one line stands there whatever was said."""
    if scene.message.below_card:
        return scene.turn(Reply(scene.own_led("crisis-below")), Chatted("below-card"))
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
    if key in _BY_PERSON:
        yield from person_button(mind.knowledge, view)

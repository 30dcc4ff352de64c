"""A fact told after a question or an answer: "he's 9", "we live in town", "it came on friday". It belongs to
what was asked before and is read together with that, never as a question of its own."""

from __future__ import annotations

import re

from sendbot.conversation import buttons
from sendbot.conversation.answers import date_button, entry_words, open_button, person_button
from sendbot.conversation.buttons import Button
from sendbot.conversation.events import Answered
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.scene import Scene
from sendbot.conversation.shortening import stems
from sendbot.conversation.work_out_deadline import date_turn
from sendbot.knowledge.entries import Entry
from sendbot.matching.decision import Answer, Decision, decide
from sendbot.matching.reading.text import normalise, words
from sendbot.mind.mind import Mind
from sendbot.number_of_buttons import BUTTON_LIMIT
from sendbot.words.marks import without_marks

_LONGEST = 10
"""Words: a longer message tells a story, which is read for itself."""
_WITH_PLACE = 4
"""Words, in another language: "we live in" and the place are three in Polish."""
_CHANGES = 0.75
"""How sure to be of another entry for a fact to lead away from the answer just given."""

_NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty)"
)
_WHO = r"(?:i|he|she|they|we|it|(?:my|our) \w+|(?:my|our) \w+ \w+)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY = (
    r"(?:today|yesterday|this morning|last (?:night|week|month|year|term|\w+day)|on (?:the )?\w+"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|in {_MONTH}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH})"
)
_FACTS = (
    re.compile(
        rf"\b{_WHO}(?:'?s| is|'?m| am| are|'?re| was| turned| will be)? (?:\w+ ){{0,2}}"
        rf"(?!one\b(?! ?$)){_NUMBER}\b"  # "one" counts at the end alone: "one of those days" is no age
    ),
    re.compile(
        rf"\b(?:year|yr|week|age|aged|stage) {_NUMBER}\b"
        rf"|\b{_NUMBER} (?:days?|weeks?|months?|years?|yrs?|miles?)\b"
    ),
    re.compile(r"^(?:we|i)(?:'?re|'?m| are| am)?(?: live| living| based)? (?:in|near|from|outside) \w+"),
    re.compile(
        r"^(?:(?:it|the \w+|they|we|i|that|this|its)\b"
        r"|(?:only |just )?(?:got|came|arrived|received|dated|sent|had)\b)"
        rf".{{0,30}}\b{_DAY}"
    ),
    re.compile(rf"^{_DAY}\b"),
    re.compile(
        rf"^{_WHO}(?:'?s| is|'?m| am| are|'?re| goes| go)? (?:\w+ ){{0,3}}"
        r"(?:nursery|reception|primary|secondary|mainstream|special school|college|sixth form|home)\b"
    ),
)
"""Ages and times, school years, places, days, kinds of school: what an answer is often told back."""
_SAYS_LITTLE = re.compile(r"\d+|days?|weeks?|month|years?|miles?|ago|today|last|live|going|goes|turne?d?")
"""Words of a fact (their first five letters) that stand in many sentences and tie it to none."""
_OF_A_DAY = re.compile(
    rf"\b{_DAY}|\b(?:days?|weeks?) ago\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b\d{{1,2}} (?:of )?{_MONTH}"
)
"""Only these are read as a day: "he's 9" is none."""
_OPENS = re.compile(r"^(?:(?:btw|sorry|oh|and|but|well|um|erm|yes|yeah|no|ok|also)\b[\s,.!-]*)+")
_ASKS = re.compile(
    r"\?|(?:^|[,.;] (?:so |and )?)"
    r"(?:what|how|when|where|who|why|which|can|could|do|does|did|is|are|should|will|would|may|if|am)\b"
    r"|\b(?:what about|how about|i need|i want|want to know|help)\b"
)


def tells_fact(text: str, mind: Mind, language: str = "en") -> bool:
    """Does a short message tell something and ask nothing?"""
    plain = _OPENS.sub("", normalise(text))
    if not plain or _ASKS.search(plain) or len(words(plain)) > _LONGEST:
        return False
    if plain.strip(" .!") in mind.places.here or any(fact.search(plain) for fact in _FACTS):
        return True
    # In another language a few words with a place of the area in them say where the family lives.
    place = any(re.search(rf"\b{re.escape(name)}\b", plain) for name in mind.places.here)
    return place and len(words(plain)) <= _WITH_PLACE and language != "en"


def with_fact(scene: Scene) -> Turn | Decision | None:
    """The turn for a fact about the answer just given, or what the question means with it; None where the two
    together still mean nothing."""
    mind, before = scene.mind, scene.message.before
    found = decide(mind.rank(f"{before.question}, {scene.message.text}"), mind.thresholds)
    entry = mind.knowledge.entry(before.entry) if before.entry else None
    if entry is None:
        return found if found.candidates and found.candidates[0].score >= mind.thresholds.clarify else None
    if _leads_away(found, before.question, entry, mind):
        return found
    return _dated(scene, entry) or _noted(scene, entry, found)


def _leads_away(found: Decision, question: str, entry: Entry, mind: Mind) -> bool:
    """Is another entry surely meant now, that the question alone did not mean?"""
    if not isinstance(found, Answer) or found.entry == mind.knowledge.whole(entry.id):
        return False
    alone = mind.rank(question)
    return found.candidates[0].score >= _CHANGES and bool(alone) and alone[0].entry != found.entry


def _dated(scene: Scene, entry: Entry) -> Turn | None:
    """The deadline worked out, where the fact is its day and the answer has but one."""
    text = scene.message.text
    if len(entry.deadlines) != 1 or not _OF_A_DAY.search(normalise(text)):
        return None
    return date_turn(entry.deadlines[0].id, text, scene.mind.knowledge, scene.message.now)


def _lines(answer: str) -> list[str]:
    """The paragraphs and list items of an answer, without marks."""
    lines = (line.strip().removeprefix("- ") for line in without_marks(answer).split("\n"))
    return [line for line in lines if line]


def _noted(scene: Scene, entry: Entry, found: Decision) -> Turn:
    """The sentence of the answer that speaks of the fact, else that what was said stands."""
    mind, view = scene.mind, scene.view
    told = {
        stem for stem in stems(scene.message.text) - stems(entry.title) if not _SAYS_LITTLE.fullmatch(stem)
    }
    _, answer = entry_words(entry, view)
    said = next((line for line in _lines(answer) if told & stems(line)), None)
    whole = Button(scene.say("button-whole"), buttons.write(buttons.OPEN, entry.id, view.token()))
    others = (mind.knowledge.entry(item.entry) for item in found.candidates[:2])
    offered = [
        *date_button(entry, mind.knowledge, view),
        whole,
        *(() if said else person_button(mind.knowledge, view)),
        *(open_button(other, view) for other in others if other and other.id != entry.id),
    ][:BUTTON_LIMIT]
    reply = Reply((Words(said or scene.say("fact-noted")),), tuple(offered), Kind.ANSWER)
    event = Answered(entry.id, scene.language, easy_read=view.easy_read)
    return scene.turn(reply, event, "answer", entry.id)

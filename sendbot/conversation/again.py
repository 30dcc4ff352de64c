"""An answer that was just given, asked about once more: the curated sentence that holds it, and not the whole
a second time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from sendbot.conversation import buttons
from sendbot.conversation.answers import date_button, entry_words, open_button, people_first, people_lines
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.own_words import own
from sendbot.conversation.plain_asks import (
    NUMBER_NAMES,
    PlainAsk,
    in_shape,
    names_no_subject,
    outright,
    plain_ask,
    telling,
)
from sendbot.conversation.replies import Kind, Part, Reply, Words
from sendbot.conversation.shortening import stems
from sendbot.knowledge.entries import Entry
from sendbot.matching.reading.text import content_words, normalise, words
from sendbot.mind.mind import Mind
from sendbot.words.marks import paragraphs, without_marks

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z£\"'(])")
_WORDS_COUNT = 0.15
"""What sharing all of its words with a sentence is worth beside the vectors' likeness: enough to settle near
ties."""
_SHAPE_COUNTS = 0.05
"""What it is worth to be put as an answer would be. Of 21 follow-ups that were learned from, the sentence
fits in 16 with it, in 14 without."""
_WHO = re.compile(
    r"\bwho(?:m|s)?\b.*\b(?:ring|call|phone|contact|speak|talk|email|ask|write|tell|see|send|helps?)\b"
    r"|\b(?:number|email|address|ring them|call them|phone them|contact them)\b"
)
"""Whoever asks whom to turn to is told it, beside the sentence; so is whoever no sentence answers."""
_NAMES = re.compile(
    r"\b(?i:ask|ring|call|phone|email|contact|tell|(?:speak|talk|write) to)"
    r" (?:(?i:the|your|our|an?|its|their)\b|[A-Z])"
)
"""A sentence that says to whom; "ask early" and "email them" do not."""
_HOW_MUCH = re.compile(r"\bhow (?:many|often|old|far|big|late)\b")
_SAYS_HOW_MUCH = re.compile(
    rf"\d|\b(?:{NUMBER_NAMES}|once|twice|every|each|daily|weekly|monthly|yearly)\b", re.IGNORECASE
)
_TAKES = re.compile(r"\b(?:takes?|taking)\b")
_LASTS = re.compile(r"\blast(?:s|ed|ing)?\b|\bvalid for\b")
"""How long something is good for, or was so: never how long it takes to get."""
_YOURS = re.compile(r"\b(?:when|day|date) (?:that )?you\b|\bof knowing\b|\byou (?:have|must|can|get)\b")
"""How long the family has: never how long the others take."""
_MAY = frozenset("allowed legal legally law compulsory optional obliged right".split())
_MUST = re.compile(r"\b(?:have|has) to\b|\b(?:must|needs?|can|may|should)\b")
"""Whoever asks only this ("do they have to?") is told the first duty or permission of the answer."""
_STANDS_OUT, _NEAR = 0.021, 0.86
"""How far ahead of the next the likest sentence must be, or how like the question, to be what was asked for
where the two share no word. Of 60 questions about 18 answers, of which the answers hold half, 30 were looked
at while this was set: something beside the point was said to 20 of them, and is now to 6. Of the other 30, to
17 and 3, and one that was told is told no more."""
EVERYWHERE = stems("ask child council school EHC plan SEND help")
"""What stands in almost half of all answers (a test counts): to share it with a question says nothing."""
_ELSEWHERE = re.compile(r"This is not (?:about|for)\b")
"""A part says what it is not about, which tells nothing of that."""
_PEOPLE = 2
"""People named beside a sentence: the one to ring and one more."""
_SHORT = 60
"""A sentence of fewer characters than this is said with the one after it: alone it is often half a thought.
"""


def again_reply(entry: Entry, text: str, mind: Mind, view: View, instead: str | None = None) -> Reply:
    """The sentence of an entry that fits a question best, with the way to the whole and to what may have been
    meant `instead`. Where no sentence tells it, that is said, with whom to ask."""
    knowledge = mind.knowledge
    _, answer = entry_words(entry, view)
    teller, found = entry, _said(entry, answer, text, mind)
    if found is None:
        teller, found = _said_beside(entry, text, mind, view)
    asks_whom = bool(_WHO.search(normalise(text)))
    people = _people(entry, mind) if found is None or asks_whom else ()
    unsaid = "who-can-help" if asks_whom and people and names_no_subject(text) else "again-unsaid"
    said = found or own(knowledge, view, unsaid)
    offered = [
        Button(own(knowledge, view, "button-whole"), buttons.write(buttons.OPEN, teller.id, view.token()))
    ]
    offered[:0] = date_button(entry, knowledge, view)
    other = knowledge.entry(instead) if instead else None
    if other is not None:
        offered.append(open_button(other, view))
    offered.append(
        Button(own(knowledge, view, "button-helped"), buttons.write(buttons.HELPED, entry.id, view.token()))
    )
    return Reply((Words(said), *people), tuple(offered), Kind.ANSWER)


def _people(entry: Entry, mind: Mind) -> tuple[Part, ...]:
    whom = entry.contacts or people_first(mind.knowledge)
    return people_lines(whom, mind.knowledge, _PEOPLE)


def _said(entry: Entry, answer: str, text: str, mind: Mind) -> str | None:
    """The sentence of the answer as the family reads it. A translation is looked through by what the English
    says: prices and times are known by English words."""
    if answer in {entry.answer, entry.easy_read}:
        return best_sentence(answer, text, mind)
    english = best_sentence(entry.answer, text, mind)
    if english is None:
        return None
    found = sentences_of(answer)
    likeness = _likeness(found, english, mind)
    return found[max(range(len(found)), key=likeness.__getitem__)]


def _said_beside(entry: Entry, text: str, mind: Mind, view: View) -> tuple[Entry, str | None]:
    """What another part of the same entry tells of it, in a word that the question shares; the entry itself
    and None where none does."""
    for other in mind.knowledge.family(entry.id):
        if other.id != entry.id:
            said = _said(other, entry_words(other, view)[1], text, mind)
            shared = stems(text) & stems(said or "") - EVERYWHERE
            if said is not None and shared and not _ELSEWHERE.match(said):
                return other, said
    return entry, None


def best_sentence(answer: str, text: str, mind: Mind) -> str | None:
    """The sentence (or the item of a list) that is likest to the question; the one after it in its line as
    well where it is very short. None where no sentence says it: no price, time or what comes of a no where
    that is asked for; of anything else, none that shares a word with the question or stands out (without
    an encoder that cannot be told, and the likest is given)."""
    found = sentences_of(answer)
    likeness = _likeness(found, text, mind)
    asked, ask = stems(text), plain_ask(text)
    values = [
        near
        + _WORDS_COUNT * len(asked & stems(sentence)) / max(len(asked), 1)
        + _SHAPE_COUNTS * in_shape(text, sentence)
        for near, sentence in zip(likeness, found, strict=True)
    ]
    told = _fitting(found, list(range(len(found))) if ask is None else telling(found, ask), text)
    if not told:
        return None
    # A sentence that announces a list says nothing without it.
    told = [place for place in told if not found[place].endswith(":")] or told
    # A bare "how long do we have?" is like no sentence in particular; curators say first what matters most.
    if _asks_whom(text):
        place = told[0]
    elif ask is not None and names_no_subject(text):
        place = _first_telling(found, told, text, ask)
    elif _asks_duty(text):
        place = next((place for place in told if in_shape(text, found[place])), told[0])
    else:
        place = max(told, key=values.__getitem__)
        known = ask is not None or mind.encode is None or _is_put_so(text, found[place])
        if not known and not _is_told(place, asked & stems(found[place]) - EVERYWHERE, likeness):
            return None
    said, last = found[place], place in _ends_of_lines(answer)
    alone = last or len(said) >= _SHORT or found[place + 1].endswith((":", "?"))
    return said if alone else f"{said} {found[place + 1]}"


def _fitting(found: Sequence[str], told: Sequence[int], text: str) -> list[int]:
    """The places of those that can be an answer to it: an amount where one is asked for, somebody where that
    is all that is."""
    plain = normalise(text)
    if _TAKES.search(plain):
        return [place for place in told if not (_LASTS.search(found[place]) or _YOURS.search(found[place]))]
    if _HOW_MUCH.search(plain):
        return [place for place in told if _SAYS_HOW_MUCH.search(found[place])]
    if _asks_whom(text):
        return [place for place in told if _NAMES.search(found[place])]
    return list(told)


def _asks_whom(text: str) -> bool:
    """Does a message ask for somebody to turn to, and nothing more?"""
    return bool(_WHO.search(normalise(text))) and names_no_subject(text)


def _asks_duty(text: str) -> bool:
    """Does it ask whether somebody must or may, and nothing more?"""
    own = content_words(words(text))
    return _MAY.issuperset(own) and bool(own or _MUST.search(normalise(text)))


def _is_put_so(text: str, sentence: str) -> bool:
    """Is a sentence put as the answer to a question that names nothing ("who enforces that")? Whom to turn to
    is told beside any sentence."""
    return bool(_WHO.search(normalise(text)) or (names_no_subject(text) and in_shape(text, sentence)))


def _is_told(place: int, shared: frozenset[str], likeness: Sequence[float]) -> bool:
    """Does a sentence say what was asked, as far as can be told?"""
    others = max((near for other, near in enumerate(likeness) if other != place), default=0.0)
    return bool(shared) or likeness[place] >= _NEAR or likeness[place] - others >= _STANDS_OUT


def _first_telling(found: Sequence[str], told: Sequence[int], text: str, ask: PlainAsk) -> int:
    """The first sentence that says it outright; for how long something takes, the first that speaks of
    taking."""
    if _TAKES.search(normalise(text)):
        return next((place for place in told if _TAKES.search(found[place])), told[0])
    return next((place for place in told if outright(found[place], ask)), told[0])


def sentences_of(answer: str) -> list[str]:
    """The sentences and list items of an answer, without marks, as curators wrote them."""
    return [sentence for line in _lines_of(answer) for sentence in line]


def _lines_of(answer: str) -> list[list[str]]:
    """The sentences of each line: a paragraph without breaks, or an item of a list."""
    lines = (
        line.strip().removeprefix("- ")
        for piece in paragraphs(without_marks(answer))
        for line in piece.split("\n")
    )
    return [[part.strip() for part in _SENTENCE.split(line) if part.strip()] for line in lines]


def _ends_of_lines(answer: str) -> set[int]:
    """The places of sentences after which another thought begins."""
    return {int(end) - 1 for end in accumulate(len(line) for line in _lines_of(answer)) if end}


def _likeness(sentences: Sequence[str], text: str, mind: Mind) -> list[float]:
    """How like the question each sentence is, 0 to 1; all alike without an encoder."""
    if mind.encode is None:
        return [0.0] * len(sentences)
    vectors = mind.encode([text, *sentences])
    return [float(vectors[0] @ vector) for vector in vectors[1:]]

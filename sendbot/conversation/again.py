"""An answer that was just given, asked about once more: the curated sentence that holds it, and not the whole
a second time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from sendbot.conversation import buttons
from sendbot.conversation.answers import date_button, entry_words, open_button, people_lines
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.own_words import own
from sendbot.conversation.plain_asks import names_no_subject, plain_ask, says
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.shortening import stems
from sendbot.knowledge.entries import Entry
from sendbot.matching.reading.text import normalise
from sendbot.mind.mind import Mind
from sendbot.words.marks import paragraphs, without_marks

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z£\"'(])")
_WORDS_COUNT = 0.15
"""What sharing all of its words with a sentence is worth beside the vectors' likeness: enough to settle near
ties."""
_WHO = re.compile(
    r"\bwho(?:m|s)?\b.*\b(?:ring|call|phone|contact|speak|talk|email|ask|write|tell|see|send)\b"
    r"|\b(?:number|email|address|ring them|call them|phone them|contact them)\b"
)
"""Whoever asks whom to turn to is told it, beside the sentence."""
_TAKES = re.compile(r"\b(?:takes?|taking)\b")
_LASTS = re.compile(r"\blast(?:s|ed|ing)?\b|\bvalid for\b")
"""How long something is good for, or was so: never how long it takes to get."""
_PEOPLE = 2
"""People named beside a sentence: the one to ring and one more."""
_SHORT = 60
"""A sentence of fewer characters than this is said with the one after it: alone it is often half a thought.
"""


def again_reply(entry: Entry, text: str, mind: Mind, view: View, instead: str | None = None) -> Reply:
    """The sentence of an entry that fits a question best, with the way to the whole and to what may have been
    meant `instead`."""
    knowledge = mind.knowledge
    title, answer = entry_words(entry, view)
    said = best_sentence(answer, f"{title} {text}", text, mind) or own(knowledge, view, "again-unsaid")
    offered = [
        Button(own(knowledge, view, "button-whole"), buttons.write(buttons.OPEN, entry.id, view.token()))
    ]
    offered[:0] = date_button(entry, knowledge, view)
    other = knowledge.entry(instead) if instead else None
    if other is not None:
        offered.append(open_button(other, view))
    offered.append(
        Button(own(knowledge, view, "button-helped"), buttons.write(buttons.HELPED, entry.id, view.token()))
    )
    people = people_lines(entry.contacts, knowledge, _PEOPLE) if _WHO.search(normalise(text)) else ()
    return Reply((Words(said), *people), tuple(offered), Kind.ANSWER)


def best_sentence(answer: str, subject: str, text: str, mind: Mind) -> str | None:
    """The sentence (or the item of a list) that is likest to the question; the one after it in its line as
    well where it is very short. None where a price, a time or what comes of a no is asked for and no sentence
    says it."""
    found = sentences_of(answer)
    likeness = _likeness(found, text, mind)
    asked, ask = stems(subject), plain_ask(text)
    shared = [len(asked & stems(sentence)) / max(len(asked), 1) for sentence in found]
    values = [near + _WORDS_COUNT * same for near, same in zip(likeness, shared, strict=True)]
    telling = [place for place, sentence in enumerate(found) if ask is None or says(sentence, ask)]
    if _TAKES.search(normalise(text)):
        telling = [place for place in telling if not _LASTS.search(found[place])]
    if not telling:
        return None
    # A bare "how long do we have?" is like no sentence in particular; curators say first what matters most.
    bare = ask is not None and names_no_subject(text)
    place = _first_telling(found, telling, text) if bare else max(telling, key=values.__getitem__)
    said, last = found[place], place in _ends_of_lines(answer)
    return said if last or len(said) >= _SHORT else f"{said} {found[place + 1]}"


def _first_telling(found: Sequence[str], telling: Sequence[int], text: str) -> int:
    """The first sentence that says it; for how long something takes, the first that speaks of taking."""
    if not _TAKES.search(normalise(text)):
        return telling[0]
    return next((place for place in telling if _TAKES.search(found[place])), telling[0])


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

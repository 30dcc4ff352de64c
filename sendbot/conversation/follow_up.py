"""What a message means after what came before it: an ellipsis ("and if they say no?"), a choice ("the first
one"), a correction ("no, college").

Context only helps where the message does not stand alone. What each sign is worth was learned from pairs of
questions and follow-ups
(`python -m tests.benchmarks follow-ups` learns it again); the subject, its related entries and those that fit
the joined words are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from sendbot.conversation.again import sentences_of
from sendbot.conversation.messages import Before
from sendbot.conversation.plain_asks import PlainAsk, names_no_subject, plain_ask, says, telling
from sendbot.matching.decision import Answer, Candidate, Decision, Ranking, Reason, decide
from sendbot.matching.reading.text import content_words, normalise, words
from sendbot.mind.mind import EVERY, Mind

_STARTS = re.compile(
    r"^(?:(?:ok|oh|right|thanks|ta|yes|no|well)\W+)*"
    r"(?:and|but|so|or|even|also|then|what if|what about|how about|if|where next)\b"
)
_POINTING = frozenset("it its that this they them their theyre theyve those these one ones".split())
_SIGN_WEIGHTS = (0.4, 0.4, 0.5, 0.2)
"""How far each sign makes a message lean on what came before: it begins like a continuation, it points, it
has hardly any word of its own, it has few."""
_LEANS = 0.4
"""From here on a message is weighed together with what came before though it could be answered alone, or no
entry comes near it: one clear sign. To be short is none ("how tall is everest")."""
_OWN_WORDS = 3
"""With so many words that say something, a message that has an answer names its own subject."""
_SOME_WORDS = 2
"""With fewer, and no answer before it, a message is never answered outright: "can we fight it" after choices
that nobody took may be about each of them, and each has a time limit of its own."""
_SURELY_ALONE = 0.9
"""From here on an answer to a message that points at nothing is no guess."""
_LOOKED_AT = 4
"""Candidates of each way of reading: the right one stood among them in every pair that was learned from."""
_SURE = 0.65
"""The chance from which on the likeliest entry is answered; below it three are offered. At it eight in a
hundred pairs were answered wrongly, at 0.45 thirteen."""
_SURER = 0.8
"""The same for a message with three words of its own, which may well have changed the subject, and for an
entry
that is neither the subject nor related to it."""
_ABOUT_IT = 0.5
"""The same for a message that names no subject: it is about the last answer or what is related to that, so
the one that is likelier than all others together is given."""
_BESIDE = 0.001
"""What is near and does not say what is asked comes last: it is a way on, and no answer."""
_NEVER = 1.1
"""No chance reaches it: entries are offered, none is given."""
_WAYS_ON = frozenset("appeal appeals complain complaint challenge next".split())
_FLOOR = 0.01
"""Added to scores before their logarithm, so that no evidence is not infinitely bad."""

WEIGHTS = (
    1.202, -0.162, 1.213, 0.351, 0.883, -0.181, -0.353, 0.541, 0.239, -0.161,
    -0.836, 0.344, -0.862, -0.020, 0.172, 0.009, 0.344, 0.550,
)  # fmt: skip
"""What the features of `_features` are worth, learned from the pairs."""


@dataclass(frozen=True)
class Followed:
    """What was meant, and whether the answer stands in the entry just given."""

    decision: Decision
    same: bool = False
    here: str | None = None
    """The very words that were asked about, where the message names no subject of its own."""


@dataclass(frozen=True)
class Readings:
    """The scores of every entry for the message alone, for it after the last question, and for it after the
    last entry's title."""

    alone: Mapping[str, float]
    asked: Mapping[str, float]
    titled: Mapping[str, float]


def leaning(text: str) -> float:
    """How much a message leans on what came before, 0 (not at all) to 1."""
    return min(1.0, sum(weight for weight, sign in zip(_SIGN_WEIGHTS, _signs(text), strict=True) if sign))


def followed(text: str, before: Before, mind: Mind, ranking: Ranking, alone: Decision) -> Followed | None:
    """What a message that leans on the last answer or question means; None when it stands alone."""
    lean = leaning(text)
    blocked = ranking.signs.reason not in {None, Reason.ONLY_STOP_WORDS}
    about_it = before.entry is not None and names_no_subject(text)
    if not (before.entry or before.question) or blocked or not (lean or about_it):
        return None
    if isinstance(alone, Answer) and not about_it and not _may_lean(text, lean, alone):
        return None
    if not isinstance(alone, Answer) and lean < _LEANS and not about_it:
        return None
    chances = weighed(text, before, mind, lean)
    subject = _subject(before, mind)
    here = {subject, *_related(before, mind)}
    if about_it:
        return _about_it(text, before, mind, chances)
    if subject is None and len(content_words(words(text))) < _SOME_WORDS:  # of choices none was taken
        return _meant(_decided(chances, mind, _NEVER), subject)
    surely = next(iter(chances), None) in here and len(content_words(words(text))) < _OWN_WORDS
    return _meant(_decided(chances, mind, _SURE if surely else _SURER), subject)


def _about_it(text: str, before: Before, mind: Mind, chances: Mapping[str, float]) -> Followed:
    """What a message that names no subject asks of the last answer: of its own words first, then of what is
    near to it. A price is told by no neighbour, unless prices are what that is about."""
    subject, ask = _subject(before, mind), plain_ask(text)
    near: set[str | None] = {subject, *_related(before, mind)} | _neighbour(text, before, mind)
    around = _only(near, chances)
    if ask == "cost":
        near = {name for name in near if name == subject or _is_about(name, ask, mind)}
    elif ask == "refusal":
        named = set() if _is_about(subject, ask, mind) else _refusals(subject, chances, mind)
        belong = {name for name in named if _belong(name, subject, mind)}
        if named and not belong and not _says(subject, ask, mind):
            found = {**{name: chances[name] for name in named}, **_only(near, chances)}
            return _meant(_decided(found, mind, _NEVER), subject)
        near = {*belong} or {subject}
    elif ask is None and not _ways_on(text):
        sure = {name for name, chance in around.items() if chance >= _SURE}
        near = {*sure} or {subject}
    if ask is not None:  # where nothing near says it, the answer just given is the one that does not
        near = {name for name in near if _says(name, ask, mind) or _is_about(name, ask, mind)} or {subject}
    found = _only(near, chances) or dict(chances)
    beside = {name: chance * _BESIDE for name, chance in around.items() if name not in found}
    return _meant(_decided(found | beside, mind, _ABOUT_IT), subject, _teller(before, ask, mind))


def _ways_on(text: str) -> bool:
    """Does it ask for a way on, which often has an entry of its own?"""
    return not _WAYS_ON.isdisjoint(words(text))


def _meant(decision: Decision, subject: str | None, here: str | None = None) -> Followed:
    same = isinstance(decision, Answer) and decision.entry == subject
    return Followed(decision, same, here if same else None)


def _teller(before: Before, ask: PlainAsk | None, mind: Mind) -> str | None:
    """The words that were shown last; another part of their entry where only that says what is asked."""
    parts = [entry.id for entry in mind.knowledge.family(before.entry or "")]
    if ask is None or _part_says(before.entry, ask, mind):
        return before.entry
    return next((name for name in parts if _part_says(name, ask, mind)), before.entry)


def _says(name: str | None, ask: PlainAsk, mind: Mind) -> bool:
    """Whoever asks for a price, a time or what comes of a no is not answered by an entry that says none."""
    return any(_part_says(entry.id, ask, mind) for entry in mind.knowledge.family(name or ""))


def _part_says(name: str | None, ask: PlainAsk, mind: Mind) -> bool:
    entry = mind.knowledge.entry(name) if name else None
    return entry is not None and bool(telling(sentences_of(entry.answer), ask))


def _is_about(name: str | None, ask: PlainAsk, mind: Mind) -> bool:
    """Is it what an entry's title says?"""
    entry = mind.knowledge.entry(name) if name else None
    return entry is not None and says(entry.title, ask)


def _refusals(subject: str | None, names: Iterable[str], mind: Mind) -> set[str]:
    """The entries of the subject's own file whose title is about a no: what comes of one often has an entry
    of its own. One that belongs to the subject is given, another is only offered: what comes of a refused
    budget is not told by the entry on a refused assessment."""
    entries = mind.knowledge.entries
    topic = entries[subject].topic if subject and subject in entries else None
    return {
        name
        for name in names
        if name in entries and entries[name].topic == topic and says(entries[name].title, "refusal")
    }


def _belong(name: str, subject: str | None, mind: Mind) -> bool:
    """Is either entry related to the other?"""
    one, other = mind.knowledge.entry(name), mind.knowledge.entry(subject or "")
    return one is not None and other is not None and (name in other.related or other.id in one.related)


def _neighbour(text: str, before: Before, mind: Mind) -> set[str | None]:
    """The entry of the subject's own file that fits the joined words best, both ways of joining them."""
    readings, subject = (
        _readings(text, before, mind),
        mind.knowledge.entries.get(_subject(before, mind) or ""),
    )
    best = {next(iter(_best(scores)), "") for scores in (readings.asked, readings.titled)}
    found = mind.knowledge.entries.get(best.pop()) if len(best) == 1 else None
    return {found.id} if found and subject and found.topic == subject.topic else set()


def _only(names: Collection[str | None], chances: Mapping[str, float]) -> dict[str, float]:
    """The chances of these entries alone; they sum to 1."""
    kept = {name: chance for name, chance in chances.items() if name in names}
    total = sum(kept.values())
    return {name: chance / total for name, chance in kept.items()} if total else {}


def _may_lean(text: str, lean: float, alone: Answer) -> bool:
    """May a message that could be answered alone still be about the last answer? Not with three words of its
    own, unless it begins with "and"; nor where it points at nothing and is answered surely ("do I have to do
    mediation")."""
    begins, points, _, _ = _signs(text)
    surely = alone.candidates[0].score >= _SURELY_ALONE
    return lean >= _LEANS and (
        begins or (len(content_words(words(text))) < _OWN_WORDS and (points or not surely))
    )


def weighed(
    text: str, before: Before, mind: Mind, lean: float, without: Collection[str] = ()
) -> dict[str, float]:
    """The chance of each entry that comes into question, the likeliest first; they sum to 1."""
    readings = _readings(text, before, mind)
    subject, related = _subject(before, mind), _related(before, mind)
    names = {name for scores in (readings.alone, readings.asked, readings.titled) for name in _best(scores)}
    names |= {name for name in (subject, *related) if name and name in mind.knowledge.entries}
    values = {
        name: sum(
            weight * value
            for weight, value in zip(
                WEIGHTS, _features(name, text, subject, related, readings, lean), strict=True
            )
        )
        for name in sorted(names.difference(without))
    }
    if not values:
        return {}
    most = max(values.values())
    shares = {name: exp(value - most) for name, value in values.items()}
    total = sum(shares.values())
    return {
        name: share / total for name, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    }


def _decided(chances: Mapping[str, float], mind: Mind, sure: float) -> Decision:
    candidates = tuple(Candidate(name, round(chance, 6)) for name, chance in list(chances.items())[:5])
    return decide(Ranking(candidates), type(mind.thresholds)(answer=sure, clarify=0.0))


def _readings(text: str, before: Before, mind: Mind) -> Readings:
    entry = mind.knowledge.entry(before.entry) if before.entry else None
    asked = _scores(f"{before.question} {text}", mind) if before.question else _scores(text, mind)
    return Readings(_scores(text, mind), asked, _scores(f"{entry.title} {text}", mind) if entry else asked)


def _scores(text: str, mind: Mind) -> dict[str, float]:
    return {candidate.entry: candidate.score for candidate in mind.rank(text, limit=EVERY)}


def _best(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))[:_LOOKED_AT]


def _subject(before: Before, mind: Mind) -> str | None:
    """The whole entry that was shown last, itself or in a part."""
    return mind.knowledge.whole(before.entry) if before.entry else None


def _related(before: Before, mind: Mind) -> tuple[str, ...]:
    """The whole entries that are related to what was shown last; where only choices were, those and what was
    shown before them."""
    entry = mind.knowledge.entry(before.entry) if before.entry else None
    near = entry.related if entry else (*before.offered, *((before.earlier,) if before.earlier else ()))
    wholes = dict.fromkeys(mind.knowledge.whole(name) for name in near)
    return tuple(name for name in wholes if name != _subject(before, mind))


def _signs(text: str) -> tuple[bool, bool, bool, bool]:
    spoken = words(text)
    own = len(content_words(spoken))
    return (
        bool(_STARTS.search(normalise(text))),
        not _POINTING.isdisjoint(spoken),
        own <= 1,
        own <= 3,
    )


def _features(
    name: str, text: str, subject: str | None, related: Collection[str], readings: Readings, lean: float
) -> tuple[float, ...]:
    alone, asked, titled = (
        log(scores.get(name, 0.0) + _FLOOR) for scores in (readings.alone, readings.asked, readings.titled)
    )
    here, near = float(name == subject), float(name in related)
    signs = [float(sign) for sign in _signs(text)]
    return (
        alone, alone * lean, asked, asked * lean, titled,
        here, here * lean, near, near * lean, max(here, near) * asked,
        *(here * sign for sign in signs), *(near * sign for sign in signs),
    )  # fmt: skip

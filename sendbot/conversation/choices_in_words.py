"""Choices and corrections in words: "the first one", "2", "the one about transport"; "no, I meant for
college"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sendbot.conversation.follow_up import weighed
from sendbot.conversation.messages import Before
from sendbot.matching.decision import Answer, Candidate, Clarify, Decision, Reason, decide
from sendbot.matching.reading.none_meant import means_none
from sendbot.matching.reading.text import content_words, normalise, words
from sendbot.mind.mind import Mind

_PLACES = {
    "first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "last": -1, "bottom": -1,
}  # fmt: skip
_NAMES = {"one": 0, "two": 1, "three": 2, "four": 3}
_PLACE = re.compile(
    r"(?:(?:ok|yes|erm|um|please|id like|can i have|its|i think|maybe)\W+)*"
    r"(?:the |option |number |no\.? |choice |button )*"
    r"(?P<place>[1-9]|1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|sixth|top|bottom|last"
    r"|(?<=option )\w+|(?<=number )\w+)"
    r"(?: (?:one|option|choice|button|answer|please|pls|x|of those|of them|i think))*\W*"
)
_ONE_ABOUT = re.compile(r"\bones?\b")
_LONGEST_CHOICE = 9
"""Words: "erm, the one about how to appeal please" is a choice, a longer message tells something."""
_CORRECTS = re.compile(
    r"^(?:(?:no|nope|nah|sorry|actually|ok|but|thats|that is|that's|its|i said|wait)\b[\s,.!:-]*)*"
    r"(?:not (?:that|this|it|those|what i (?:asked|meant|mean|wanted|said))(?: one)?\b"
    r"|none of (?:these|those|them)(?: ones?)?\b|neither\b"
    r"|(?:i|we) (?:dont|don't|didnt|didn't) mean\b|(?:i|we) (?:meant|mean)\b|wrong one\b)[\s,.!:-]*"
)
_BEGINS_NO = re.compile(r"^(?:(?:sorry|oh|um|erm)[\s,.!-]+)*(?:no|nope|nah|not)\b[\s,.!:-]*")
_LEFT_OUT = re.compile(r"^(?P<out>[^,.;]{2,40}?)(?:[,.;]| but | just )\s*")
_TRAILING_NOT = re.compile(r"[,\s]+not (?:the |an? )?(?P<out>[\w ]{2,30})$")
_MEANT = re.compile(r"^(?:(?:but|sorry|ok|i|we|meant|mean|for|its)\b[\s,]*)*?(?:i|we) (?:meant|mean)\b[\s,]*")
_NAMES_LITTLE = 1
"""Words: "college" alone names no subject, and lies near entries that have nothing to do with what was
asked."""
_SURE = 0.4
"""A correction names what is meant, so that less certainty than for a follow-up is enough."""


@dataclass(frozen=True)
class Corrected:
    """What was meant instead; no decision when the message only says that the last answer was wrong."""

    decision: Decision | None


def chosen(text: str, before: Before, mind: Mind) -> Decision | None:
    """The entry that a message chooses from what was offered; None when it chooses nothing."""
    offered = [name for name in before.offered if mind.knowledge.entry(name)]
    spoken = words(text)
    if not offered or not spoken or len(spoken) > _LONGEST_CHOICE:
        return None
    found = _PLACE.fullmatch(normalise(text))
    if found:
        return _at(found["place"], offered, mind)
    if _ONE_ABOUT.search(normalise(text)) and content_words(spoken):
        return _about(text, before, offered, mind)
    return None


def corrected(text: str, before: Before, mind: Mind) -> Corrected | None:
    """What a correction means, the last answer left out; None when the message corrects nothing."""
    if not (before.entry or before.offered):
        return None
    if before.offered and means_none(text):
        return Corrected(None)
    plain = normalise(text)
    rest, out = _after_correction(plain)
    if rest is None:
        return None
    choice = chosen(rest, before, mind) if _PLACE.fullmatch(rest) else None
    if choice is not None:
        return Corrected(choice)
    if not content_words(words(rest)):
        return Corrected(None)
    return Corrected(_instead(rest, out, before, mind))


def _at(place: str, offered: Sequence[str], mind: Mind) -> Decision | None:
    number = int(place) - 1 if place.isdecimal() else _PLACES.get(place, _NAMES.get(place))
    if number is None or not -1 <= number < len(offered):
        return None
    return Answer(offered[number], (Candidate(mind.knowledge.whole(offered[number]), 1.0),))


def _about(text: str, before: Before, offered: Sequence[str], mind: Mind) -> Decision | None:
    """The offered entry that the words describe; another one where none of those offered fits as well."""
    chances = weighed(text, before, mind, lean=1.0)
    here = {name: chances.get(mind.knowledge.whole(name), 0.0) for name in offered}
    best = max(here, key=lambda name: (here[name], mind.nearest(mind.knowledge.whole(name), text) == name))
    likeliest = next(iter(chances), best)
    likelihood = chances.get(likeliest, 0.0)
    if here[best] >= likelihood / 3:
        likeliest, likelihood = best, here[best]
    return Answer(likeliest, (Candidate(mind.knowledge.whole(likeliest), round(likelihood, 6)),))


def _after_correction(plain: str) -> tuple[str | None, str]:
    """What is left of a correction, and what it says was not meant; None when it is none."""
    found = _CORRECTS.match(plain)
    if found:
        rest = plain[found.end() :]
        if "mean" in found.group() and "dont" in found.group().replace("'", "").replace("didnt", "dont"):
            return _without_denied(rest)
        return _without_trailing(rest)
    begun = _BEGINS_NO.match(plain)
    if not begun:
        return None, ""
    rest = plain[begun.end() :]
    meant = _MEANT.match(rest)
    if meant:
        return _without_trailing(rest[meant.end() :])
    if begun.group().rstrip(" ,.!:-").endswith("not"):
        return _without_denied(rest)
    if rest.startswith("not "):
        return _without_denied(rest[4:])
    named = re.match(r"(?:the|its|for|about|my)\b", rest)
    return (_without_trailing(rest)) if named else (None, "")


def _without_denied(rest: str) -> tuple[str | None, str]:
    """ "suspended, they only want her in till twelve": what comes after the thing that was not meant."""
    found = _LEFT_OUT.match(rest)
    if found is None:
        return None, ""
    meant = _MEANT.match(rest[found.end() :])
    return rest[found.end() + (meant.end() if meant else 0) :], found["out"]


def _without_trailing(rest: str) -> tuple[str, str]:
    found = _TRAILING_NOT.search(rest)
    return (rest[: found.start()], found["out"]) if found else (rest, "")


def _with_question(
    rest: str, alone: Decision, before: Before, mind: Mind, without: Collection[str]
) -> Decision:
    """What the last question means with the word that puts it right: answered where both together are sure,
    else what fits both and what fits the word are offered."""
    joined = decide(mind.rank(f"{before.question} {rest}"), mind.thresholds)
    if isinstance(joined, Answer) and joined.entry not in without:
        return joined
    best = [*joined.candidates[:2], *alone.candidates[:1], *joined.candidates[2:]]
    found = {item.entry: item for item in best if item.entry not in without}
    if len(found) < 2:
        return alone
    return Clarify(tuple(found)[:3], tuple(found.values()), Reason.TOO_CLOSE)


def _instead(rest: str, out: str, before: Before, mind: Mind) -> Decision:
    subject = mind.knowledge.whole(before.entry) if before.entry else None
    # Another part of what was shown may be meant.
    without = {subject} if subject and len(mind.knowledge.family(subject)) == 1 else set()
    if out:
        denied = decide(mind.rank(out), mind.thresholds)
        without |= {denied.entry} if isinstance(denied, Answer) else set()
    alone = decide(mind.rank(rest), mind.thresholds)
    if len(content_words(words(rest))) <= _NAMES_LITTLE and before.question:
        return _with_question(rest, alone, before, mind, without)
    if isinstance(alone, Answer) and alone.entry not in without:
        return alone
    chances = weighed(rest, before, mind, 0.5, without)
    candidates = tuple(Candidate(name, round(chance, 6)) for name, chance in list(chances.items())[:5])
    if not candidates:
        return alone
    if candidates[0].score >= _SURE or len(candidates) == 1:
        return Answer(candidates[0].entry, candidates)
    return Clarify(tuple(item.entry for item in candidates[:3]), candidates, Reason.TOO_CLOSE)

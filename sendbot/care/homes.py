"""Addresses by their shape: a number and a street, a flat, a named house, and streets that somebody says to
live in."""

from __future__ import annotations

import re
from collections.abc import Iterator

STREET = (
    r"(?:street|st|road|rd|avenue|ave?|close|cl|drive|dr|lane|ln|crescent|cres|court|ct|way|place|pl|"
    r"grove|gardens?|gdns|terrace|walk|mews|square|sq|hill|rise|row|croft|fold|mount|park|green|view|parade|"
    r"bank|meadows?|drift|brow|gate|wharf|yard|villas?)"
)
"""Words that streets end in."""
_PLAIN_STREET = (
    r"(?:street|road|avenue|close|drive|lane|crescent|court|grove|gardens|terrace|mews|rd|ave|cres)"
)
_HOUSE = (
    r"(?:cottages?|house|farm|lodge|barns?|bungalow|villa|manor|mill|tannery|stables|chapel|vicarage|"
    r"rectory|grange|hall|croft|court|tower|forge|smithy|bakery|granary)"
)
_NUMBER = r"\d{1,4}[a-z]?(?: ?[-/] ?\d{1,4}[a-z]?)?"
_NO_STREET = (
    r"(?!(?:weeks?|months?|years?|days?|hours?|hrs?|mins?|minutes?|miles?|and|or|to|of|in|at|per|is|yr|yrs|"
    r"times|but|there|no|with|who|he|she|its|so|a|if|more|full|"
    r"can't|cant|cannot|won't|wont|doesn't|doesnt|didn't|didnt|couldn't|could|will|always|only|never|just|"
    r"not|they|we|i|it|my|his|her|when|then|"
    r"part|spare|free|funded|special|different|other|big|long|bed|bedroom|lane|way|st|nd|rd|th|child|"
    r"children|kids|people|"
    r"pupils?|terms?|nights?|sessions?|out|on|for|from|left|right|hour|mile|minute|the (?:way|road|drive|"
    r"walk|hill|park|gate|rise|bank|green)|"
    r"(?:school|nursery|college|respite|car|parking|taxi|bus) (?:places?|"
    r"parks?|way|yard|gate|drive|hill top))\b)"
)
_INSIDE = r"(?:[ -](?!(?:and|to|in|is|at|from|or|but|of)\b)[a-z][\w']*)"
_FLAT = re.compile(
    rf"\b(?:flat|apartment|apt|unit|room)\s?\d{{1,4}}[a-z]?,?\s+(?:{_NUMBER},?\s+)?[a-z][\w']*"
    rf"(?:[ -][a-z][\w']*){{0,3}}?\s(?:{STREET}\b\.?|(?:house|lodge|tower)\b(?:,? [a-z]+ {STREET}\b)?)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b{_NUMBER},?\s+{_NO_STREET}[a-z][\w'.]*{_INSIDE}{{0,2}}?\s{STREET}\b\.?(?! (?:forward|off|through|"
    rf"back|out|of (?:dealing|getting|working)|to (?:go|get|see|do)))"
    rf"|\b{_NUMBER},?\s+the\s{STREET}\b",
    re.IGNORECASE,
)
_NAMED_HOUSE = re.compile(
    rf"\b(?:[Tt]he )?(?:[A-Z][\w']{{1,20}} ){{1,3}}(?i:{_HOUSE}),? (?:[A-Z][\w']{{1,20}} ){{1,2}}"
    rf"(?i:{STREET})\b"
)
_STREET_ALONE = re.compile(
    rf"\b(?:at|to|on|of|in|from|is|:) (?P<inner>(?-i:(?:The )?[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}, "
    rf"(?:[A-Z][a-z]+ ){{1,2}}){STREET})\b"
    rf"|\b(?:live|lives|lived|living|moved|moving|address(?: is)?:?|house is|home is|home:|stay|stays|"
    rf"staying|based|reside|resides|we're|we are|i'm|i am) (?:(?:at|on|in|"
    rf"to|is) )?(?:number |no\.? )?(?:{_NUMBER} )?"
    rf"(?P<inner2>[a-z][\w']{{1,20}}(?: [a-z][\w']{{1,20}})?\s{_PLAIN_STREET})\b",
    re.IGNORECASE,
)
_LIVED_IN = re.compile(
    rf"\b(?:lives?|lived|living|stay|stays|staying|reside|resides|address(?: is)?:?|home is|house is|"
    rf"moved to|moving to)(?: at)? (?P<inner>(?:the )?[a-z][\w']{{2,20}}(?: [a-z][\w']{{2,20}})? "
    rf"(?:cottages?|farm|lodge|barn|bungalow|vicarage|rectory|manor))\b"
    rf"|\b(?:lives? at|living at|address is|address:|stay(?:s|ing)? at|we're at|we are at) (?P<inner2>"
    rf"(?:number |no\.? )?{_NUMBER},? {_NO_STREET}[a-z][\w']{{2,20}}(?: (?!(?:and|with|in|but|we|is|do|does|"
    rf"my|near)\b)[a-z][\w']{{2,20}})?)",
    re.IGNORECASE,
)
_CALLED_HOUSE = re.compile(
    r"\b(?:our|my|his|her|their|the) (?:house|cottage|bungalow|farm|farmhouse|barn|flat|home|caravan|boat)"
    r"(?:'s)? (?:is )?(?:called|named|name is|known as) "
    r"(?P<inner>(?:the )?(?!(?:a|an|off|out|on|by|that|this|it|in|to|for|when)\b)[a-z][\w']{1,20}"
    r"(?: (?!(?:and|but|so|in|on|at|near|which|it|its|the|we|is|he|she|they|with|off|outside|by)\b)"
    r"[a-z][\w']{1,20}){0,2})",
    re.IGNORECASE,
)
_HINT = re.compile(rf"\b(?:{STREET}|{_HOUSE}|at|is|called|named|known|address:?) ?\b", re.IGNORECASE)
"""A word that every address holds, or that stands before one."""
_WORD_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|"
    r"five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:flat|apartment|apt|unit|room|plot)\.? ?\d{{1,4}}[a-z]?,? {{1,2}})?(?:\b(?:number|no\.?|house|"
    rf"plot) ?)?(?:\b{_NUMBER}|\b{_WORD_NUMBER}),?[ \n]{{1,2}}$|\b(?:flat|apartment|apt|unit|room|"
    rf"plot)\.? ?\d{{1,4}}[a-z]?,? {{1,2}}$",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(
    rf"\b(?:number|no\.?|house) {_WORD_NUMBER},? [a-z][\w']{{1,20}}(?: [a-z][\w']{{1,20}})?\s{STREET}\b",
    re.IGNORECASE,
)
_LOOK_BACK = 30
"""Characters before a street in which its number is looked for."""


_HOUSE_BEFORE = re.compile(
    rf"\b(?:[Tt]he )?(?P<house>[A-Z][\w']{{1,20}}(?: [A-Z][\w']{{1,20}}| (?i:{_HOUSE})){{0,2}}), ?$"
)


def with_number(text: str, start: int) -> int:
    """Where an address begins that was found from its street on: at the number of the house or flat before
    it, or at the house's name."""
    for before in (_BEFORE, _HOUSE_BEFORE):
        earliest = max(0, start - _LOOK_BACK)
        found = before.search(text, earliest, start)
        start = start if found is None else found.start()
    return start


def addresses(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of addresses."""
    if not _HINT.search(plain):
        return
    for pattern in (_FLAT, _NUMBERED, _NAMED_HOUSE, _STREET_ALONE, _LIVED_IN, _CALLED_HOUSE, _SAID_NUMBER):
        for found in pattern.finditer(plain):
            inner = [name for name in found.groupdict() if found[name]]
            start, end = found.span(inner[0]) if inner else found.span()
            yield with_number(plain, start), end

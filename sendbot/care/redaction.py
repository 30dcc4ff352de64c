"""Removing personal details before anything is kept: patterns with check digits, and names found by the words around them.

Errs on the side of removing. `Redacted` is made here and nowhere else; whatever is stored or logged must be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NewType

from sendbot.care.names import people, schools

Redacted = NewType("Redacted", str)

LONGEST = 8192
"""Characters that are read; the rest of a longer text is cut off, because what is not read cannot be cleaned."""


@dataclass(frozen=True)
class Span:
    """A personal detail in the text as given: offsets in code points, `end` exclusive."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Redaction:
    """The cleaned text, and what was removed from the text as given."""

    text: Redacted
    spans: tuple[Span, ...]


_LABELS = {
    "PERSON": "[name]", "PHONE": "[phone]", "EMAIL": "[email]", "POSTCODE": "[postcode]", "ADDRESS": "[address]", "DATE_OF_BIRTH": "[date of birth]",
    "NHS_NUMBER": "[NHS number]", "NI_NUMBER": "[NI number]", "CASE_NUMBER": "[case number]", "HANDLE": "[account]", "SCHOOL": "[school]",
}  # fmt: skip
_WORDS = {
    "PERSON": "name", "PHONE": "phone number", "EMAIL": "email address", "POSTCODE": "postcode", "ADDRESS": "address",
    "DATE_OF_BIRTH": "date of birth", "NHS_NUMBER": "NHS number", "NI_NUMBER": "National Insurance number", "CASE_NUMBER": "case number",
    "HANDLE": "account name", "SCHOOL": "name of the school",
}  # fmt: skip
_ORDER = tuple(_LABELS)
_LABEL = re.compile("|".join(re.escape(label) for label in _LABELS.values()))

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,320}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w+-])[\w+-]{1,64}(?: ?(?:\.| dot |\(dot\)|\[dot\]) ?[\w+-]{1,64}){0,3} ?(?:\(at\)|\[at\]| at |@) ?[\w-]{2,63}"
    r"(?: ?(?:\(dot\)|\[dot\]| dot ) ?(?:[a-z]{2,12})){1,3}\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|snapchat|t)\.(?:com|me)/[\w./?=&%@+-]{1,200}",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w.@/\]])(?:@\w[\w.]{1,30}\w)+\b"
    r"|\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|telegram|facebook|fb|discord|xbox|psn|whatsapp)(?: (?:name|user ?name|handle|account|id|tag))?"
    r"(?:(?: is|:|=| -)+ ?(?P<inner>@?[\w.\-#]{3,32})| (?P<inner2>(?=[\w.\-#]{0,31}[\d_#])[\w.\-#]{3,32}))",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]?|[A-Z]{1,2} \d{1,2}) ?-?\d ?[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE
)
# Any two letters: QQ and other prefixes that are never issued stand in made-up numbers, and a slip must not keep a real one.
_NI = re.compile(r"\b[A-Z]{2}(?:[ -]?\d){6}[ -]?[A-D]\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d_£.])(?:\+|00)?\(?\d(?:[ ().\-]{0,2}\d){6,14}(?!\w)")
_WORD_NUMBER = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|\d)"
_SPOKEN_PHONE = re.compile(rf"\b(?:zero|oh|nought)(?:[ -]{_WORD_NUMBER}){{8,14}}\b", re.IGNORECASE)
_NHS_CUE = re.compile(
    r"\bnhs\s*(?:no\b|num\w*|#|id)?\.?\s*(?:is|:|=|-)?\s*(?P<inner>\d(?:[ -]?\d){8,10})\b|(?<!\d)(?P<inner2>\d{3}[ -]?\d{3}[ -]?\d{4}) (?:is (?:my|his|her|the) )?nhs\b",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\w£.+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)")
_CASE = re.compile(
    r"\b(?:(?:case|ref(?:erence)?|pupil|student|upn|uln|application|appeal|claim|complaint|file|ehcp?|plan|patient|hospital|unique pupil|unique learner|"
    r"mosaic|liquid ?logic|capita|sims|tribunal|client|customer|account)\s*(?:ref(?:erence)?\b|no\b|num(?:ber)?\b|id\b|#|nr\b)?\.?(?: number| no)?\s*(?:is\b|was\b|:|=|#|-)?\s*)"
    r"(?P<inner>(?=[A-Z\d/_-]*\d[A-Z\d/_-]*\d)[A-Z\d]{0,12}(?:[/_-][A-Z\d]{1,12}){0,5}|[A-Z]{1,4} ?\d{3,12}[A-Z]?|[A-Z]{1,4}(?: \d{2,4}){2,5}[A-Z]?|\d[\d ]{4,14}\d)(?![\w-])",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:EH\d{3}/\d{2}/\d{5}|[A-Z]\d{12}|[A-Z]{2,5}[-/]\d{2,4}[-/]\d{3,8}|[A-Z]{2,5}[-/]?\d{5,10})\b"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -](?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}[ -,]*(?:\d{{4}}|'?\d{{2}})|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|bday|b-day|born)\b(?:\s+(?:is|was|on|the|in)\b)*[\s:=\-]*(?P<inner>{_DAY}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})\b"
    rf"|\b(?P<inner2>{_DAY})\b(?= ?\(?(?:d\.?o\.?b|date of birth|birth))"
    # A whole date with a year long past, and no paper or event beside it, is most likely a birthday.
    rf"|(?<!letter )(?<!dated )(?<!since )(?<!approved )(?<!on )(?<!of )(?<!from )(?<!until )(?P<inner3>\b\d{{1,2}}(?:(?:st|nd|rd|th)? {_MONTH} |[./-]\d{{1,2}}[./-])(?:19[4-9]\d|20[01]\d)\b)",
    re.IGNORECASE,
)
_STREET = r"(?:street|st|road|rd|avenue|ave?|close|cl|drive|dr|lane|ln|crescent|cres|court|ct|way|place|pl|grove|gardens?|gdns|terrace|walk|mews|square|sq|hill|rise|row|croft|fold|mount|park|green|view|parade|bank|meadows?|drift|brow|gate|wharf|yard|villas?)"
_ADDRESS = re.compile(
    rf"\b(?:flat|apartment|apt|unit|room)\s?\d{{1,4}}[a-z]?,?\s+(?:\d{{1,4}}[a-z]?,?\s+)?[a-z][\w']*(?:[ -][a-z][\w']*){{0,3}}?\s(?:{_STREET}\b\.?|(?:house|lodge|tower)\b(?:,? [a-z]+ {_STREET}\b)?)"
    rf"|\b\d{{1,4}}[a-z]?(?:[-/]\d{{1,4}}[a-z]?)?,?\s+(?!(?:weeks?|months?|years?|days?|hours?|mins?|minutes?|miles?|and|or|to|of|in|at|per|is|yr|yrs|times|but|there|no|with|who|he|she|its|so|a|the|if)\b)[a-z][\w'.]*(?:[ -](?!(?:and|to|in|is|at|from)\b)[a-z][\w']*){{0,2}}?\s{_STREET}\b\.?(?! (?:forward|off|through|back|out|of (?:dealing|getting|working)|to (?:go|get|see|do)))"
    rf"|\b(?:at|to|on|of|in|from|is|:) (?P<inner3>(?-i:(?:The )?[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}, (?:[A-Z][a-z]+ ){{1,2}}){_STREET})\b"
    rf"|\b(?:live|lives|living|moved|moving|address is|house is|home is|stay|staying) (?:at|on|in|to)? ?(?:number |no\.? )?(?:\d{{1,4}}[a-z]? )?(?P<inner>[a-z][\w']+(?: [a-z][\w']+)?\s(?:street|road|avenue|close|drive|lane|crescent|court|grove|gardens|terrace|mews|rd|ave|cres))\b",
    re.IGNORECASE,
)

_ORGANISATIONS = (
    "0300",
    "0303",
    "0330",
    "0333",
    "0343",
    "0344",
    "0345",
    "0370",
    "0371",
    "0500",
    "0800",
    "0808",
    "0845",
    "0870",
)
"""Beginnings of numbers that only organisations have (helplines among them): nobody is found by them."""

Finder = Callable[[str], Iterator[tuple[int, int]]]


def _spans(pattern: re.Pattern[str], needs: re.Pattern[str] | None = None) -> Finder:
    """Matches of a pattern; where it names an inner part, only that part is the detail.

    `needs` is something that every match holds and that is quickly found: most messages hold it nowhere.
    """

    def find(text: str) -> Iterator[tuple[int, int]]:
        for found in pattern.finditer(text) if needs is None or needs.search(text) else ():
            inner = [name for name in found.groupdict() if found[name]]
            yield found.span(inner[0]) if inner else found.span()

    return find


def _emails(text: str) -> Iterator[tuple[int, int]]:
    """Every address has a dot, typed or said; without one there is nothing to look for."""
    if "." in text or "dot" in text.casefold():
        yield from _spans(_EMAIL)(text)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _is_phone(digits, found.group()):
            yield found.span()
    for found in _SPOKEN_PHONE.finditer(text):
        yield found.span()


def _is_phone(digits: str, typed: str) -> bool:
    """British shapes, or any international number; not years, money, times, short numbers or organisations' numbers."""
    if typed.startswith(("+", "00")):
        return 9 <= len(digits) <= 15
    if digits.startswith(_ORGANISATIONS):
        return False
    return (digits.startswith("0") and 10 <= len(digits) <= 11) or (
        digits.startswith("7") and len(digits) == 10
    )


def _nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """After the letters NHS any long number; elsewhere ten digits whose check digit is right."""
    yield from _spans(_NHS_CUE)(text)
    from stdnum.gb import nhs  # heavy: only where a number might be one of its kinds

    for found in _TEN_DIGITS.finditer(text):
        if not found.group().startswith("0") and nhs.is_valid(re.sub(r"\D", "", found.group())):
            yield found.span()


_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("EMAIL", _emails),
    ("HANDLE", _spans(_LINK, re.compile(r"\.(?:com|me)/", re.IGNORECASE))),
    ("HANDLE", _spans(_HANDLE)),
    ("DATE_OF_BIRTH", _spans(_BIRTH, re.compile(r"birth|day|born|o\.?b|19[4-9]\d|20[01]\d", re.IGNORECASE))),
    ("NHS_NUMBER", _nhs_numbers),
    ("NI_NUMBER", _spans(_NI)),
    ("ADDRESS", _spans(_ADDRESS)),
    ("POSTCODE", _spans(_POSTCODE)),
    ("PHONE", _phones),
    ("CASE_NUMBER", _spans(_CASE)),
    ("CASE_NUMBER", _spans(_CODE)),
    ("SCHOOL", schools),
    ("PERSON", people),
)


def redact(text: str, keep: Collection[str] = ()) -> Redaction:
    """The text without the personal details that are recognised; `keep` lists contact details that may stay (our own).

    Idempotent: cleaning a cleaned text changes nothing. Time grows linearly with the text.
    """
    read = text[:LONGEST]
    ours = _ours(keep)
    found = _details(read, ours)
    return Redaction(Redacted(_settled(_replaced(read, found), ours) if found else read), tuple(found))


@dataclass(frozen=True)
class _Ours:
    """What may stay: whole details, bare, and phrases that a detail may be a part of, such as the first word of a charity's name."""

    bare: set[str]
    phrases: re.Pattern[str] | None
    beginnings: frozenset[str]
    """The phrases' first words: a text without any of them needs no closer look."""


def _settled(text: str, ours: _Ours) -> str:
    """Clean again until nothing is found: a replacement can bring a cue beside a new word. At most a few rounds."""
    for _ in range(4):
        found = _details(text, ours)
        if not found:
            break
        text = _replaced(text, found)
    return text


def _details(text: str, ours: _Ours) -> list[Span]:
    """The details of a text that may not stay, in its order. Where two overlap, that of the earlier (more certain) finder counts."""
    taken = bytearray(
        len(text)
    )  # which characters belong to something already: one look instead of comparing with every other span
    for found in _LABEL.finditer(text):
        _take(taken, *found.span())
    for found in (
        ours.phrases.finditer(text)
        if ours.phrases is not None and not ours.beginnings.isdisjoint(_word_like(text))
        else ()
    ):
        _take(taken, *found.span())
    chosen = []
    for span in _find(text):
        if not any(taken[span.start : span.end]) and _bare(text[span.start : span.end]) not in ours.bare:
            _take(taken, span.start, span.end)
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


@lru_cache(maxsize=8)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    return (
        re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases), re.IGNORECASE)
        if phrases
        else None
    )


def _word_like(text: str) -> set[str]:
    """Runs of letters and digits, in small letters."""
    return set(re.findall(r"\w+", text.casefold()))


def _name_alone(contact: str) -> str:
    """A contact's name without the town or the description behind it."""
    return re.split(r" ?[,(:]", contact.replace("’", "'"))[0]


def _ours(keep: Collection[str]) -> _Ours:
    """The kept details, and of those the ones of two words and more, such as names of charities."""
    phrases = tuple(
        sorted(
            {_name_alone(value) for value in keep if " " in value and value[0].isalpha()},
            key=len,
            reverse=True,
        )
    )
    beginnings = frozenset(word for phrase in phrases for word in re.findall(r"\w+", phrase.casefold())[:1])
    return _Ours({_bare(value) for value in keep}, _pattern(phrases), beginnings)


def _find(text: str) -> Iterator[Span]:
    """All details, in the order of the finders."""
    for kind, finder in _FINDERS:
        for start, end in finder(text):
            if start < end:
                yield Span(start, end, kind)


def _replaced(text: str, spans: Sequence[Span]) -> str:
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], _LABELS[span.type]]
        end = span.end
    return "".join([*parts, text[end:]])


def _bare(value: str) -> str:
    """For comparing contact details: without spaces and signs, in small letters."""
    return re.sub(r"[\s().\-]", "", value).casefold()


def describe(spans: Sequence[Span]) -> str:
    """What was removed, in plain words: "the name and phone number"; "" for nothing."""
    kinds = sorted({span.type for span in spans}, key=_ORDER.index)
    words = [_WORDS[kind] for kind in kinds]
    if not words:
        return ""
    return "the " + (words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}")

"""Details that have a shape: addresses of email and pages, numbers of phones, patients, insurance and cases,
postcodes.

Letters may be glued to them ("07700900123x"), spaces may be of any kind, and digits of any script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sendbot.matching.reading.spelling import word_frequencies
from sendbot.matching.reading.text import STOP_WORDS

Finder = Callable[[str], Iterator[tuple[int, int]]]

_UNGLUED = r"(?=x{1,9}(?![a-z\d])|(?![a-z\d]))"
"""A detail that ends in letters ends there, or only kisses are glued to it."""

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,320}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w+-])[\w+-]{1,64}(?: ?(?:\.| dot |\(dot\)|\[dot\]) ?[\w+-]{1,64}){0,3} ?(?:\(at\)|\[at\]| at |"
    r"@) ?[\w-]{2,63}(?: ?(?:\(dot\)|\[dot\]| dot ) ?(?:[a-z]{2,12})){1,3}\b"
    r"|(?<![\w+-])[\w+-]{1,64}(?:(?:\.| dot )[\w+-]{1,64}){0,3} (?:at|@) ?(?:gmail|hotmail|outlook|yahoo|"
    r"icloud|btinternet|googlemail|aol|msn)\.(?:com|co\.uk)"
    r"|(?<![\w.+-])[\w.+-]{1,64}@(?:gmail|hotmail|outlook|yahoo|icloud|"
    r"btinternet|googlemail|live|aol|msn|me)\b",
    re.IGNORECASE,
)
_SAID_SIGN = r"(?: ?\. ?| (?:dot|underscore|under score|dash|hyphen) | ?(?:\(dot\)|\[dot\]) ?)"
"""A dot or a line in an address, as typed or as said: nothing that is a part of a word, so that a hostile
message takes no longer."""
_LOCAL = rf"(?<![\w+.-])[\w+-]{{1,64}}(?P<sign>{_SAID_SIGN}[\w+-]{{1,64}}){{0,4}}"
_ENDING = r"(?:com|co|uk|net|org|ac|gov|eu|info|me|live|ltd|pl|ro|ua|es|pt|br|hu|ie|de|fr|it|cn)"
_DOT_SAID = r"(?:\.| ?(?:dot|\(dot\)|\[dot\]) ?)"
_SPACED_EMAIL = re.compile(
    rf"(?:(?<![\w+.-])[a-z\d]{{1,64}}[._-][\w.-]{{1,64}} )?{_LOCAL}(?: ?@ ?[\w-]{{2,63}}"
    rf"(?: ?(?:\.|dot|\(dot\)|\[dot\]) ?{_ENDING}){{1,3}}\b"
    rf"| ?(?:\(at\)|\[at\]| at ) ?[\w-]{{2,63}}(?:{_DOT_SAID}{_ENDING}){{1,3}}\b)",
    re.IGNORECASE,
)
"""With spaces around its signs: "jo @ example . co . uk"; around a dot only where the other sign is typed."""
_PROVIDER = (
    r"(?:gmail|hotmail|outlook|yahoo|icloud|btinternet|googlemail|aol|msn|sky|talktalk|proton|virginmedia)"
)
_AT_PROVIDER = re.compile(
    rf"(?P<cue>\b(?:e-?mail|mail|address)\b[^\n.]{{0,20}}?\b(?:is|to|it|me|at|on|:)?:? )?"
    rf"(?P<inner>{_LOCAL} ?(?:\(at\)|\[at\]|\bat\b|@) ?{_PROVIDER}\b)",
    re.IGNORECASE,
)
"""Without an ending; with "at" alone only where something else says that it is an address."""
_LINK = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|snapchat|threads|"
    r"youtube|linktr|wa|t)\.(?:com|me|net|ee)/[\w./?=&%@+-]{1,200}",
    re.IGNORECASE,
)
_LINK_HINT = re.compile(r"\.(?:com|me|net|ee)/", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?<![\w.@/\]])(?:@\w[\w.]{1,30}\w)+\b"
    r"|\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|telegram|facebook|fb|discord|xbox|psn|whatsapp|"
    r"roblox|fortnite|steam|twitch|youtube|reddit|mumsnet|minecraft|gamer ?tag|user ?name)(?: "
    r"(?:name|user ?name|handle|account|id|tag))?"
    r"(?:(?: is| as|:|=| -)+ ?(?P<inner>@?[\w.\-#]{3,32})|"
    r" (?P<inner2>(?=[\w.\-#]{0,31}[\d_#])[\w.\-#]{3,32}))",
    re.IGNORECASE,
)
_HANDLE_HINT = re.compile(
    r"@|insta|snap|tiktok|twitter|telegram|facebook|fb|discord|xbox|psn|whatsapp|"
    r"roblox|fortnite|steam|twitch|youtube|reddit|mumsnet|minecraft|gamer|user",
    re.IGNORECASE,
)
_HANDLE_IN_WORDS = re.compile(
    r"\b(?:insta(?:gram)?|tiktok|facebook|fb|youtube|messenger)(?: (?:name|page|account))?"
    r"(?: as| under| is|:) ?(?P<inner>(?-i:[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){1,3}))",
    re.IGNORECASE,
)
"""An account under several words: "on facebook as Two Lads Mum"."""
_COMMON = 5000
"""So often does a word stand in the list that it is one of every day, and seldom an account."""

_AREAS = frozenset(
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|"
    "E|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|"
    "KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|"
    "SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|"
    "TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE".split("|")
)
"""The letters that postcodes begin with."""
_POSTCODE = re.compile(
    r"(?<![a-z\d])(?P<area>[a-z]{1,2})(?P<inside> {0,2})(?P<district>\d[a-z\d]?)"
    r"(?P<between>[ \n]{0,3}-?[ \n]{0,3})(?P<end>\d(?P<apart> ?)[abd-hjlnp-uw-z]{2})"
    r"(?=x{1,9}(?![a-z\d])|(?![a-z\d]))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")
_POSTCODE_END = re.compile(r"\d ?[abd-hjlnp-uw-z]{2}", re.IGNORECASE)
_GLUED_POSTCODE = re.compile(
    r"postcode(?: is|:)? ?(?P<inner>[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2})", re.IGNORECASE
)
# Any two letters: QQ and other prefixes that are never issued stand in made-up numbers, and a slip must not
# keep a real one.
_NI = re.compile(
    rf"(?:(?<![a-z\d])|(?<=nino)|(?<=ni))[A-Z]{{2}}(?:[ .-]{{0,2}}\d){{6}}[ .-]{{0,2}}[A-D]{_UNGLUED}"
    r"|\b(?:ni|nino|national insurance|nat ins)\b[^\d\n]{0,20}?\b(?P<inner>[A-Z]{2}(?:[ .-]{0,2}\d){6}"
    r"(?:[ .-]{0,2}[A-D](?=x{1,9}(?![a-z\d])|(?![a-z\d])))?)(?!\d)",
    re.IGNORECASE,
)

_PHONE = re.compile(r"(?<![\d_£.])(?:\+|00)?\(?[\do](?:[ ().,/\-]{0,3}\d){6,14}(?!\d)", re.IGNORECASE)
_RUNG = re.compile(
    r"\b(?:ring|call|text|phone|tel|telephone|mob|mobile|landline|whatsapp|number)\b[^\d\n.?!]{0,25}?"
    r"(?<![\d£])(?P<inner>\d(?:[ -]?\d){5,8})(?![\d%])",
    re.IGNORECASE,
)
_ONE = (
    r"(?:zero|oh|o|nought|naught|one|two|three|four|five|six|seven|eight|nine|double|triple|treble|\d{1,5})"
)
_SAID_PART = (
    rf"(?:{_ONE}|hundred|thousand|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
)
"""How a number is said that begins with a nought: also in tens and hundreds ("oh seven seven double oh nine
hundred")."""
_SPOKEN = re.compile(
    rf"\b(?:(?:zero|oh|o|nought|naught|plus)(?:[\s,.\-]{{1,3}}{_SAID_PART}){{6,16}}|{_ONE}"
    rf"(?:[\s,.\-]{{1,3}}{_ONE}){{7,16}})\b",
    re.IGNORECASE,
)
_SPOKEN_HINT = re.compile(r"\b(?:zero|oh|o|nought|naught|plus|double|triple|treble)\b", re.IGNORECASE)

_NHS_CUE = re.compile(
    r"nhs\W{0,3}(?:(?:no|num\w*|id)\b)?\W{0,3}(?:(?:is|was|for|his|her|him|my|the|of|it's|its|son|"
    r"daughter)\b\W{1,2}){0,4}(?P<inner>\d(?:[ .,\-]{0,2}\d){7,10})(?!\d)"
    r"|(?<!\d)(?P<inner2>\d{3}[ -]?\d{3}[ -]?\d{4})\W{1,2}(?:(?:is|that's|thats) )?(?:(?:my|his|her|"
    rf"the) )?nhs\b|nhs\W{{0,3}}(?:(?:no|num\w*|id)\b)?\W{{0,3}}(?:is\W{{1,2}})?(?P<inner3>{_ONE}"
    rf"(?:[\s,.\-]{{1,3}}{_ONE}){{6,11}})\b",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\d£.+])\d{3}[ .-]{0,2}\d{3}[ .-]{0,2}\d{4}(?!\d)")

_NUMBER_WORD = r"(?:(?:ref(?:erence)?|no|num(?:ber)?|id|nr|code)\b\.?|#)"
_FILLERS = (
    r"(?:(?:is|was|for|of|my|his|her|our|the|it's|its|son|sons|daughter|daughters|child|"
    r"childs)\b[ :#=\-]{0,3}|[:=#\-]\s*){0,5}"
)
_ID = (
    r"(?:(?=[A-Z\d/_-]*\d[A-Z\d/_-]*\d)[A-Z\d]{1,14}(?:[/_-][A-Z\d]{1,14}){0,5}|"
    r"[A-Z]{1,4}(?: \d{2,4}){2,5}[A-Z]?|[A-Z]{1,4} ?\d{3,12}[A-Z]?|\d[\d ]{4,14}\d)"
)
_NO_UNIT = (
    r"(?![\w/-])(?! ?(?:%|percent|weeks?|days?|hours?|hrs?|months?|years?|yrs?|pounds?|quid|times|"
    r"pages?|miles?|pm|am|minutes?|mins?|places?|children|kids|people|terms?)\b)"
)
_SURE_CASE = re.compile(
    rf"\b(?:case|ref|reference|upn|uln|unique pupil|unique learner|mosaic|liquid ?logic|capita|sims|urn|"
    rf"(?:pupil|student|application|appeal|claim|complaint|file|ehcp?|plan|patient|hospital|tribunal|client|"
    rf"customer|account|order|enquiry|ticket|incident|crime)[ -]?{_NUMBER_WORD})"
    rf"\s*{_NUMBER_WORD}?[ :#=\-.]{{0,4}}{_FILLERS}(?P<inner>{_ID}){_NO_UNIT}",
    re.IGNORECASE,
)
_LIKELY_CASE = re.compile(
    # Without "number" only what is plainly one: letters and digits together, signs inside, or five digits and
    # more.
    r"\b(?:pupil|student|application|appeal|claim|complaint|file|ehcp?|plan|patient|hospital|tribunal|client|"
    r"customer|account)\s*[:=#\-]?\s*(?:is\s)?"
    r"(?P<inner>(?=[A-Z\d/_-]*\d[A-Z\d/_-]*\d)(?:[A-Z]{1,8}[/_-]?\d{2,12}[A-Z]?(?:[/_-][A-Z\d]{1,12}){0,4}|"
    r"\d{2,8}[/_-][A-Z\d]{1,8}(?:[/_-][A-Z\d]{1,12}){0,3}|\d{5,14}))" + _NO_UNIT,
    re.IGNORECASE,
)
_CASE_HINT = re.compile(
    r"case|ref|pupil|student|upn|uln|urn|appl|appeal|claim|compl|file|ehc|plan|patient|hospital|unique|"
    r"mosaic|liquid|capita|sims|tribunal|client|custom|account|order|enq|ticket|inciden|crime",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:(?i:EH\d{3}/\d{2}/\d{5}|[A-Z]{2}\d{3}/\d\d/\d{4,6})|[A-Z]\d{12}|[A-Z]{2,5}[-/]\d{2,4}[-/]\d{3,8}|"
    r"[A-Z]{2,5}[-/ ]?\d{5,10})(?![A-Z\d])"
)
_LONG = re.compile(r"(?<![\d£.,/+\-])(?!0)\d{8,16}(?![\d%]|[.,/]\d)")
"""So many digits in one run are nobody's count of anything."""

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

_DIGIT = re.compile(r"\d")


def matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Matches of a pattern; where it names inner parts, only these are the detail."""
    for found in pattern.finditer(text):
        inner = [name for name in found.groupdict() if found[name]]
        yield from (found.span(name) for name in inner) if inner else (found.span(),)


def emails(plain: str) -> Iterator[tuple[int, int]]:
    """Addresses of email, typed or said. Each has a dot or an at sign; without one there is nothing to look
    for."""
    small = plain.casefold()
    if "." in plain or "@" in plain or "dot" in small:
        yield from matches(_EMAIL, plain)
    if "@" in plain or "at" in small:
        yield from (found.span() for found in _SPACED_EMAIL.finditer(plain))
        for found in _AT_PROVIDER.finditer(plain):
            if found["cue"] or found["sign"] or re.search(r"[@\d_]", found["inner"]):
                yield found.span("inner")


def handles(plain: str) -> Iterator[tuple[int, int]]:
    """Accounts and pages of people elsewhere."""
    if _LINK_HINT.search(plain):
        yield from matches(_LINK, plain)
    if _HANDLE_HINT.search(plain):
        yield from (place for place in matches(_HANDLE, plain) if not _is_common(plain[slice(*place)]))
        yield from matches(_HANDLE_IN_WORDS, plain)


def _is_common(said: str) -> bool:
    """Is it a word of every day and no account, as in "facebook is full of it"?"""
    small = said.casefold().rstrip(".-")
    return small in STOP_WORDS or word_frequencies().get(small, 0) >= _COMMON


def postcodes(plain: str) -> Iterator[tuple[int, int]]:
    """British postcodes."""
    if not _POSTCODE_END.search(plain):
        return
    for found in _POSTCODE.finditer(plain):
        if _is_postcode(found):
            yield found.span()
    yield from matches(_GLUED_POSTCODE, plain)


def _is_postcode(found: re.Match[str]) -> bool:
    """As printed, whatever its letters; or of a real area. "im 18 at" and "y9 2nd" are none."""
    if found.group().isupper() and not found["inside"] and not found["apart"]:
        return True
    if found["area"].upper() not in _AREAS or _ORDINAL.fullmatch(found["end"]):
        return False
    return not found["inside"] or (
        bool(found["between"]) and not found["apart"] and found["district"].isdigit()
    )


def insurance_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """National Insurance numbers."""
    if _DIGIT.search(plain):
        yield from matches(_NI, plain)


def phones(plain: str) -> Iterator[tuple[int, int]]:
    """Numbers of phones, in digits or words."""
    if _DIGIT.search(plain):
        for found in _PHONE.finditer(plain):
            if _is_phone(re.sub(r"\D", "", re.sub("[oO]", "0", found.group())), found.group()):
                yield found.span()
        for found in _RUNG.finditer(plain):
            if not re.sub(r"\D", "", found["inner"]).startswith(_ORGANISATIONS):
                yield found.span("inner")
    if _SPOKEN_HINT.search(plain):
        yield from (found.span() for found in _SPOKEN.finditer(plain) if _SPOKEN_HINT.search(found.group()))


def _is_phone(digits: str, typed: str) -> bool:
    """British shapes, or any international number; not years, money, times, short numbers or organisations'
    numbers."""
    if typed.startswith(("+", "00")):
        return 9 <= len(digits) <= 15
    if digits.startswith(_ORGANISATIONS):
        return False
    return (
        (digits.startswith("0") and 10 <= len(digits) <= 11)
        or (digits.startswith("7") and len(digits) == 10)
        or (digits.startswith("447") and len(digits) == 12)
    )


def health_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """After the letters NHS any long number; elsewhere ten digits whose check digit is right."""
    if "nhs" in plain.casefold():
        yield from matches(_NHS_CUE, plain)
    if not _DIGIT.search(plain):
        return
    from stdnum.gb import nhs  # heavy: only where a number might be one of its kinds

    for found in _TEN_DIGITS.finditer(plain):
        if not found.group().startswith("0") and nhs.is_valid(re.sub(r"\D", "", found.group())):
            yield found.span()


def case_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Numbers of cases, pupils, patients, claims, and others that look like one."""
    if not _DIGIT.search(plain):
        return
    if _CASE_HINT.search(plain):
        for found in _SURE_CASE.finditer(plain):
            yield found.span("inner")
        for found in _LIKELY_CASE.finditer(plain):
            yield found.span("inner")
    yield from matches(_CODE, plain)
    yield from matches(_LONG, plain)

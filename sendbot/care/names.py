"""Finding people's and schools' names: by the words around them, and by capitals in the middle of a
sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from sendbot.matching.reading.spelling import word_frequencies
from sendbot.matching.reading.text import STOP_WORDS

# Everything below is bounded: a message made of nothing but beginnings of names must not take longer than any
# other.
_NAME = r"[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,3}"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{0,40}(?:['’-][^\W\d_]{1,40}){0,3})"
_KIN = (
    r"(?:son|daughter|child|boy|girl|lad|kid|baby|toddler|husband|wife|partner|ex|mum|mam|mother|dad|father|"
    r"brother|sister|nephew|niece|grandson|"
    r"granddaughter|grandchild|stepson|stepdaughter|cousin|friend|mate|twin|twins|eldest|youngest|oldest|"
    r"middle one|little one|ds\d?|dd\d?|dh|dp|gs|gd|foster (?:son|daughter|child)|"
    r"teacher|ta|senco|sendco|keyworker|key worker|caseworker|case worker|social worker|headteacher|"
    r"head teacher|head|doctor|gp|consultant|ep|therapist|"
    r"childminder|tutor|neighbour|year old|yr old|yo)"
)
_KIN_CUE = re.compile(
    rf"\b(?:(?:my|our|his|her|their|the|this|a)\s+(?:\w+[ -]){{0,2}}?{_KIN}|d[sd]\d?)(?:\s?\(|,?\s+(?:is |"
    rf"was )?(?:called |named )?|, )(?=(?P<name>{_NAME}(?:\s+{_CAPITAL})?))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?:called|named|name is|name's|names|name was|name:|known as|goes by|nickname is)\s+(?="
    rf"(?P<name>{_NAME}(?:\s+(?!(?:and|is|who|he|she|at|in|was|has|but|for|on|from|to|the|they|we|my|with|"
    rf"because|cos|can|i)\b){_NAME})?))",
    re.IGNORECASE,
)
_SELF = re.compile(
    rf"\b(?:i['’]?m|i am|this is|it['’]?s|its|here is|speaking to|spoke (?:to|with)|speak to|talked to|"
    rf"talking to|met with|met|rang|emailed|email from|letter from|signed by|contact|ask for|regards,?|"
    rf"thanks,?|love,?|from,?|cheers,?|dear|hi|hello)\s+(?=(?P<name>{_NAME}(?:\s+{_CAPITAL}){{0,2}}))",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|auntie|aunty|aunt|uncle|nana|grandma|grandad|nurse|"
    rf"pastor|father|sister|cllr|councillor)\.?\s+(?=(?P<name>{_NAME}(?:\s+{_CAPITAL})?))",
    re.IGNORECASE,
)
_FORMAL = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|lady|lord|rev|cllr|councillor|nurse)"
_KIN_TITLE = r"(?:grandad|grandma|grandpa|granny|gran|nana|nanny|nan|auntie|aunty|aunt|uncle)"
_TITLES_BEFORE = re.compile(
    rf"\b(?:{_FORMAL}\.?(?:\s{{1,2}}(?:and|&|n|or)\s{{1,2}}{_FORMAL}\.?)?|{_KIN_TITLE})\s{{1,2}}$",
    re.IGNORECASE,
)
_SMALL_TITLED = re.compile(rf"\b{_FORMAL}\.?\s{{1,2}}(?=(?P<name>{_NAME}))", re.IGNORECASE)
_TITLE_REACH = 30
"""Characters before a name in which its titles are looked for."""
_SIGNED = re.compile(
    rf"(?:[.!?,\n]\s{{0,3}}|\s-\s{{0,3}}|\s—\s{{0,3}}|x{{1,9}}\s{{1,3}})(?P<name>{_CAPITAL}"
    rf"(?:\s{_CAPITAL})?)\s{{0,3}}(?:x{{1,9}}|\.)?\s{{0,9}}$"
)
_LISTED = re.compile(
    rf"\b(?:for|about|of|with|and|to|help|son|daughter|when|because|that|but|says|if|told|where|while|so|is|"
    rf"does|did|has|can|will|was|get|got|getting|put|sent|let|see|seen)\s+(?=(?P<name>{_CAPITAL}"
    rf"(?:\s{_CAPITAL})?))(?=$|\W)"
)
_MIDDLE = re.compile(rf"(?<=[a-z,;:] )(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})")
_START = re.compile(
    rf"(?:^|[.!?\n]\s{{0,3}})(?P<name>{_CAPITAL}(?:\s{_CAPITAL})?)(?=(?:['’]s)?\s+(?:is|was|has|had|keeps|"
    rf"can|cant|can't|cannot|wont|won't|will|does|doesnt|doesn't|didnt|didn't|goes|gets|got|needs|refuses|"
    rf"hates|loves|said|says|told|\(?\d{{1,2}}\)?|aged|who|and (?:i|his|her)|just|started|starts|turns|"
    rf"turned|struggles|lives|attends|in year|\(|,))"
)
_POSSESSIVE = re.compile(rf"\b(?P<name>{_CAPITAL})['’]s\b")
_LOWER_POSSESSIVE = re.compile(
    r"\b(?P<name>[^\W\d_]{3,}?)(?P<mark>['’]?)s\s+(?:ehcp?|plan|school|teacher|annual review|class|dad|mum|"
    r"needs|diagnosis|autism|adhd|behaviour|transport|taxi|senco|assessment|report)\b"
)
_NOT_AT_START = {"i", "im", "ive", "id", "ill"}

_SCHOOL_KIND = (
    r"(?:primary|infants?|junior|high|secondary|grammar|special|community|nursery|prep|preparatory|middle|"
    r"first|academy|c ?of ?e|ce|rc|catholic|church of england|"
    r"county|free|independent|sixth form|girls|boys|village)"
)
_SCHOOL = re.compile(
    rf"\b(?P<name>(?:St\.? |Saint |The )?{_CAPITAL}(?: {{1,2}}(?:{_CAPITAL}|of|the|and|upon|on|&|"
    rf"St\.?)){{0,4}}?\s+(?:(?i:{_SCHOOL_KIND})\s+){{0,4}}"
    r"(?i:school|academy|college|nursery|pre-?school|sixth form|high|primary|infants?|juniors?))\b"
)
_SCHOOL_CUE = re.compile(
    r"\b(?:goes to|goes|go to|went to|attends?|attending|moved to|moving to|starts? at|starting at|"
    r"started at|pupil at|student at|place at|enrolled at|teacher at|senco at|"
    r"reception at|year \d{1,2} at|yr ?\d{1,2} at|nursery at|in|at|from|to)\s+(?P<name>(?:st\.? |"
    r"saint )?[a-z][\w'’-]+(?:[ ][a-z][\w'’-]+){0,3}?\s+(?:"
    + _SCHOOL_KIND
    + (
        r"\s+){0,3}(?:school|academy|college|pre-?school|primary|secondary|"
        r"high|infants?|juniors?|nursery|sixth form))\b"
    ),
    re.IGNORECASE,
)
_SCHOOL_PLAIN = re.compile(
    r"\b(?:now|then|today|yesterday|currently|apparently|again|there|here|also|only|already|special|"
    r"mainstream|primary|secondary|high|junior|infant|infants|nursery|local|new|old|next|right|different|"
    r"another|other|any|a|an|the|my|our|his|her|their|"
    r"your|this|that|same|specialist|suitable|preferred|particular|home|out|of|for|to|at|in|from|no|whole|"
    r"every|each|after|before|during|middle|state|private|"
    r"independent|boarding|residential|faith|catholic|free|grammar|big|small|good|bad|which|what|normal|"
    r"regular|village|sixth|form|and|or|is|was|when|if|does|do|"
    r"between|current|previous|last|first|back|both|two|one|into|leave|leaving|start|starting|can|will|has|"
    r"needs|full|time|part|moving|special|needs|sen|send|near|"
    r"nearest|named|he|she|they|we|i|him|them|us|me|not|go|goes|going|went|off|with|about|says|said|told|"
    r"that|mainstram|alternative|provision|further|education|"
    r"maintained|community|than|rather|how|why|would|should|could|must|might|instead|year|child|kids|son|"
    r"daughter|school|schools|college|nursery|academy|academies|"
    r"upper|lower|post|all|through|only|single|sex|church|england|so|but|because|as|be|been|being|ask|asked|"
    r"asking|called|rang|send|sent|sending|find|choose|get|"
    r"getting|got|given|name|want|wants|change|changing|move|refuse|refused|refuses|refusing|attend|"
    r"attending|miss|missing|starts|started|finished|finish|outside|"
    r"inside|around|until|till|since|like|just|really|even|still|ever|"
    r"never|more|less|some|most|many|on|by|it|its)\b",
    re.IGNORECASE,
)


_SCHOOL_WORD = re.compile(
    "school|academy|college|nursery|sixth form|high|primary|infant|junior|secondary", re.IGNORECASE
)


Local = frozenset[str]
"""Words of one area that are no names of people: its towns, teams and charities, in small letters."""
NO_AREA: Local = frozenset()


@lru_cache(maxsize=8)
def not_names(local: Local = NO_AREA) -> frozenset[str]:
    """Words that are no names: ordinary words, acronyms, towns, charities, months. `data/not_names.txt` and
    what an area adds."""
    return _everywhere() | local


@cache
def _everywhere() -> frozenset[str]:
    text = files("sendbot.care").joinpath("data", "not_names.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.split("\n") if not line.startswith("#") for word in line.casefold().split()
    )


_ORDINARY = 60
"""A word counts as ordinary from so many occurrences in the word list on; rarer ones are often names."""


@cache
def _english() -> frozenset[str]:
    return frozenset(word for word, count in word_frequencies().items() if count >= _ORDINARY)


@cache
def first_names() -> frozenset[str]:
    """Given names that families may write in small letters; also some that are words are left to their
    cues."""
    text = files("sendbot.care").joinpath("data", "first_names.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.split("\n") if not line.startswith("#") for word in line.casefold().split()
    )


@cache
def family_names() -> frozenset[str]:
    """Common family names, most of them words too: names behind a title, however they are written."""
    text = files("sendbot.care").joinpath("data", "family_names.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.split("\n") if not line.startswith("#") for word in line.casefold().split()
    )


@cache
def word_names() -> frozenset[str]:
    """Given names that are words too: names only with a capital and a cue before them."""
    text = files("sendbot.care").joinpath("data", "word_names.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.split("\n") if not line.startswith("#") for word in line.casefold().split()
    )


def with_title(text: str, start: int) -> int:
    """Where a name begins when its titles are taken along: "Mr and Mrs Wilton"."""
    found = _TITLES_BEFORE.search(text, max(0, start - _TITLE_REACH), start)
    return start if found is None else found.start()


def people(text: str, local: Local = NO_AREA) -> Iterator[tuple[int, int]]:
    """(start, end) of what seem to be people's names, by patterns alone: for where no encoder runs."""
    for start, end in _people(text, local):
        yield with_title(text, start), end
    for found in _SMALL_TITLED.finditer(text):
        if _without_s(found["name"]).casefold() in family_names():
            start = found.start("name")
            yield with_title(text, start), start + len(_without_s(found["name"]))


_SHORT_WORD = re.compile(r"[^\W\d_]{2}")
_IN_BRACKETS = re.compile(r"\[[a-zA-Z ]{4,13}\]")


def _people(text: str, local: Local) -> Iterator[tuple[int, int]]:
    if not _SHORT_WORD.search(text):
        return
    shouting = _IN_BRACKETS.sub("", text).isupper()  # a label in place of a name does not make it quieter
    kin = list(_KIN_CUE.finditer(text))
    for matches, certain in (
        (_CALLED.finditer(text), True),
        (_TITLE.finditer(text), True),
        (kin, False),
        (_SELF.finditer(text), False),
    ):
        for found in matches:
            yield from _trimmed(text, *found.span("name"), certain=certain, local=local)
    if not shouting:
        yield from _capitals(text, kin, local)
    for found in _LOWER_POSSESSIVE.finditer(text):
        if found["mark"] or found["name"].casefold() in first_names() - word_names():
            yield from _trimmed(text, *found.span("name"), certain=False, local=local)
    yield from _given_names(text, local)


def _capitals(text: str, kin: Sequence[re.Match[str]], local: Local) -> Iterator[tuple[int, int]]:
    """Names that are told by their capital letters, in a text that has others too."""
    for found in kin:
        if found["name"][0].isupper():
            yield from _trimmed(text, *found.span("name"), certain=True, capital=True, local=local)
    for pattern in (_SIGNED, _LISTED, _MIDDLE, _START, _POSSESSIVE):
        for found in pattern.finditer(text):
            yield from _trimmed(text, *found.span("name"), certain=False, capital=True, local=local)


_PLACE_AFTER = re.compile(
    r"['’]?s? (?:ward|unit|centre|house|room|suite|wing|schemes?|fund|"
    r"trust|foundation|hospice|syndrome|disease)\b",
    re.IGNORECASE,
)
"""Words behind a name that make a place, a charity or a condition of it."""


def _given_names(text: str, local: Local) -> Iterator[tuple[int, int]]:
    """Given names anywhere, with a capitalised surname behind them."""
    known, words_too = first_names(), word_names()
    for found in _WHOLE_NAME.finditer(text):
        word = _without_s(found.group())
        bare = word.casefold()
        if bare not in known or bare in words_too or _PLACE_AFTER.match(text, found.end()):
            continue
        end = found.start() + len(word)
        surname = _SURNAME.match(text, end) if end == found.end() else None
        named = surname is not None and surname[1].casefold() not in not_names(local)
        yield found.start(), surname.end() if surname and named else end


_WHOLE_NAME = re.compile(_NAME)
_SURNAME = re.compile(rf"\s({_CAPITAL})")


def _without_s(word: str) -> str:
    """A name without its possessive ending."""
    return word[:-2] if word[-2:] in {"'s", "’s"} else word


def _trimmed(
    text: str, start: int, end: int, *, certain: bool, local: Local, capital: bool = False
) -> Iterator[tuple[int, int]]:
    """The words of a found name that can be names: from the first word that can, up to the first that
    cannot."""
    kept: list[tuple[int, int]] = []
    for found in _WHOLE_NAME.finditer(text[start:end]):
        word = found.group()
        if _can_be_name(word, local, certain=certain):
            stripped = _without_s(word)
            kept.append((start + found.start(), start + found.start() + len(stripped)))
        elif kept or not capital:
            break
    if kept and not _PLACE_AFTER.match(text, kept[-1][1]):
        yield kept[0][0], kept[-1][1]


@lru_cache(maxsize=4096)
def ordinary(word: str, local: Local = NO_AREA) -> bool:
    """Is this a word of plain English, an acronym or a place, rather than a name?"""
    return word in STOP_WORDS or word in not_names(local) or word in _english() or _inflected(word)


@lru_cache(maxsize=4096)
def _can_be_name(word: str, local: Local, *, certain: bool) -> bool:
    bare = _without_s(word).casefold().replace("'", "").replace("’", "")
    if _is_no_name(word, bare, local):
        return False
    capital = word[0].isupper()
    if bare in first_names() and (bare not in word_names() or capital):
        return True
    if certain or (bare in word_names() and capital):
        return bare not in _english() or capital
    return bare not in _english() and not _inflected(bare) and not _slip(bare)


def _is_no_name(word: str, bare: str, local: Local) -> bool:
    """Is it too short, a word that we know as none, or an acronym?"""
    if len(bare) < 2 or bare in not_names(local):
        return True
    if bare in STOP_WORDS and bare not in word_names():
        return True
    return word.isupper() and len(word) <= 6 and bare not in first_names()


_SOUNDS = (
    ("v", "th"), ("f", "th"), ("d", "th"), ("w", "wh"), ("k", "ck"), ("z", "s"), ("y", "i"), ("i", "y"),
    ("shun", "tion"), ("er", "re"), ("ie", "ei"), ("ei", "ie"),
    ("u", "ou"), ("oo", "ou"), ("e", "ea"), ("a", "ai"), ("o", "oa"), ("f", "ph"), ("s", "c"), ("c", "s"),
    ("w", "wr"), ("r", "wr"), ("n", "kn"), ("ur", "er"),
)  # fmt: skip
_VOWELS = "aeiou"
_WELL_KNOWN = 2000
"""How often a word must occur for others to count as slips of it: rarer ones are near too many names."""


@lru_cache(maxsize=4096)
def _slip(word: str) -> bool:
    """One slip away from a well-known word: "wiv", "diagnosd", "refered". Few ways are tried, so that a
    hostile message takes no longer."""
    counts = word_frequencies()
    spelled = [word.replace(sound, meant, 1) for sound, meant in _SOUNDS if sound in word]
    if len(word) >= 5:
        spelled += [word[:place] + word[place - 1] + word[place:] for place in range(2, len(word) + 1)]
        spelled += [word[:place] + vowel + word[place:] for place in range(1, len(word)) for vowel in _VOWELS]
    return any(counts.get(other, 0) >= _WELL_KNOWN for other in spelled)


def _inflected(word: str) -> bool:
    """British spellings and plain inflections of English words."""
    american = (
        word.replace("isation", "ization")
        .replace("ise", "ize")
        .replace("our", "or")
        .replace("ae", "e")
        .replace("tre", "ter")
        .replace("lling", "ling")
    )
    stems = [american] + [
        word[: -len(ending)]
        for ending in ("s", "ed", "ing", "es", "er", "ly", "d", "ish")
        if word.endswith(ending)
    ]
    return any(stem in _english() for stem in stems)


_ARTICLE = re.compile(r"\b(?:the|our) $", re.IGNORECASE)


def with_article(text: str, start: int) -> int:
    """Where a school's name begins when the article before it is taken along: "The Larchfield School", "Our
    Lady's"."""
    found = _ARTICLE.search(text, max(0, start - len("the ") - 1), start)
    return start if found is None else found.start()


def place_follows(text: str, end: int) -> bool:
    """Does a word stand behind a name that makes a ward, a charity or a condition of it?"""
    return _PLACE_AFTER.match(text, end) is not None


def names_a_school(text: str, start: int, end: int) -> bool:
    """Is there a word among these that is not merely a kind of school, or of any school?"""
    words = re.findall(r"[\w'’-]+", text[start:end])
    return any(
        not _SCHOOL_PLAIN.fullmatch(word)
        and not _KIND_OF_SCHOOL.fullmatch(word)
        and word.casefold() not in STOP_WORDS
        for word in words
    )


def schools(text: str, local: Local = NO_AREA) -> Iterator[tuple[int, int]]:
    """(start, end) of named schools; "special school" or "his primary school" is no name."""
    if not _SCHOOL_WORD.search(text):
        return
    for pattern in (_SCHOOL, _SCHOOL_CUE):
        for found in pattern.finditer(text):
            start, end = _school_trimmed(text, *found.span("name"), local)
            if start < end:
                yield with_article(text, start), end


_KIND_OF_SCHOOL = re.compile(_SCHOOL_KIND + "|sixth|form|pre-?school|c|e", re.IGNORECASE)


def _names_a_school(word: str, local: Local) -> bool:
    bare = re.sub(r"['’]s?$", "", word).casefold()
    if bare in not_names(local) or _SCHOOL_PLAIN.fullmatch(bare):
        return False
    return word[0].isupper() or (bare not in _english() and not _inflected(bare))


def _school_trimmed(text: str, start: int, end: int, local: Local) -> tuple[int, int]:
    """Leave out the plain words in front; nothing is left when no word of the name is a name."""
    words = list(re.finditer(r"[\w'’.-]+", text[start:end]))
    first = next(
        (
            place
            for place, word in enumerate(words[:-1])
            if not _SCHOOL_PLAIN.fullmatch(word.group().strip("."))
        ),
        None,
    )
    if first is None:
        return start, start
    own = [word.group() for word in words[first:-1] if not _KIND_OF_SCHOOL.fullmatch(word.group())]
    last_is_plain = bool(own) and bool(_SCHOOL_PLAIN.fullmatch(own[-1]))
    if last_is_plain or not any(_names_a_school(word, local) for word in own):
        return start, start
    return start + words[first].start(), end

"""The two views of a message that the safety screen reads: as typed, and with disguises and slips taken
off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from sendbot.matching.reading.spelling import word_frequencies

LONGEST = 8192
"""Characters that are screened. Telegram's own limit is half of that."""

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
# Letters of other alphabets that look like ours, as they are used to slip past filters.
_LOOK_ALIKE = str.maketrans("аеорсухіѕԁһӏαεικορτυν", "aeopcyxisdhlaeikoptuv")
_SPACED_OUT = re.compile(r"(?<!\w)(?:[^\W_][\s.\-_*]{1,2}){2,30}[^\W_](?!\w)")
_ENDLESS = re.compile(r"([^\s]{40})[^\s]+")
_BETWEEN = re.compile(r"[\s.\-_*]")
_LEET_WORD = re.compile(
    r"(?<![a-z\d@$!])[@$a-z][a-z]*+(?:[\d@$!]{1,2}+[a-z]++)+|(?<![a-z\d@$!])[@$][a-z]{2,}"
)
_STARRED = re.compile(r"(?<!\w)[a-z]++(?:[*#]++[a-z]*+)++")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPACE = re.compile(r"\s+")
_TOKENS = re.compile(r"[^\W_]+|[.!?]+")

_MEANT = {
    "you": "u", "your": "ur", "are": "r", "going to": "gna gonna gona gunna finna", "going": "goin",
    "want to": "wanna wana", "want": "wan wnt", "wants": "wnts", "wont": "wont", "dont": "dnt dont",
    "didnt": "dint", "cant": "cnt cannot carnt", "couldnt": "couldent", "ive": "iv", "and": "n nd",
    "because": "coz cos cuz bc bcos bcuz becuase", "boyfriend": "bf", "girlfriend": "gf",
    "kill": "kil kll unalive", "killing": "kiling killin unaliving", "kill myself": "kms",
    "kill yourself": "kys", "killed": "unalived", "suicide": "sewerslide sewercide suey", "hurt": "hert",
    "hurting": "hurtin hurtng hertin", "hitting": "hitin hittin hiting", "hit": "hitted",
    "beating": "beatin", "cutting": "cuttin cuting", "self harm": "selfharm sh",
    "self harming": "selfharming", "self harms": "selfharms", "overdose": "od", "overdosing": "oding",
    "odd": "odd", "breathing": "breathin", "breathe": "breath breth breeth", "breathes": "breathes",
    "husband": "hubby", "partner": "fella", "dying": "diein dieing dyin", "dead": "ded deid",
    "tonight": "2nite tonite 2nyt", "night": "nite nyt", "nights": "nites", "today": "2day",
    "tomorrow": "2moro tmrw", "anyone": "any1", "someone": "some1 sumone", "no one": "no1",
    "everyone": "every1", "no more": "nomore", "any more": "anymore", "myself": "myslef meself mysel mesel",
    "himself": "hiself hisself himselve himslef", "herself": "herslef hershelf", "themselves": "themself",
    "trying to": "tryna", "trying": "tryin", "keeping": "keepin", "saying": "sayin", "ending": "endin",
    "living": "livin", "choking": "chokin chocking", "bleeding": "bleedin", "fitting": "fittin",
    "shaking": "shakin", "being": "bein", "having": "havin", "doing": "doin", "nothing": "nothin",
    "with": "wiv wid", "that": "dat", "the": "da teh", "have": "hav", "of": "ov", "im": "im", "hes": "hes",
    "thats": "thats", "please": "pls plz", "people": "ppl", "something": "sumthing somethin smth sth",
    "school": "skool", "scared": "scard scaired sacred", "safely": "safly", "cope": "cope coup",
    "little": "lil",
    "mums": "mams moms", "mum": "mam mom momma", "knife": "knive", "ambulance": "amblance ambo",
    "unconscious": "resus", "paracetamol": "paracetemol parecetamol para", "tablets": "tabs",
    "vomiting": "vommiting", "before": "b4", "late": "l8", "about": "abt", "love": "luv",
    "hospital": "hospitle", "stopped": "stoped", "stopping": "stoping", "swollen": "swolen",
}  # fmt: skip
"""What is meant, and how families type it. A word that stands for itself is left as it is, slip or not."""

_FORMS = {form: meant for meant, forms in _MEANT.items() for form in forms.split()}

_WORDS_ELSEWHERE = frozenset("od para da mam dat n u".split())
"""Text-speak that is a common word of another language which families write: Polish "od" is "from", Spanish
"para" is "for"."""

_KEY_WORDS = (
    "suicide suicidal overdose overdosed unconscious seizure seizures ambulance strangled strangling "
    "strangle breathing breathe bleeding choking swallowed unresponsive collapsed anaphylaxis allergic "
    "domestic violence violent abused abusing abusive threatened threatening threatens punched kicked "
    "slapped bruises bruised missing paracetamol tablets medication hanging drowning goodbye frightened "
    "terrified scared neglected locked husband boyfriend partner battery floppy swelling swollen police "
    "knife safe himself herself myself killing killed hurting kill tonight"
).split()
_COMMON = 100
"""A word that occurs as often as this in the English word list means itself: "struggling" is no slip of
"strangling", nor "spelling" one of "swelling". Slips of key words stand there less often, or not at all."""

_RARE_WORDS = frozenset({"flappy", "hinging"})
"""Words of families that are rarer than that, and one letter from a key word."""


def as_typed(message: str) -> str:
    """Lower case with plain quotes, apostrophes dropped and spaces single: hardly changed."""
    return _SPACE.sub(
        " ", _ENDLESS.sub(r"\1", message[:LONGEST].translate(_QUOTES)).casefold().replace("'", "")
    ).strip()


def undisguised(message: str, english: bool = True) -> str:
    """The message with hidden marks, spaced-out and starred letters, digits for letters, slips and text-speak
    undone, but for words of the language that it is in.

    Words with single spaces; of the marks only the ends of sentences are left.
    """
    plain = (
        unicodedata.normalize("NFKD", _ENDLESS.sub(r"\1", message[:LONGEST].translate(_QUOTES)))
        .casefold()
        .replace("'", "")
    )
    if not plain.isascii():
        plain = "".join(character for character in plain if _visible(character)).translate(_LOOK_ALIKE)
    plain = _SPACED_OUT.sub(_joined, plain)
    plain = _STARRED.sub(lambda found: _unstarred(found.group()), plain)
    plain = _LEET_WORD.sub(lambda found: found.group().translate(_LEET), plain)
    plain = _REPEATED.sub(r"\1\1", plain)
    kept: Collection[str] = () if english else _WORDS_ELSEWHERE
    return " ".join(word if word in kept else _mended(word) for word in _TOKENS.findall(plain))


@lru_cache(maxsize=4096)
def _visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Mn", "Me", "Cf", "Cs"}


def _joined(found: re.Match[str]) -> str:
    """Spaced-out letters as one word; a key word at its beginning ends there ("s u i c i d e a lot")."""
    word = _BETWEEN.sub("", found.group())
    key = max((key for key in _KEY_WORDS if word.startswith(key)), key=len, default=word)
    return f"{key} {word[len(key) :]}".strip()


@lru_cache(maxsize=4096)
def _unstarred(word: str) -> str:
    """A word with stars in it, when stars hide letters of exactly one key word; otherwise without them."""
    hidden = (
        re.compile(re.sub(r"[*#]+", lambda stars: f"[a-z]{{1,{len(stars.group()) + 1}}}", word))
        if len(word) < 20
        else None
    )
    meant = [
        key
        for key in (*_KEY_WORDS, "die", "dead", "rape", "raped", "abuse", "hurt", "harm", "cutting")
        if hidden and hidden.fullmatch(key)
    ]
    return meant[0] if meant else re.sub(r"[*#]+", "", word)


@lru_cache(maxsize=8192)
def _mended(word: str) -> str:
    """Text-speak written out; a slip in a word that matters put right; doubled letters taken off where that
    gives a key word."""
    if word in _FORMS:
        return _FORMS[word]
    if word.endswith("in") and len(word) >= 6 and word not in _END_IN_IN:
        return word + "g"
    if len(word) < 3 or word in _KEYS or word in _RARE_WORDS or _is_common(word):
        return word
    single = re.sub(r"([a-z])\1+", r"\1", word)
    if single in {"die", "dead", "hurt", "help", "harm", "kil", "safe", "please"} and single != word:
        return {"kil": "kill"}.get(single, single)
    return next((key for key in _BY_LETTER.get(word[0], ()) if _is_slip(word, key)), word)


_END_IN_IN = frozenset(
    "within certain captain curtain explain contain maintain remain obtain complain again cousin admin "
    "medicin melatonin insulin aspirin penguin ritalin dolphin muffin margin origin virgin vitamin robin "
    "cabin bargain britain mountain fountain villain chaplain martin catelin concertin codein protein "
    "pumpkin napkin toxin cumin dustbin goblin violin mandarin napkin refrain retain sustain captain "
    "terrain villain begin sprain strain drain brain linkedin login plugin checkin kevin austin dublin "
    "berlin darwin benjamin caitlin calvin colin edwin elvin erin gavin justin marvin melvin merlin "
    "quentin robin rosalin tobin yasmin jasmin bedouin bulletin kaolin heroin cocain domain disdain "
    "detain attain entertain constrain restrain unexplain abstain ascertain uncertain sharpin".split()
)

_KEYS = frozenset(_KEY_WORDS)
_BY_LETTER = {
    letter: tuple(word for word in _KEY_WORDS if word[0] == letter and len(word) >= 6)
    for letter in "abcdefghijklmnopqrstuvwxyz"
}


def _is_common(word: str) -> bool:
    return word_frequencies().get(word, 0) >= _COMMON


def _is_slip(word: str, key: str) -> bool:
    """One slip in words of six letters or more, two from nine on. Endings count as other words."""
    allowed = 2 if len(key) >= 9 else 1
    if abs(len(word) - len(key)) > allowed or len(word) < 5 or word.startswith(key) or key.startswith(word):
        return False
    return OSA.distance(word, key, score_cutoff=allowed) <= allowed

"""The two views of a message that the safety screen reads: as typed, and with disguises and slips taken off."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 8192
"""Characters that are screened. Telegram's own limit is half of that."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_SPACED_OUT = re.compile(r"(?<!\w)(?:\w[\s.\-_*]{1,2}){3,}\w(?!\w)")
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[\d@$!])[a-z\d@$!]{3,}")
_STARS = re.compile(r"(?<=\w)[*#_.·]+(?=\w)")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPACE = re.compile(r"\s+")
_FORMS = {
    "u": "you", "ur": "your", "r": "are", "gna": "going to", "gonna": "going to", "gona": "going to", "goin": "going", "wanna": "want to",
    "wana": "want to", "dnt": "dont", "dont": "dont", "cnt": "cant", "cannot": "cant", "wnt": "want", "iv": "ive", "hes": "hes", "n": "and",
    "nd": "and", "coz": "because", "cos": "because", "bc": "because", "bf": "boyfriend", "gf": "girlfriend", "kil": "kill", "kiling": "killing",
    "killin": "killing", "kll": "kill", "kms": "kill myself", "kys": "kill yourself", "unalive": "kill", "unaliving": "killing", "unalived": "killed",
    "sewerslide": "suicide", "suiside": "suicide", "suicde": "suicide", "sucide": "suicide", "suacide": "suicide", "suicdal": "suicidal",
    "suisidal": "suicidal", "sucidal": "suicidal", "suicidle": "suicidal", "hert": "hurt", "hurtin": "hurting", "hurtng": "hurting", "hitin": "hitting",
    "hittin": "hitting", "beatin": "beating", "cuttin": "cutting", "cuting": "cutting", "selfharm": "self harm", "selfharming": "self harming",
    "sh": "self harm", "od": "overdose", "oding": "overdosing", "overdosed": "overdosed", "overdos": "overdose", "ovrdose": "overdose",
    "abuseing": "abusing", "abusin": "abusing", "abusd": "abused", "strangeld": "strangled", "chocking": "choking", "chokin": "choking",
    "breathin": "breathing", "breething": "breathing", "breath": "breathe", "unconcious": "unconscious", "unconsious": "unconscious", "siezure": "seizure",
    "seisure": "seizure", "seizeure": "seizure", "ambulence": "ambulance", "hubby": "husband", "fella": "partner", "diein": "dying", "dieing": "dying",
    "2nite": "tonight", "tonite": "tonight", "2day": "today", "any1": "anyone", "some1": "someone", "no1": "no one", "nomore": "no more",
    "anymore": "any more", "myslef": "myself", "meself": "myself", "mysel": "myself", "hiself": "himself", "hisself": "himself", "herslef": "herself",
    "himslef": "himself", "themself": "themselves", "gunna": "going to", "wont": "wont", "wan": "want", "finna": "going to", "tryna": "trying to",
    "trying": "trying", "tryin": "trying", "im": "im", "keepin": "keeping", "sayin": "saying", "endin": "ending", "livin": "living",
}  # fmt: skip


def as_typed(message: str) -> str:
    """Lower case with plain quotes, apostrophes dropped and spaces single: hardly changed."""
    return _SPACE.sub(" ", message[:LONGEST].translate(_QUOTES).casefold().replace("'", "")).strip()


def undisguised(message: str) -> str:
    """The message with hidden marks, spaced-out and starred letters, digits for letters and text-speak undone."""
    plain = unicodedata.normalize("NFKD", message[:LONGEST].translate(_QUOTES))
    plain = "".join(character for character in plain if unicodedata.category(character) not in {"Mn", "Cf", "Cs"}).casefold().replace("'", "")
    plain = _SPACED_OUT.sub(lambda found: re.sub(r"[\s.\-_*]", "", found.group()), plain)
    plain = _MIXED.sub(lambda found: found.group().translate(_LEET), plain)
    plain = _REPEATED.sub(r"\1\1", _STARS.sub("", plain))
    words = re.findall(r"[^\W_]+|[^\w\s]", plain)
    return " ".join(_FORMS.get(word, word) for word in words)

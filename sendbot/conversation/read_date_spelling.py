"""The words of a message as the grammar of dates reads them: lower case, slips mended, months and days of the
week in full. Pure."""

from __future__ import annotations

import re
import unicodedata

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = """tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth""".split()
_ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            *_UNITS,
            *_TEENS,
            "twentieth",
            *(f"twenty {unit}" for unit in _UNITS),
            "thirtieth",
            "thirty first",
        ),
        1,
    )
}
_ORDINAL = re.compile(
    rf"\b({'|'.join(name.replace(' ', '[ -]') for name in sorted(_ORDINALS, key=len, reverse=True))})"
    rf"(?=(?: day)?(?: of)? (?:the |this |last |next )?(?:month|{'|'.join(MONTHS)})\b|[^\w]*$)"
)
_FEASTS = {
    "christmas eve": "24 december",
    "christmas day": "25 december",
    "boxing day": "26 december",
    "new year's eve": "31 december",
    "new years eve": "31 december",
    "new year's day": "1 january",
    "new years day": "1 january",
}
_FEAST = re.compile(rf"\b({'|'.join(_FEASTS)})\b")
_SHORT = {
    **{month[:3]: month for month in MONTHS},
    "sept": "september",
    **{day[:3]: day for day in WEEKDAYS},
    **{"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday"},
    **{
        "wk": "week",
        "wks": "weeks",
        "mth": "month",
        "mths": "months",
        "tmrw": "tomorrow",
        "yday": "yesterday",
    },
}
_OTHERWISE_WORDS = frozenset({"sat", "sun", "wed"})
"""Short days that are words of their own: days only beside a number, or after "on", "last", "next" or
"this"."""
_AS_SPELT = tuple(
    word for word in (*MONTHS, *WEEKDAYS, "yesterday", "tomorrow", "fortnight") if len(word) > 4
)
_NO_SLIPS = frozenset({"match", "marsh", "sundry", "mayday"})
"""English words within a slip of a month or a day."""
_ONE_SLIP, _TWO_SLIPS = 5, 7
"""Letters from which on a word may have one slip, or two, and still be one word only."""
_WORD = re.compile(r"[a-z]+")
_STUCK = re.compile(r"(?<=\d)(?=[a-z])(?!(?:st|nd|rd|th|am|pm)\b)|(?<=[a-z])(?=\d{2,4}\b)")


def plain_words(text: str) -> str:
    """The text in lower case with the names of months and days whole: "3 novmber" becomes "3 november"."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    for signs, plain in (("’‘`´", "'"), ("–—−", "-"), ("\n\r", ";")):
        lower = re.sub(f"[{signs}]", f" {plain} " if plain == ";" else plain, lower)
    spaced = " ".join(_STUCK.sub(" ", lower).split())
    dated = _FEAST.sub(lambda found: _FEASTS[found[1]], spaced)
    whole = _WORD.sub(lambda found: _whole(found, dated), dated)
    return _ORDINAL.sub(lambda found: f"{_ORDINALS[found[1].replace('-', ' ')]}th", whole)


def _whole(found: re.Match[str], text: str) -> str:
    word = found[0]
    if word in _OTHERWISE_WORDS and not _beside_a_date(found, text):
        return word
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < _ONE_SLIP or word in _AS_SPELT or word in _NO_SLIPS:
        return word
    most = 2 if len(word) >= _TWO_SLIPS else 1
    near = [name for name in _AS_SPELT if name[0] == word[0] and _slips(word, name, most) <= most]
    return near[0] if len(near) == 1 else word


def _beside_a_date(found: re.Match[str], text: str) -> bool:
    before, after = text[: found.start()].split()[-1:], text[found.end() :].strip(" ,.").split()[:1]
    alone = found[0] == text.strip(" .!")
    near = {"on", "last", "next", "this"}
    return (
        alone or any(word in near for word in before) or any(word[0].isdigit() for word in (*before, *after))
    )


def _slips(word: str, name: str, most: int) -> int:
    """How many letters are missing, too many, wrong or swapped; anything above `most` when they are too
    unlike."""
    if abs(len(word) - len(name)) > most:
        return most + 1
    older: list[int] = []
    row = list(range(len(name) + 1))
    for at, letter in enumerate(word, 1):
        newer = [at]
        for to, other in enumerate(name, 1):
            cost = min(row[to] + 1, newer[to - 1] + 1, row[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == name[to - 2] and word[at - 2] == other:
                cost = min(cost, older[to - 2] + 1)
            newer.append(cost)
        older, row = row, newer
    return row[-1]

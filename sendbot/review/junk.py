"""What looks like junk: taps on a keyboard, small talk about the weather, other nations' law, markup without
words, and what sells something. A person empties the class; a family's question that only sounds odd stays
out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sendbot.matching.reading.text import words

_VOWELS = frozenset("aeiouyąęóăâîáéíúàèìòùäöü")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_NATIONS = re.compile(
    r"\b(scotland|scottish|wales|welsh|northern ireland|republic of ireland|america|american|usa|australia"
    r"|ndis)\b"
)
_OWN = ("from", "moving", "moved", "move", "border", "england")
"""Words with which a family tells of its own move: then it is a question for here, as it is with a place of
the area."""
_IDLE = frozenset(
    "weather rain raining snow sunny forecast pizza kebab curry takeaway joke jokes football score match "
    "lottery bitcoin horoscope recipe song sing lol haha testing hello hi hey yo bye thanks thank".split()
)
_FILLERS = frozenset(
    "a an the is it its what s whats will on in at to me my i you can please tell for of and be going today "
    "tomorrow tonight saturday sunday monday tuesday wednesday thursday friday near won who order get us so "
    "much very there anyone any some good nice now again just this week weekend like do does price".split()
)

_MARKUP = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)"
    r"|</?(?:html|body|head|div|span|p|br|hr|b|i|u|a|h[1-6]|ul|li|img|svg|iframe|script|style|object|input|form)"
    r"(?:\s[^<>]*=[^<>]*|\s*/?)>",
    re.DOTALL,
)
"""Tags as pages have them, and whole scripts: "<3" and "<help me>" are none."""
_ADDRESS = re.compile(
    r"https?://|\bwww\.|\b[\w-]+\.(?:com|net|org|biz|info|xyz|top|shop|store|site|online|club)\b"
)
_SELLS = re.compile(
    r"\b(?:crypto\w*|bitcoins?|forex|casino|backlinks?|links for sale|seo (?:services?|agency)|click here"
    r"|guaranteed (?:returns?|profits?)|double your (?:money|bitcoins?)|make money (?:fast|online|from home)"
    r"|investment (?:platform|opportunity)|viagra|cialis)\b"
)
_HINTS = re.compile(
    r"\b(?:earn (?:up to )?[£$€]?\d[\d,]*|from home|free money|limited (?:time )?offer|special offer"
    r"|cheap(?:est)?|(?:buy|order|sign up|join|act) (?:now|today)|\d+ ?% off|discount|per day|for sale)(?!\w)"
)
_FOLLOWERS = re.compile(r"\bbuy (?:\w+ ){0,3}(?:followers|likes|views|backlinks)\b")
_TOGETHER = 2
"""Signs of selling that have to stand together: families speak of cheap things and of working from home, and
one who was cheated of crypto."""
_FAMILY = frozenset(
    "son sons daughter daughters child children childs kid kids boy girl baby toddler teenager teen lad "
    "grandson granddaughter nephew niece brother sister partner husband wife mum mums dad parent parents "
    "family families carer carers allowance benefit benefits dla pip school schools nursery college uni "
    "senco send sen ehcp ehc autism autistic adhd disabled disability disabilities needs wheelchair "
    "transport taxi therapy teacher camhs respite council scam scammed fraud hacked he she his her him "
    "hers".split()
)
"""Words of families: with one of them nothing is taken for selling, whatever it links to."""


def looks_junk(text: str, places: Iterable[str] = ()) -> bool:
    """Is this hardly a family's question to us? `places` are names of the area and of places in it."""
    told = words(text)
    if _is_tapped(text, told) or _is_markup(text) or _is_selling(text, told, places):
        return True
    if _NATIONS.search(text.casefold()) and not _named(text.casefold(), (*_OWN, *places)):
        return True
    telling = [word for word in told if word not in _FILLERS]
    return bool(telling) and all(word in _IDLE for word in telling)


def _is_tapped(text: str, told: Iterable[str]) -> bool:
    """Is it hardly a letter, or nothing but taps on a keyboard?"""
    letters = "".join(letter for letter in text.casefold() if letter.isalpha())
    if len(letters) < 2 or (len(set(letters)) <= 2 and letters.isascii()):
        return True
    return letters.isascii() and all(_tapped(word) for word in told if word.isalpha())


def _is_markup(text: str) -> bool:
    """Is there nothing but tags and scripts?"""
    rest, tags = _MARKUP.subn(" ", text.casefold())
    return tags > 0 and not words(rest)


def _is_selling(text: str, told: Iterable[str], places: Iterable[str]) -> bool:
    """Does it sell something to anybody who reads it? What names a family's life or a place of the area does
    not."""
    plain = text.casefold()
    if not _FAMILY.isdisjoint(told) or _named(plain, places):
        return False
    sells, hints = (len(set(found.findall(plain))) for found in (_SELLS, _HINTS))
    leads_away = bool(_ADDRESS.search(plain))
    return (
        bool(_FOLLOWERS.search(plain))
        or sells >= _TOGETHER
        or (sells and (leads_away or hints >= _TOGETHER))
        or (leads_away and hints >= _TOGETHER)
    )


def _named(text: str, names: Iterable[str]) -> bool:
    """Does one of these words stand in the text, as a whole word?"""
    return any(re.search(rf"\b{re.escape(name.casefold())}\b", text) for name in names if name)


def _tapped(word: str) -> bool:
    """Four letters or more along a keyboard's row, or without a vowel and no acronym."""
    if len(word) < 4:
        return False
    along = any(word in row or word in row[::-1] for row in _ROWS)
    return along or not _VOWELS & set(word) or len(set(word)) == 1

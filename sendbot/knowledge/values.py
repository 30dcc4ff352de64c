"""Values as what they are: an address that opens, an email that arrives, a number that rings, a date that can
be, a length of time that is meant, a language that exists."""

from __future__ import annotations

import re
from datetime import date, timedelta

SHORT_CODES = frozenset({"999", "112", "111", "101", "119", "116123", "116000", "85258", "18000", "18001"})
"""Numbers of three to six digits that ring: emergencies, the police, the NHS, helplines, text relay."""
FIRST_DAY = date(2000, 1, 1)
"""Nothing that this folder rests on was read before; an earlier date is a slip."""
FARTHEST_REVIEW = timedelta(days=3 * 366)
"""After the reading: what nobody looks at for three years is not looked after."""
LONGEST_DEADLINE = {"day": 366 * 26, "week": 53 * 26, "month": 12 * 26, "year": 26}
"""Twenty-six years: a young person is 25 at most; a longer clock is a slip."""

_EMAIL = re.compile(r"[\w.+'-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_HOST = re.compile(r"https?://([^/?#\s:]+)(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\.?", re.IGNORECASE)
_WRAPPINGS = (
    (re.compile(r"safelinks\.protection\.outlook|urldefense|mimecast|linkprotect", re.IGNORECASE),
     "a link that an email program (Outlook) has wrapped up"),
    (re.compile(r"//(?:www\.)?(?:google|bing)\.[a-z.]+/(?:url|search|ck/)|//duckduckgo\.com/", re.IGNORECASE),
     "a link of a search engine"),
    (re.compile(r"//(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|buff\.ly|l\.facebook\.com|lnkd\.in)/",
                re.IGNORECASE),
     "a short link, which hides where it leads"),
    (re.compile(r"translate\.goog|translate\.google|webcache\.|fbclid=|/amp/s/", re.IGNORECASE),
     "a copy of the page that another service made"),
    (re.compile(r"sharepoint\.com|//docs\.google\.com/(?:document|spreadsheets)|//drive\.google|onedrive|1drv\.ms|//localhost|//(?:10|192\.168)\."
                r"|teams\.microsoft", re.IGNORECASE),
     "a place that only colleagues can open"),
)  # fmt: skip
"""How a link looks when it is not the page's own address, and what it is then."""
_KEPT_PAGE = re.compile(r"//web\.archive\.org/|//(?:www\.)?webarchive\.|//webarchive\.nationalarchives")
_SLIPPED_ENDING = re.compile(
    r"(?:\.(?:con|cmo|ocm|comm|ogr|rog|orgn|nte|nett|ku|ukk|gvo|cm)|\.gov\.co\.uk|\.(?:gv|gob|goc)\.uk|\.(?:ogr|og|or)\.uk"
    r"|(?<![\w-])(?:gmial|gmal|gamil|hotmial|hotmal|outlok|outloook|yaho)\.\w+(?:\.uk)?)$",
    re.IGNORECASE,
)
FIRST_NAMES = tuple(
    (
        "adam alan alex alison amanda amy andrew angela ann anna anne anthony barbara ben brian carol "
        "caroline catherine charlotte chris christine claire clare daniel dave david dawn deborah debbie "
        "diane donna elaine elizabeth emily emma fiona gary gemma gillian graham hannah heather helen ian "
        "jackie jacqueline james jane janet jean jennifer jenny jessica jo joanna joanne john jonathan "
        "julia julie karen kate katherine katie keith kelly kerry kevin laura leanne linda lisa louise lucy "
        "lynn margaret maria mark martin mary matthew michael michelle mike natalie neil nicola nigel "
        "pamela patricia paul pauline peter philip rachel rebecca richard robert ruth sally sam samantha "
        "sandra sarah sharon simon sophie stephen steve steven stuart sue susan suzanne tracey tracy "
        "victoria wendy yvonne"
    ).split()
)
"""First names of people who work for a council; none is a word that texts begin with."""
_PERSONAL = re.compile(rf"(?:{'|'.join(FIRST_NAMES)})[._-][a-z'-]{{2,}}@", re.IGNORECASE)
"""An address that begins with a first name and goes on with another name."""
_SAMPLES = frozenset({"example.com", "your-council.gov.uk", "yourcouncil.gov.uk"})
_SAID_DAY = re.compile(r"(\d{1,2}) (\w+) (\d{4})")
_MONTHS = ("january february march april may june july august september october november december").split()
_LENGTH = re.compile(r"(\d+) (day|week|month|year)s?")
_WORDS_IN_NUMBER = re.compile(r"[^\d\s()+.\-]")

_MADE_UP = re.compile(r"(?:44|0)?1632960\d{3}")
"""Numbers that Ofcom keeps for plays and examples, of a place that there is not."""

LANGUAGE_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia "
    "id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo "
    "lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl "
    "ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk "
    "tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""The two-letter codes of ISO 639-1."""


def address_trouble(address: str) -> str | None:
    """What is wrong with a web address and what to do; None when it can be opened."""
    if re.fullmatch(r"(?:https?://)?(?:www\.)?(?:\.{2,}|…)", address):
        return "only shows where an address belongs. Write that of the page that you have read."
    if re.search(r"\s", address):
        return "has a space in it. Copy it again from the browser; a space in an address is written %20."
    if _EMAIL.fullmatch(address.removeprefix("mailto:")):
        return "is an email address. Write it under email, and under web the address of a page."
    if not re.match(r"https?://", address):
        return "does not begin with https://. Copy the whole address from the browser."
    if len(re.findall(r"https?://", address)) > 1 and not _KEPT_PAGE.search(address):
        return "holds two addresses. Keep one here, and give the other a line of its own."
    wrapped = next((what for pattern, what in _WRAPPINGS if pattern.search(address)), None)
    if wrapped:
        return f"is {wrapped}. Open the page, and copy its own address from the browser."
    if address[-1] in ",;.>\"'":
        return f'ends in "{address[-1]}", which belongs to the text around it. Take the comma or mark out.'
    host = _HOST.match(address)
    if host is None or not _DOMAIN.fullmatch(host[1]) or "..." in address or host[1].lower() in _SAMPLES:
        return "is no address of a page. Copy the address from the browser."
    return _ending_trouble(host[1])


def _ending_trouble(host: str) -> str | None:
    """A host whose end is a slip of a known one."""
    slip = _SLIPPED_ENDING.search(host)
    if slip:
        return f'ends in "{slip[0]}", and no address does. Check its end, such as .gov.uk, .org.uk or .com.'
    return None


def email_trouble(email: str) -> str | None:
    """What is wrong with an email address."""
    if email.casefold().startswith("mailto:"):
        return f"was copied with its mailto:. Write {email[7:]} alone."
    if _PERSONAL.match(email):
        return "is that of one person, who may leave. Write the team's address, and name no member of staff."
    if _EMAIL.fullmatch(email) and ".." not in email:
        return _ending_trouble(email.partition("@")[2])
    if "@" not in email and re.match(r"(?:https?://|www\.)", email, re.IGNORECASE):
        return (
            "is the address of a page. Write it under web, and under email one such as send@council.gov.uk."
        )
    return "is not a whole email address. Write it as in send@council.gov.uk, without spaces."


def number_trouble(number: str, note: str) -> str | None:
    """What is wrong with a telephone number; `note` is the field where words about it belong."""
    if _WORDS_IN_NUMBER.search(number):
        return f"has words or signs in it. Write the number alone; words about it stand in {note}."
    if re.match(r"\+?(?:00)?44\D*\(0\)", number):
        written = re.sub(r"^\D*(?:00)?44\D*\(0\) *", "0", number)
        return f'has both +44 and (0), which some telephones dial as they stand. Write it as "{written}".'
    if re.match(r"(?:\+?44\D{0,3}|0)\D{0,2}(?:9|70)", number) and valid_phone(number):
        return "costs whoever rings it a great deal (09 and 070). Look up the ordinary number."
    if valid_phone(number):
        return None
    if _MADE_UP.match(re.sub(r"\D", "", number)):
        return "is one of those that are kept for examples and ring nowhere. Write the real one."
    return "is not a British one. Check it digit by digit."


def text_number_trouble(number: str) -> str | None:
    """What is wrong with how to write a text message; a word to send may stand beside its number."""
    runs = re.findall(r"\d[\d ]*\d", number)
    if len(runs) == 1 and valid_phone(runs[0]):
        return None
    return "names no number that a text reaches. Write the number, as in 85258, or: text SHOUT to 85258."


def valid_phone(number: str) -> bool:
    """A number that can be called in Britain, or one of the short codes."""
    import phonenumbers  # heavy: large tables, and only a check needs them

    digits = re.sub(r"\D", "", number)
    if digits in SHORT_CODES:
        return True
    if len(digits) < 7:  # the library knows short numbers that ring nowhere here
        return False
    try:
        return phonenumbers.is_possible_number(parsed := phonenumbers.parse(number, "GB")) and (
            phonenumbers.is_valid_number(parsed) or number.startswith("0800 1111")
        )
    except phonenumbers.NumberParseException:
        return False


def day_trouble(day: date, today: date, what: str) -> str | None:
    """What is wrong with a day on which something was done."""
    if day > today:
        return f"which has not come yet (today is {today}). Write the day on which {what}."
    if day < FIRST_DAY:
        return f"which is before {FIRST_DAY.year}. Write the day on which {what}."
    return None


def no_such_day(said: str) -> bool:
    """Does it name a day, as in "31 February 2024", that is in no calendar? Other words are left alone."""
    found = _SAID_DAY.fullmatch(said)
    if not found or found[2].casefold() not in _MONTHS:
        return False
    try:
        date(int(found[3]), _MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    except ValueError:
        return True
    return False


def length_trouble(plus: str) -> str | None:
    """What is wrong with a length of time such as "6 weeks"."""
    found = _LENGTH.fullmatch(plus)
    if found and not 0 < int(found[1]) <= LONGEST_DEADLINE[found[2]]:
        return "Write the length that the law sets: a day at least, 26 years at most."
    return None


NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
"""Each at its own place."""

"""What a message says about the days in it: a letter's, a receipt's, a certificate's, or another matter
altogether. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendbot.conversation.read_date_result import Said, Trouble
from sendbot.conversation.read_date_spelling import plain_words
from sendbot.knowledge.entries import Count

_ROLES = {
    "certificate": r"cert(?:s|ificates?)?\b",
    "mediation": r"mediation(?! cert)(?! letter)",
    "birth": r"birthda\w+|born|dob|d\.o\.b|turn(?:s|ed|ing)",
    "chasing": r"chas(?:ed|ing|er)|reminded|reminder|follow(?:ed|ing)[ -]up"
    r"|(?:rang|called|phoned|wrote) again",
    "hearing": r"hearing|expires?|expired|expiry|deadline is|due on|appointment",
    "meeting": r"review|meeting",
    "theirs": r"(?:they|council|la|authority|east|team|senders?)(?:'ve)?\s+(?:\w+\s+){0,2}?(?:got|received)\b"
    r"|receiv\w+\s+(?:it\s+)?by\s+(?:them|the)|received\s+(?:my|our)",
    "ours": r"(?:i|we|i've|ive|we've|weve)\s+(?:\w+\s+)?(?:got|received|opened|picked)\b|came\b(?!\s+out)"
    r"|arriv\w+|land(?:s|ed)|turned up|through the (?:door|post)|delivered"
    r"|got (?:it|the letter|this)|given|served",
    "received": r"receiv\w+|receipt",
    "sent": r"\bsent|sending|post(?:ed)?\b(?! code)|e-?mailed|mailed|handed in|hand delivered"
    r"|appl(?:ied|y)|submitted|asked",
    "letter": r"letters?|dated|decisions?|refusals?|refused|issued|notices?|orders?|at the top|top right"
    r"|says|say|written",
}
ROLE = re.compile("|".join(f"(?P<{name}>\\b(?:{pattern}))" for name, pattern in _ROLES.items()))
FOREIGN = frozenset({"birth", "hearing"})
HARMLESS = frozenset({"letter"})
"""Words that go with any paper: they alone do not make a day another one's."""
CLAUSE = re.compile(r"[;,.!?]\s|\s;\s|\b(?:and|but|then|plus)\b")
_QUESTION = re.compile(
    r"\?|(?:^|[,.;!]\s*|\b(?:so|and|but)\s+)"
    r"(?:what|how|who|where|which|why|when|can|could|do|does|did|is|are|should|would|will|may)\b"
    r"|\b(?:what|who|how|where)\s+(?:to|can|do|should|happens|if)\b"
)
_FOR_HELP = re.compile(
    r"\bwhat (?:can|do|should|shall|could|must) (?:i|we) (?:do|say)\b|\bhelp me\b"
    r"|\bis (?:that|this|it) (?:allowed|legal|lawful|right|fair)\b"
)
PAST = re.compile(r"\b(?:was|were|had|happened|took place|went|been|already)\b")
TO_COME = re.compile(r"\b(?:will|'ll|going to|gonna|booked|planned|is next|due|upcoming|being)\b")
PAPER = frozenset({"letter", "certificate", "theirs"})
_TALK = frozenset(
    """
    a about above actually after again all also am an and any appeal arrived as at be because been before
    bit but by bye came can can't cannot cant cert certificate certificates check cheers corner
    cos could couldn't couldnt council count counted counting date date's dated day days deadline dear
    decision did do does don't dont draft due else end er erm everything exact exactly faithfully
    find first for found from front get give given go goes got had has have haven't havent he hello helps
    her hey hi him his hope how i i'm i've id if im in is isn't it it'd it'll it's its ive just know last
    left letter letters like long look looks madam made mail may maybe me mean means meant mediation might
    months morning much my name no not note notice of ok okay on one only or order our ours out page paper
    plan please pm post posted pretty printed quite reads really received refusal refused reply request
    right say saying says see seems sent served shall she should sir so some sorry stamp stamped start
    still sure ta thank thanks that the their them then there they thing think this through time to today
    top tribunal until up us very was we weeks were what when which will with won't wont work working
    would written yeah yep yes yet you your yours
    """.split()
)
"""Words that people use around a date that they were asked for."""
_ANOTHER_MATTER, UNSAID = 3, 2
"""Words of another matter from which on "yesterday" or a Tuesday is how a story begins, not what was asked;
and how many
are enough where nothing says that the day is a letter's or anything else's."""


def roles_of(words: str) -> frozenset[str]:
    """What the words say a day is."""
    return frozenset(found.lastgroup for found in ROLE.finditer(words) if found.lastgroup)


def without_days(words: str, found: Sequence[Said]) -> str:
    """The words, blank where the days stand."""
    for said in found:
        words = f"{words[: said.start]}{' ' * (said.end - said.start)}{words[said.end :]}"
    return words


def strange_words(words: str, found: Sequence[Said], counts: Sequence[Count]) -> int:
    """How many words there are that nobody needs to name a day."""
    own = {word for count in counts for word in re.findall(r"[a-z']+", plain_words(count.start))}
    spoken = set(re.findall(r"[a-z']+", without_days(words, found)))
    return sum(
        len(word) > 1 and word not in own and word not in _TALK and not ROLE.fullmatch(word)
        for word in spoken
    )


def another_matter(
    words: str, found: Sequence[Said], wanted: frozenset[str], counts: Sequence[Count]
) -> bool:
    """Is this a question or a story of something else, in which a day happens to be named?"""
    strange = strange_words(words, found, counts)
    if _FOR_HELP.search(words):
        return True
    if _QUESTION.search(without_days(words, found)) and strange:
        return True
    if not all(said.loose for said in found):
        return False
    said_to_be = roles_of(without_days(words, found))
    if said_to_be & FOREIGN:
        return True
    if all(said.trouble is Trouble.VAGUE for said in found):
        return strange >= _ANOTHER_MATTER - 1
    enough = _ANOTHER_MATTER if said_to_be else UNSAID
    return strange >= enough and bool(wanted & PAPER)

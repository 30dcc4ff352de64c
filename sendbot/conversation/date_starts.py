"""Which of the days in a message is the one that a deadline counts from: the letter's, the receipt's, the certificate's. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sendbot.conversation.date_words import plain_words
from sendbot.conversation.said_dates import Said, Trouble, find_days
from sendbot.knowledge.entries import Count


class Ask(StrEnum):
    """What has to be asked before a deadline can be worked out."""

    NO_SUCH_DAY = "no-such-day"
    AHEAD = "to-come"
    FAR = "far"
    VAGUE = "vague"
    UNSURE = "unsure"
    WHICH_START = "which-start"
    WHICH_DAY = "which-day"
    START = "start"


@dataclass(frozen=True)
class AskBack:
    """A question back: why, the days that it may be, and those that are known by the number of their start."""

    why: Ask
    days: tuple[date, ...] = ()
    known: tuple[tuple[int, date], ...] = ()


_ROLES = {
    "certificate": r"cert(?:s|ificates?)?\b",
    "mediation": r"mediation(?! cert)(?! letter)",
    "birth": r"birthda\w+|born|dob|d\.o\.b|turn(?:s|ed|ing)",
    "hearing": r"hearing|expires?|expired|expiry|deadline is|due on|appointment",
    "meeting": r"review|meeting",
    "theirs": r"(?:they|council|la|authority|east|team|senders?)(?:'ve)?\s+(?:\w+\s+){0,2}?(?:got|received)\b"
    r"|receiv\w+\s+(?:it\s+)?by\s+(?:them|the)|received\s+(?:my|our)",
    "ours": r"(?:i|we|i've|ive|we've|weve)\s+(?:\w+\s+)?(?:got|received|opened|picked)\b|came\b(?!\s+out)|arriv\w+"
    r"|land(?:s|ed)|turned up|through the (?:door|post)|delivered|got (?:it|the letter|this)|given|served",
    "received": r"receiv\w+|receipt",
    "sent": r"\bsent|sending|post(?:ed)?\b(?! code)|e-?mailed|mailed|handed in|hand delivered|appl(?:ied|y)|submitted|asked",
    "letter": r"letters?|dated|decisions?|refusals?|refused|issued|notices?|orders?|at the top|top right|says|say|written",
}
_ROLE = re.compile("|".join(f"(?P<{name}>\\b(?:{pattern}))" for name, pattern in _ROLES.items()))
_FOREIGN_EVERYWHERE = frozenset({"birth", "hearing"})
_HARMLESS = frozenset({"letter"})
"""Words that go with any paper: they alone do not make a day another one's."""
_CLAUSE = re.compile(r"[;,.!?]\s|\s;\s|\b(?:and|but|then|plus)\b")
_NONE = re.compile(
    r"\b(?:no|not|without|never|haven't|havent|hasn't|hasnt|don't|dont|didn't|didnt|isn't|lost)\b"
)
_QUESTION = re.compile(
    r"\?|(?:^|[,.;!]\s*|\b(?:so|and|but)\s+)(?:what|how|who|where|which|why|when|can|could|do|does|did|is|are|should|would|will|may)\b"
    r"|\b(?:what|who|how|where)\s+(?:to|can|do|should|happens|if)\b"
)
_FOR_HELP = re.compile(
    r"\bwhat (?:can|do|should|shall|could|must) (?:i|we) (?:do|say)\b|\bhelp me\b|\bis (?:that|this|it) (?:allowed|legal|lawful|right|fair)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|happened|took place|went|been|already)\b")
_TO_COME = re.compile(r"\b(?:will|'ll|going to|gonna|booked|planned|is next|due|upcoming|being)\b")
_PAPER = frozenset({"letter", "certificate", "theirs"})
_TALK = frozenset(
    """a about above after again all also am an and any appeal as at be because been before bit but by can cert
    certificate certificates check corner cos could council count counted counting date dated day days deadline dear
    decision did do does dont don't due else end er erm exact exactly for from front get give given go goes got had has
    have havent haven't hello hey hi his her their how i i'm i've id if im in is isn't it it's its ive just know last left
    letter letters like long look looks made madam mail may me mediation might morning my no not note notice of ok okay
    on one only or order our out page paper please pm post posted pretty printed quite really reads received refusal
    refused reply request right say saying says see seems sent served shall she should sir so some sorry start
    still stamp stamped sure thank thanks that the them then there they think this time to today top tribunal until up us
    was we were what when which will with work working would written yeah yep yes yet you your yours faithfully
    name everything written date's he him her it'd came arrived out through weeks months cheshire east plan
    draft it'll ours actually first thing very much
    ta cheers bye cant can't cannot couldn't couldnt wont won't hope helps find found mean means meant maybe""".split()
)
"""Words that people use around a date that they were asked for."""
_ANOTHER_MATTER, _UNSAID = 3, 2
"""Words of another matter from which on "yesterday" or a Tuesday is how a story begins, not what was asked; and how many
are enough where nothing says that the day is a letter's or anything else's."""


def read_days(
    text: str, counts: Sequence[Count], today: date, in_order: bool = False
) -> dict[int, date] | AskBack | None:
    """The day of each start by its number; what to ask back; None where the message is no answer to "which day?".

    `in_order`: days that are not said to be anything are the starts in their order, as after a command.
    """
    words = plain_words(text[:400])
    ahead = any(count.may_be_ahead for count in counts)
    found = [_in_its_tense(said, words, today) if ahead else said for said in find_days(words, today, ahead)]
    wanted = [_roles(plain_words(count.start)) for count in counts]
    if not found or _another_matter(words, found, wanted[0], counts):
        return None
    given = [(said, _roles(part)) for said, part in _parts(words, found)]
    return _Given(given, wanted, counts, in_order).read(_strange(words, found, counts))


def _in_its_tense(said: Said, words: str, today: date) -> Said:
    """ "It was Monday", "it will be the 9th": what was cannot lie ahead, and what will be cannot lie behind."""
    was, will = bool(_PAST.search(words)), bool(_TO_COME.search(words))
    if was == will or said.trouble not in {None, Trouble.UNSURE} or not said.days:
        return said
    fit = tuple(day for day in said.days if (day <= today if was else day >= today))
    if len(fit) == 1:
        return replace(said, days=fit, trouble=None)
    return replace(said, trouble=Trouble.UNSURE)


def _roles(words: str) -> frozenset[str]:
    return frozenset(found.lastgroup for found in _ROLE.finditer(words) if found.lastgroup)


def _left_over(words: str, found: Sequence[Said]) -> str:
    for said in found:
        words = f"{words[: said.start]}{' ' * (said.end - said.start)}{words[said.end :]}"
    return words


def _strange(words: str, found: Sequence[Said], counts: Sequence[Count]) -> int:
    """How many words there are that nobody needs to name a day."""
    own = {word for count in counts for word in re.findall(r"[a-z']+", plain_words(count.start))}
    spoken = set(re.findall(r"[a-z']+", _left_over(words, found)))
    return sum(
        len(word) > 1 and word not in own and word not in _TALK and not _ROLE.fullmatch(word)
        for word in spoken
    )


def _another_matter(
    words: str, found: Sequence[Said], wanted: frozenset[str], counts: Sequence[Count]
) -> bool:
    """Is this a question or a story of something else, in which a day happens to be named?"""
    strange = _strange(words, found, counts)
    if _FOR_HELP.search(words):
        return True
    if _QUESTION.search(_left_over(words, found)) and strange:
        return True
    if all(said.trouble is Trouble.VAGUE and said.loose for said in found):
        return strange >= _ANOTHER_MATTER - 1
    enough = _ANOTHER_MATTER if _roles(_left_over(words, found)) else _UNSAID
    return strange >= enough and bool(wanted & _PAPER) and all(said.loose for said in found)


def _parts(words: str, found: Sequence[Said]) -> list[tuple[Said, str]]:
    """Each day with the words that belong to it: its clause, or what stands before it or behind it up to the next day."""
    cuts = [match.span() for match in _CLAUSE.finditer(_left_over(words, found))]
    given = []
    clauses = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)], strict=True)
    for start, end in clauses:
        inside = [said for said in found if start <= said.start < end]
        leading = bool(inside) and bool(_ROLE.search(words[start : inside[0].start]))
        for number, said in enumerate(inside):
            if len(inside) == 1:
                part = words[start:end]
            elif leading:
                part = words[inside[number - 1].end if number else start : said.start]
            else:
                part = words[said.end : inside[number + 1].start if number + 1 < len(inside) else end]
            given.append((said, part))
    return given


@dataclass(frozen=True)
class _Given:
    """The days that were said, each with what it is said to be, beside what the starts are."""

    days: Sequence[tuple[Said, frozenset[str]]]
    wanted: Sequence[frozenset[str]]
    counts: Sequence[Count]
    in_order: bool

    def read(self, strange: int) -> dict[int, date] | AskBack:
        """The starts' days, or the question that has to be asked first."""
        placed: dict[int, list[Said]] = {}
        loose: list[Said] = []
        others: list[Said] = []
        for said, roles in self.days:
            number = self._start_of(roles)
            if number is not None:
                placed.setdefault(number, []).append(said)
            else:
                (others if roles - _HARMLESS else loose).append(said)
        loose = _different(loose)
        if self.in_order or (len(loose) == 1 and 0 not in placed):
            for said in loose:
                free = next((number for number in range(len(self.counts)) if number not in placed), None)
                placed.setdefault(0 if free is None else free, []).append(said)
            loose = []
        if strange >= _UNSAID and self.wanted[0] & _PAPER and not any(roles for _, roles in self.days):
            return AskBack(Ask.WHICH_START, _days([said for said, _ in self.days]))
        return self._settled(placed, loose, others)

    def _start_of(self, roles: frozenset[str]) -> int | None:
        """The start that a day is said to be; None when it is said to be nothing, or something else."""
        if roles & _FOREIGN_EVERYWHERE:
            return None
        if len(self.wanted) > 1 and "certificate" in roles:
            return next((number for number, wants in enumerate(self.wanted) if "certificate" in wants), None)
        wants = self.wanted[0]
        if not wants:  # the day of something that happened, which no word here is about
            return None if "certificate" in roles else 0
        if "received" in roles and not roles & {"ours", "theirs"}:
            roles |= {"theirs"} if "theirs" in wants else {"ours"}
        apart = roles - _HARMLESS - {"received"}
        if apart and not apart & wants:
            return None
        return 0 if roles & wants or apart else None

    def _settled(
        self, placed: dict[int, list[Said]], loose: list[Said], others: list[Said]
    ) -> dict[int, date] | AskBack:
        said = [one for several in placed.values() for one in several]
        trouble = next((one for one in (*said, *loose) if one.trouble is not None), None)
        if trouble is not None and trouble.trouble is not None:
            return AskBack(Ask(trouble.trouble.value), trouble.days)
        if loose or any(len(_different(several)) > 1 for several in placed.values()):
            return AskBack(Ask.WHICH_DAY, _days([*said, *loose]))
        known = {number: several[0].days[0] for number, several in placed.items()}
        if 0 not in known and others:
            return AskBack(Ask.WHICH_START, _days(others), tuple(known.items()))
        if 0 not in known:
            return AskBack(Ask.START, (), tuple(known.items()))
        late = [number for number, day in known.items() if self.counts[number].optional and day < known[0]]
        return AskBack(Ask.WHICH_DAY, tuple(sorted(known.values()))) if late else known


def _different(several: Sequence[Said]) -> list[Said]:
    """Each day once, however often it was said."""
    return list({said.days or (said.start,): said for said in several}.values())


def _days(several: Sequence[Said]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(day for said in several for day in said.days[:1] if said.trouble is None))

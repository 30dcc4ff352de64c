"""Which of the days in a message is the one that a deadline counts from: the letter's, the receipt's, the
certificate's. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sendbot.conversation.date_roles import (
    CLAUSE,
    FOREIGN,
    HARMLESS,
    PAPER,
    PAST,
    ROLE,
    TO_COME,
    UNSAID,
    another_matter,
    roles_of,
    strange_words,
    without_days,
)
from sendbot.conversation.read_date_result import Said, Trouble
from sendbot.conversation.read_date_spelling import plain_words
from sendbot.conversation.read_exact_dates import find_days
from sendbot.conversation.read_foreign_dates import in_english
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
    """A question back: why, the days that it may be, and those that are known by the number of their
    start."""

    why: Ask
    days: tuple[date, ...] = ()
    known: tuple[tuple[int, date], ...] = ()


def read_days(
    text: str, counts: Sequence[Count], today: date, in_order: bool = False
) -> dict[int, date] | AskBack | None:
    """The day of each start by its number; what to ask back; None where the message is no answer to "which
    day?".

    `in_order`: days that are not said to be anything are the starts in their order, as after a command.
    """
    words = plain_words(in_english(text[:400]))
    ahead = any(count.may_be_ahead for count in counts)
    found = [_in_its_tense(said, words, today) if ahead else said for said in find_days(words, today, ahead)]
    wanted = [roles_of(plain_words(count.start)) for count in counts]
    if not found or another_matter(words, found, wanted[0], counts):
        return None
    given = [(said, roles_of(part)) for said, part in _parts(words, found)]
    return _Given(given, wanted, counts, in_order).read(strange_words(words, found, counts))


def _in_its_tense(said: Said, words: str, today: date) -> Said:
    """ "It was Monday", "it will be the 9th": what was cannot lie ahead, and what will be cannot lie
    behind."""
    was, will = bool(PAST.search(words)), bool(TO_COME.search(words))
    if was == will or said.trouble not in {None, Trouble.UNSURE} or not said.days:
        return said
    fit = tuple(day for day in said.days if (day <= today if was else day >= today))
    if len(fit) == 1:
        return replace(said, days=fit, trouble=None)
    return replace(said, trouble=Trouble.UNSURE)


def _parts(words: str, found: Sequence[Said]) -> list[tuple[Said, str]]:
    """Each day with the words that belong to it: its clause, or what stands before it or behind it up to the
    next day."""
    cuts = [match.span() for match in CLAUSE.finditer(without_days(words, found))]
    given = []
    clauses = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)], strict=True)
    for start, end in clauses:
        inside = [said for said in found if start <= said.start < end]
        leading = bool(inside) and bool(ROLE.search(words[start : inside[0].start]))
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
        placed, loose, others = self._by_what_they_are()
        if self.in_order or (len(loose) == 1 and 0 not in placed):
            for said in loose:
                free = next((number for number in range(len(self.counts)) if number not in placed), 0)
                placed.setdefault(free, []).append(said)
            loose = []
        if strange >= UNSAID and self.wanted[0] & PAPER and not any(roles for _, roles in self.days):
            return AskBack(Ask.WHICH_START, _days([said for said, _ in self.days]))
        return _unclear(placed, loose) or self._settled(placed, others)

    def _by_what_they_are(self) -> tuple[dict[int, list[Said]], list[Said], list[Said]]:
        """The days of each start, those that are not said to be anything, and those of something else."""
        placed: dict[int, list[Said]] = {}
        loose: list[Said] = []
        others: list[Said] = []
        for said, roles in self.days:
            number = self._start_of(roles)
            if number is not None:
                placed.setdefault(number, []).append(said)
            else:
                (others if roles - HARMLESS else loose).append(said)
        return placed, _different(loose), others

    def _start_of(self, roles: frozenset[str]) -> int | None:
        """The start that a day is said to be; None when it is said to be nothing, or something else."""
        if roles & FOREIGN:
            return None
        if len(self.wanted) > 1 and "certificate" in roles:
            return next((number for number, wants in enumerate(self.wanted) if "certificate" in wants), None)
        wants = self.wanted[0]
        if not wants:  # the day of something that happened, which no word here is about
            return None if "certificate" in roles else 0
        if "received" in roles and not roles & {"ours", "theirs"}:
            roles |= {"theirs"} if "theirs" in wants else {"ours"}
        apart = roles - HARMLESS - {"received"}
        if apart and not apart & wants:
            return None
        return 0 if roles & wants or apart else None

    def _settled(self, placed: dict[int, list[Said]], others: list[Said]) -> dict[int, date] | AskBack:
        known = {number: several[0].days[0] for number, several in placed.items()}
        if 0 not in known and others:
            return AskBack(Ask.WHICH_START, _days(others), tuple(known.items()))
        if 0 not in known:
            return AskBack(Ask.START, (), tuple(known.items()))
        late = [number for number, day in known.items() if self.counts[number].optional and day < known[0]]
        return AskBack(Ask.WHICH_DAY, tuple(sorted(known.values()))) if late else known


def _unclear(placed: dict[int, list[Said]], loose: list[Said]) -> AskBack | None:
    """What to ask where a day cannot be meant, or two days are said to be the same."""
    said = [one for several in placed.values() for one in several]
    for one in (*said, *loose):
        if one.trouble is not None:
            return AskBack(Ask(one.trouble.value), one.days)
    if loose or any(len(_different(several)) > 1 for several in placed.values()):
        return AskBack(Ask.WHICH_DAY, _days([*said, *loose]))
    return None


def _different(several: Sequence[Said]) -> list[Said]:
    """Each day once, however often it was said."""
    return list({said.days or (said.start,): said for said in several}.values())


def _days(several: Sequence[Said]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(day for said in several for day in said.days[:1] if said.trouble is None))

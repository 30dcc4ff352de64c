"""The phrases of date_phrases.yaml, and how many of them a reader reads right, asks about, or gets silently
wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sendbot.conversation.which_date_counts import AskBack, read_days
from sendbot.knowledge.entries import Count

_KEPT: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
COUNTS: Mapping[str, Sequence[Count]] = {
    name: [Count.model_validate(count) for count in counts] for name, counts in _KEPT["deadlines"].items()
}
Came = dict[int, date] | AskBack | None
Reader = Callable[[str, Sequence[Count], date], Came]


@dataclass(frozen=True)
class Phrase:
    """Something said on a day, to a bot that asked for the starts of a deadline, and what should come of
    it."""

    say: str
    on: date
    counts: Sequence[Count]
    wanted: dict[int, date] | str

    def grade(self, came: Came) -> str:
        """right, asked or missed (where it could have been read), or wrong: read as what it is not, and
        nobody is asked."""
        kind = "question" if came is None else "asked" if isinstance(came, AskBack) else came
        if kind == self.wanted:
            return "right"
        return "wrong" if isinstance(came, dict) else "missed" if came is None else "asked"


def phrases(half: str) -> list[Phrase]:
    """One half of the phrases: "build" or "judge"."""
    return [_phrase(kept) for kept in _KEPT[half]]


def figures(half: str, read: Reader = read_days) -> Counter[str]:
    """How many phrases of a half come out right, asked and wrong."""
    return Counter(phrase.grade(read(phrase.say, phrase.counts, phrase.on)) for phrase in phrases(half))


def _phrase(kept: dict[str, Any]) -> Phrase:
    days = {number: day for number, day in enumerate(kept.get("means", ())) if day is not None}
    return Phrase(
        kept["say"],
        kept["day"],
        COUNTS[kept["for"]],
        days or ("asked" if kept.get("asked") else "question"),
    )

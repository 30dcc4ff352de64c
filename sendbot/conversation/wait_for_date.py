"""What the bot waits for once it has asked for a day, as a word that a channel hands back with the next
message. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

TURNS = 3
"""Messages that the bot waits for a day. Later a Tuesday is not an answer to that any more, but a story that
begins."""
_NOTHING: Mapping[int, date] = MappingProxyType({})
_WAITING = re.compile(
    r"(?P<deadline>[a-z0-9-]+)(?:;(?P<turns>\d)(?P<asked>[01]))?"
    r"(?P<days>(?:;\d{4}-\d\d-\d\d)*)(?P<known>(?:;\d=\d{4}-\d\d-\d\d)*)"
)


@dataclass(frozen=True)
class Waiting:
    """For the day of which deadline, for how many messages more, whether it was asked back before; the days
    that were
    offered, and those that are known by the number of their start."""

    deadline: str
    turns: int = TURNS
    asked: bool = False
    offered: tuple[date, ...] = ()
    known: Mapping[int, date] = field(default_factory=lambda: _NOTHING)

    def written(self) -> str | None:
        """The word for a channel; None when the waiting is over. A first question is only the deadline's
        id."""
        if self.turns < 1:
            return None
        if self == Waiting(self.deadline):
            return self.deadline
        days = "".join(f";{day}" for day in self.offered)
        known = "".join(f";{number}={day}" for number, day in sorted(self.known.items()))
        return f"{self.deadline};{self.turns}{int(self.asked)}{days}{known}"


def read_waiting(text: str) -> Waiting | None:
    """What a word from a channel stands for; None for one that is none of ours."""
    found = _WAITING.fullmatch(text)
    if found is None:
        return None
    try:
        known = (part.split("=") for part in found["known"].split(";") if part)
        return Waiting(
            found["deadline"],
            int(found["turns"] or TURNS),
            found["asked"] == "1",
            tuple(date.fromisoformat(part) for part in found["days"].split(";") if part),
            {int(number): date.fromisoformat(day) for number, day in known},
        )
    except ValueError:
        return None

"""How the rules and the trained look come to one finding, in two strengths. `docs/care.md` says why it is so.

Sure: help goes out first, as a card. Perhaps: one line with where to turn stands under the ordinary reply.
Whatever was found, that reply follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

_HARDSHIPS = frozenset({"safety-carer-breaking-point"})
"""Concerns whose words ("I can't do this any more", "he hits his sister") most families on a hard day write
too: a rule for them needs more agreement than others."""


class Strength(IntEnum):
    """How strongly something looks like danger."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


@dataclass(frozen=True)
class Opinion:
    """What the trained look makes of a message."""

    strength: Strength
    likeliest: tuple[str, ...]
    """The concerns it knows, the likeliest first."""
    agrees: bool
    """Is there enough in the message for a rule that fired to be believed?"""
    firmly: bool = True
    """So much that even a rule for a hardship is believed?"""


@dataclass(frozen=True)
class Concerns:
    """What was noticed in a message, the likeliest first. Only one of the two is ever filled."""

    sure: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Was anything noticed at all?"""
        return bool(self.sure or self.perhaps)

    @property
    def all(self) -> tuple[str, ...]:
        """What was noticed, whatever its strength."""
        return self.sure + self.perhaps


def weigh(by_rules: Sequence[str], opinion: Opinion | None) -> Concerns:
    """The finding. Without a trained look the rules alone decide; what they found is weakened at most, never
    lost."""
    if opinion is None:
        return Concerns(sure=tuple(by_rules))
    if by_rules:
        found = tuple(sorted(by_rules, key=lambda concern: _place(concern, opinion.likeliest)))
        believed = opinion.agrees and (opinion.firmly or any(name not in _HARDSHIPS for name in found))
        return Concerns(sure=found) if believed else Concerns(perhaps=found)
    if opinion.strength is Strength.SURE:
        return Concerns(sure=opinion.likeliest[:1])
    return Concerns(perhaps=opinion.likeliest[:1]) if opinion.strength is Strength.PERHAPS else Concerns()


def _place(concern: str, likeliest: Sequence[str]) -> int:
    """A concern that the look does not know keeps its place behind those that it does."""
    return likeliest.index(concern) if concern in likeliest else len(likeliest)

"""Templates with slots made messages: "{n} is {a}" becomes "Jakub is 7", and where the name stands is
known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.training.names.pools import LATIN, Pool, lists, pools

PERSON, SCHOOL, ADDRESS = "person", "school", "address"

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Message:
    """A message and its details: where each begins and ends, and of which kind it is."""

    text: str
    details: tuple[tuple[int, int, str], ...] = ()


_PLAIN = {
    "town": "towns", "org": "organisations", "show": "shows", "cond": "conditions", "act": "laws",
    "tool": "tools", "mon": "times",
}  # fmt: skip
_KINDS = {
    "n": PERSON,
    "f": PERSON,
    "s": PERSON,
    "tt": PERSON,
    "sch": SCHOOL,
    "sk": SCHOOL,
    "adr": ADDRESS,
    "str": ADDRESS,
}
_TITLES = (
    "Mr Mrs Ms Miss Dr Mr. Mrs. Dr. Prof mr mrs dr miss Auntie Uncle Nurse Cllr Sir Rev Father Sister".split()
)
_INITIALS = "ABCDEFGHJKLMNPRSTVW"

_SECOND = ["Mae", "Rose", "Leigh", "Lee", "Jay", "James", "Grace", "Lou", "Anne", "Jo", "Louise", "Belle"]
"""What stands behind the hyphen of a double name."""
_SAINT = ["St ", "St. ", "Saint ", "St "]
_WHOSE = ["s", "", "’s", "'s"]
_HOUSE = ["Cottage", "House", "Farm", "Lodge", "Barn", "Bungalow", "Mill", "Court", "Tower"]


class Filler:
    """Fills slots by chance, from the pools that it is given."""

    def __init__(self, chance: random.Random, known: Mapping[str, Pool] | None = None) -> None:
        self._chance = chance
        self._pools = known or pools()
        self._own = lists()
        self._latin = [place for place in LATIN if place in self._pools] or sorted(self._pools)
        self._slots: Mapping[str, Callable[[], str]] = {
            "n": self.given, "f": self.full, "s": self.family, "sch": self.school, "sk": self.school_alone,
            "adr": self.address, "str": self.street,
            "a": lambda: str(chance.randint(2, 19)), "y": lambda: str(chance.randint(1, 13)),
        }  # fmt: skip

    def filled(self, template: str) -> Message:
        """The template with every slot filled."""
        text, details, before = "", [], 0
        for slot in _SLOT.finditer(template):
            text += template[before : slot.start()]
            before = slot.end()
            name = slot[1]
            if name == "tt":  # a title may be kept or go: it is learned as no part of the name
                text += self._chance.choice(_TITLES) + " "
            value = self._value(name)
            kind = PERSON if name[:2] in {"x_", "X_"} else _KINDS.get(name)
            if kind is not None:
                details.append((len(text), len(text) + len(value), kind))
            text += value
        return Message(text + template[before:], tuple(details))

    def _value(self, name: str) -> str:
        if name == "tt":
            return self._titled()
        if name in self._slots:
            return self._slots[name]()
        if name in _PLAIN:
            return self._one(self._own[_PLAIN[name]])
        if name in {"x_word", "X_word"}:
            return self._one(self._pools["words"].given)
        if name[:2] == "x_":
            return self._one(self._pools[name[2:]].given)
        if name[:2] == "X_":
            pool = self._pools[name[2:]]
            given, family = self._one(pool.given), self._one(pool.family)
            return family + given if name[2:].startswith("zh") else f"{given} {family}"
        raise KeyError(name)

    def _one(self, choices: object) -> str:
        assert isinstance(choices, list | tuple)
        return str(self._chance.choice(choices))

    def pool(self) -> Pool:
        """A pool, those of British children most often, because they write most."""
        if "british" not in self._pools:
            return self._pools[self._one(self._latin)]
        drawn = self._chance.random()
        for below, name in (
            (0.32, "british"),
            (0.40, "made_up"),
            (0.50, "words"),
            (0.58, "world"),
            (0.61, "zh_rom"),
            (0.63, "uk_rom"),
            (0.70, "pl_PL"),
        ):
            if drawn < below:
                return self._pools[name]
        return self._pools[self._one(self._latin)]

    def given(self) -> str:
        """A given name; some with a hyphen, two of them, or initials."""
        name, drawn = self._one(self.pool().given), self._chance.random()
        if drawn < 0.03:
            return f"{name}-{self._one(_SECOND)}"
        if drawn < 0.05:
            return f"{name} {self._one(self.pool().given)}"
        if drawn < 0.06:
            return f"{self._one(list(_INITIALS))}.{self._one(list('JCDPBT'))}."
        if drawn < 0.07:
            return self._one(["O'", "D'", "De'", "M'"]) + name
        if drawn < 0.08:
            return name[0].upper() + self._one(["", "."])
        return name

    def family(self) -> str:
        """A family name; some double, some with a particle."""
        name, drawn = self._one(self.pool().family), self._chance.random()
        if drawn < 0.06:
            return f"{name}-{self._one(self.pool().family)}"
        if drawn < 0.09:
            return self._one(["O'", "Mc", "Mac", "Al-", "El-", "van ", "de ", "da ", "Ben "]) + name
        return name

    def full(self) -> str:
        """A given and a family name."""
        drawn, pool = self._chance.random(), self.pool()
        given = self._one(pool.given)
        if drawn < 0.05 and "vi_rom" in self._pools:
            vietnamese = self._pools["vi_rom"]
            return (
                f"{self._one(vietnamese.family)} {self._one(['Thi', 'Van', 'Thị', 'Minh', 'Duc'])} "
                f"{self._one(vietnamese.given)}"
            )
        if drawn < 0.09:
            given = f"{self._one(['Md', 'Md.', 'Muhammad', 'Mohammad', 'Syed', 'Abdul', 'Sheikh'])} {given}"
        elif drawn < 0.2:
            given = f"{given} {self._one(pool.given)}"
        elif drawn < 0.25:
            given = given[0] + self._one(["", "."])
        return f"{given} {self.family() if drawn > 0.6 else self._one(pool.family)}"

    def _titled(self) -> str:
        name, drawn = self.family(), self._chance.random()
        if drawn < 0.2:
            return f"{self._one(list(_INITIALS))}{self._one(['', '.'])} {name}"
        if drawn < 0.35:
            return f"{self.given()} {name}"
        return name[0].upper() if drawn < 0.38 else name

    def _school_name(self) -> str:
        drawn = self._chance.random()
        if drawn < 0.25:
            return f"{self._one(_SAINT)}{self._one(self._own['saints'])}{self._one(_WHOSE)}"
        if drawn < 0.33:
            return self.family().split(" ")[-1]
        words = self._chance.sample(list(self._own["school_words"]), self._chance.choice((1, 1, 1, 2)))
        ending = self._one(
            [
                "",
                "",
                "",
                "",
                " Hall",
                " Park",
                " Lane",
                " Grange",
                " Hill",
                " Heath",
                " Green",
                " Lodge",
                " Manor",
            ]
        )
        start = "The " if drawn > 0.93 else ""
        return f"{start}{' '.join(words)}{ending}"

    def school(self) -> str:
        """A named school with its kind."""
        return f"{self._school_name()} {self._one(self._own['school_kinds'])}"

    def school_alone(self) -> str:
        """A named school, its kind left unsaid."""
        return self._school_name()

    def street(self) -> str:
        """A street without a number."""
        ending = self._one(["", "", "", "field", "wood", " Park", "ton", "ley"])
        name = self._one(self._own["street_words"]) if self._chance.random() < 0.75 else self.family()
        return f"{name}{ending} {self._one(self._own['street_kinds'])}"

    def address(self) -> str:
        """A house and its street."""
        street, drawn = self.street(), self._chance.random()
        number = f"{self._chance.randint(1, 240)}{self._one(['', '', '', 'a', 'b'])}"
        if drawn < 0.55:
            return f"{number} {street}"
        if drawn < 0.7:
            return (
                f"{self._one(['Flat', 'flat', 'Apt', 'Apartment', 'Unit'])} "
                f"{self._chance.randint(1, 40)}, {number} {street}"
            )
        house = (
            f"{self._one(['', '', 'The Old ', 'The '])}{self._one(self._own['street_words'])} "
            f"{self._one(_HOUSE)}"
        )
        if drawn < 0.85:
            return f"{house}, {street}"
        return house if drawn < 0.92 else f"{number}, {street}"

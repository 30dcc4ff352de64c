"""What belongs to one area and not to the program: its names, places, people to turn to and fixed entries.

An area writes it in `area.yaml`; what it does not write is that of `sendbot/national/area.yaml`, which comes
with the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import Field

from sendbot.knowledge.frozen import Checked, Frozen, Id, Text

FILE = "area.yaml"
EVERYWHERE = "england"
"""What applies in every area, as `applies_to` says it."""

_SIGN = re.compile(r"\{([a-z-]+)\}")


class NamedPeople(Frozen):
    """Contacts that the bot itself names, by id; those that an area does not have are left out."""

    own_case: tuple[Id, ...] = ()
    """Who can look at one family's case."""
    elsewhere: tuple[Id, ...] = ()
    """Who helps a family that lives somewhere else."""
    danger: tuple[Id, ...] = ()
    """Who is named in danger where a rule has no words of its own."""
    kept_back: tuple[Id, ...] = ()
    """Who is named by their own answers alone: they would frighten whoever only asked something that we do
    not know."""


class FixedEntries(Frozen):
    """Entries that the conversation itself points to. It does without them, but a family is told less."""

    person: Id
    """Its contacts are whom the bot names when it does not know."""
    team: Id
    """Offered to whoever asks about their own family's case, which only people can look up."""
    bot: Id
    privacy: Id
    languages: Id


class Places(Frozen):
    """Names of places, in small letters."""

    here: tuple[Text, ...] = ()
    """Places whose families belong to this area."""
    elsewhere: tuple[Text, ...] = ()
    """Neighbouring areas and towns in them: the bot says that it only knows this area."""
    towns: tuple[Text, ...] = ()
    """Towns of this area, the largest first: they stand in the examples that the matcher learns from."""
    county: str = ""
    """The county, as people say it."""


class Drafts(Frozen):
    """What stands in a draft until a curator has looked at it."""

    contacts: tuple[Id, ...] = ()


class Area(Frozen):
    """One local area: everything about it that is not an answer."""

    name: Text
    authority: Text
    applies_to: Id | None = None
    """What local entries have as `applies_to`, beside "england"; None where no area.yaml says it."""
    national: bool = False
    """Are the national entries read beside the area's own?"""
    without: tuple[Id, ...] = ()
    """National entries and contacts that this area does not want."""
    queues: Mapping[str, Id] = Field(default_factory=dict)
    """The workstream of national entries, by topic; the first workstream for any other."""
    checked: Mapping[Id, Checked] = Field(default_factory=dict)
    """National entries and contacts that somebody of this area has checked, until they are read anew."""
    languages_checked: tuple[str, ...] = ()
    """Languages whose national file a person who speaks them has read here, by their two letters."""
    danger_signed: Checked | None = None
    """Who signed the words for danger, and when."""
    names: Mapping[str, Text] = Field(default_factory=dict)
    """What stands for {sendiass} and its like in national texts."""
    roles: Mapping[Id, Id] = Field(default_factory=dict)
    """National names of contacts, and what they are called here: `sendiass: mias`."""
    people: NamedPeople
    entries: FixedEntries
    topics: tuple[Id, ...] = ()
    """The topic files that most first questions are about; one question back can name four."""
    places: Places = Places()
    no_names: tuple[Text, ...] = ()
    """Words that redaction takes for no name of a person: teams, charities and places of this area."""
    drafts: Drafts = Drafts()

    def fixed(self) -> tuple[str, ...]:
        """The ids of all fixed entries."""
        return tuple(self.entries.model_dump().values())

    def own_places(self) -> tuple[str, ...]:
        """The area's name, its county and its places, as a family of this area would name them."""
        named = (self.name, self.places.county, *self.places.here, *self.places.towns)
        return tuple(dict.fromkeys(name.casefold() for name in named if name))

    def signs(self) -> dict[str, str]:
        """What stands for {area}, {authority} and the area's own names."""
        return {"area": self.name, "authority": self.authority, **self.names}


@cache
def packaged_values() -> dict[str, Any]:
    """The `area.yaml` that comes with the package, as it is written."""
    text = files("sendbot").joinpath("national", FILE).read_text(encoding="utf-8")
    return dict(_frozen_lists(yaml.safe_load(text)))


@cache
def packaged_area() -> Area:
    """The area of a folder that says nothing about itself."""
    return Area.model_validate(packaged_values())


def with_packaged(written: Mapping[str, Any]) -> dict[str, Any]:
    """What an area wrote, over what comes with the package; groups such as `people` are joined key by
    key."""
    joined = dict(packaged_values())
    for key, value in written.items():
        before = joined.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[key] = {**before, **value}
        else:
            joined[key] = value
    return joined


def filled(value: Any, signs: Mapping[str, str]) -> Any:
    """A file's values with the area's names in them; what is no sign of the area stays as it is."""
    if isinstance(value, str):
        return _SIGN.sub(lambda found: _beginning(found, signs), value) if "{" in value else value
    if isinstance(value, dict):
        return {filled(key, signs): filled(inner, signs) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(filled(inner, signs) for inner in value)
    return value


_SENTENCE_ENDS = re.compile(r"(?:^|[.!?][\"')*]*\s+|\n)[*\"'(\s-]*$")


def _beginning(found: re.Match[str], signs: Mapping[str, str]) -> str:
    """What stands for a sign; with a capital where it begins a sentence: a name may begin with "the"."""
    name = signs.get(found[1], found[0])
    return with_capital(name) if _SENTENCE_ENDS.search(found.string, 0, found.start()) else name


def with_capital(name: str) -> str:
    """A name at the beginning of a line or sentence. One such as "iPads for all" stays as it is written."""
    return f"T{name[1:]}" if name.startswith(("the ", "their ")) else name


def _frozen_lists(value: Any) -> Any:
    """Lists as tuples, as the shapes want them."""
    if isinstance(value, dict):
        return {key: _frozen_lists(inner) for key, inner in value.items()}
    return tuple(map(_frozen_lists, value)) if isinstance(value, list) else value


def words_of(area: Area) -> Iterator[str]:
    """Every word by which this area can be known, for tests and for the layer that must not have one."""
    yield from (area.name, area.authority, *area.places.here, *area.no_names, *area.names.values())

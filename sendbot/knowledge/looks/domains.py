"""Names of websites: one that is a letter or two away from a name that the folder uses often, and a page
without https on a site that has it everywhere else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from sendbot.knowledge.entries import Contact, Entry, Knowledge, Problem, SafetyEntry
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Path

_OFTEN, _SELDOM = 5, 2
"""Addresses: a name that stands at least so often is right, one that stands at most so often may be none."""
_SAFE = 10
"""Pages of a site with https: beside so many, a single one without it was typed. Others stand as they were
seen."""
_SHORT, _LONG = 4, 8
"""Letters of a name: shorter ones are never compared, from the second on two letters may differ."""
_ENDING = re.compile(r"\.(?:(?:gov|org|co|nhs|ac|sch|police|net|me|ltd)\.uk|[a-z]{2,})$")
_HOST = re.compile(r"https?://([^/?#:\s]+)", re.IGNORECASE)


class _Address(NamedTuple):
    """An address, whose it is, in which field, and where."""

    address: str
    whose: str
    at: Path

    @property
    def site(self) -> str:
        """The name of its site, without "www." and a stray dot."""
        found = _HOST.match(self.address)
        host = found[1] if found else self.address.rpartition("@")[2]
        return host.casefold().removeprefix("www.").rstrip(".")


def domain_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything of that, at the address itself."""
    every = [one for one in _addresses(knowledge) if "." in one.site]
    often = Counter(one.site for one in every)
    known = tuple(site for site, number in often.items() if number >= _OFTEN)
    for one in every:
        meant, surely = _meant(one.site, known) if often[one.site] <= _SELDOM else ("", False)
        if meant:
            message = f'{one.whose} has "{one.address}", and this folder knows "{meant}". Is a letter wrong?'
            advice = "Open the page, and copy its address from the browser."
            yield problem(knowledge.place(*one.at), "address", f"{message} {advice}", warning=not surely)
    yield from _without_https(knowledge, every)


@lru_cache(maxsize=4096)
def _meant(site: str, known: tuple[str, ...]) -> tuple[str, bool]:
    """The name that was meant by one that is nearly it, and whether only one letter differs."""
    for other in known:
        if site == other or site.endswith(f".{other}") or other.endswith(f".{site}"):
            continue
        name, right = _ENDING.sub("", site), _ENDING.sub("", other)
        ending = site[len(name) :] == other[len(right) :]
        allowed = 0 if min(len(name), len(right)) < _SHORT else 2 if len(right) >= _LONG else 1
        distance = DamerauLevenshtein.distance(site, other)
        if distance <= allowed or (name == right and not ending):
            return other, distance == 1
    return "", False


def _without_https(knowledge: Knowledge, every: list[_Address]) -> Iterator[Problem]:
    """The only page of a site without https, where all its others have it: it was typed, not copied."""
    plain = Counter(one.site for one in every if one.address.startswith("http://"))
    safe = Counter(one.site for one in every if one.address.startswith("https://"))
    for one in every:
        alone = plain[one.site] == 1 and safe[one.site] >= _SAFE
        if alone and one.address.startswith("http://"):
            message = f'{one.whose} has "{one.address}" without https, which other pages of {one.site} have.'
            advice = "Write https:// if it opens so."
            yield problem(knowledge.place(*one.at), "http", f"{message} {advice}", warning=True)


def _addresses(knowledge: Knowledge) -> Iterator[_Address]:
    rooms = (("entries", knowledge.entries), ("safety_entries", knowledge.safety_entries))
    for room, things in rooms:
        for thing in things.values():
            yield from _sources(room, thing)
    for contact in knowledge.contacts.values():
        yield from _contact(contact)


def _sources(room: str, thing: Entry | SafetyEntry) -> Iterator[_Address]:
    for number, source in enumerate(thing.sources):
        whose = f'entry "{thing.id}", source {number + 1},'
        yield _Address(source.url, whose, (room, thing.id, "sources", number, "url"))


def _contact(contact: Contact) -> Iterator[_Address]:
    whose = f'contact "{contact.id}"'
    for field in ("web", "email"):
        if address := getattr(contact, field):
            yield _Address(address, whose, ("contacts", contact.id, field))
    if contact.source:
        yield _Address(contact.source.url, f"{whose}, its source,", ("contacts", contact.id, "source", "url"))

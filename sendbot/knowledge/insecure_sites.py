"""Web addresses without encryption: one line for each site, with what can be done about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.knowledge.problems import problem

_HOST = re.compile(r"https?://([^/?#:]+)")


def insecure(knowledge: Knowledge) -> Iterator[Problem]:
    """A warning for each site that is named without https; sites that are known for it share one."""
    sites: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    safe: set[str] = set()
    for name, place, address in _addresses(knowledge):
        site = _site(address)
        if address.startswith("http://"):
            sites[site].append((name, place))
        else:
            safe.add(site)
    known = [site for site in sites if site in knowledge.area.only_http and site not in safe]
    if known:
        found = [named for site in known for named in sites[site]]
        yield _warning(found, ", ".join(sorted(known)), "We know no safer one; check now and then.")
    for site, found in sites.items():
        if site not in known:
            advice = (
                "Other pages of it are named with https here: try that."
                if site in safe
                else "Use https, or find a safer page."
            )
            yield _warning(found, site, advice)


def _warning(found: list[tuple[str, Place]], sites: str, advice: str) -> Problem:
    names = list(dict.fromkeys(name for name, _ in found))
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    many = "1 address" if len(found) == 1 else f"{len(found)} addresses"
    return problem(
        found[0][1], "http", f"{many} without https of {sites}, in {listed}. {advice}", warning=True
    )


def _site(address: str) -> str:
    """The name of the site, without "www." and a stray dot."""
    found = _HOST.match(address)
    return (found[1].casefold() if found else address).removeprefix("www.").rstrip(".")


def _addresses(knowledge: Knowledge) -> Iterator[tuple[str, Place, str]]:
    """Every address with whose it is and where it stands."""
    for room, things in (("safety_entries", knowledge.safety_entries), ("entries", knowledge.entries)):
        for thing in things.values():
            for number, source in enumerate(thing.sources):
                yield thing.id, knowledge.place(room, thing.id, "sources", number, "url"), source.url
    for contact in knowledge.contacts.values():
        name = f"contact {contact.id}"
        if contact.web:
            yield name, knowledge.place("contacts", contact.id, "web"), contact.web
        if contact.source:
            yield name, knowledge.place("contacts", contact.id, "source", "url"), contact.source.url

"""Web addresses without encryption: one line for all of them, since each is as it was seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Place, Problem, SafetyEntry
from sendbot.knowledge.freshness import own_of

_HOST = re.compile(r"https?://([^/?#:]+)")
_NAMED = 5
"""So many sites are named, those with the most addresses first."""


def insecure(knowledge: Knowledge) -> Iterator[Problem]:
    """How many addresses are named without https, and of which sites. Those of what comes with the package
    are left out: nobody in an area can put them right."""
    sites = Counter(_site(address) for address in _addresses(knowledge) if address.startswith("http://"))
    if not sites:
        return
    named = ", ".join(site for site, _ in sites.most_common(_NAMED))
    rest = f" and {len(sites) - _NAMED} more" if len(sites) > _NAMED else ""
    many = "1 address" if sites.total() == 1 else f"{sites.total()} addresses"
    yield Problem(
        Place(knowledge.folder),
        f"{many} without https, of {named}{rest}. When you read such a page again, try https "
        "and keep it if it opens.",
        "note",
        "http",
    )


def _site(address: str) -> str:
    """The name of the site, without "www." and a stray dot."""
    found = _HOST.match(address)
    return (found[1].casefold() if found else address).removeprefix("www.").rstrip(".")


def _addresses(knowledge: Knowledge) -> Iterator[str]:
    things: list[Entry | SafetyEntry] = [*knowledge.safety_entries.values(), *knowledge.entries.values()]
    for thing in own_of(knowledge, things):
        yield from (source.url for source in thing.sources)
    for contact in own_of(knowledge, knowledge.contacts.values()):
        yield from (address for address in (contact.web, contact.source and contact.source.url) if address)

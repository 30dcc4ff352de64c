from __future__ import annotations

from dataclasses import replace
from datetime import date

from sendbot.knowledge.entries import Knowledge, Place, Source
from sendbot.knowledge.insecure_sites import insecure
from tests.conversation.small_house import contact, entry

DAY = date(2026, 11, 23)


def with_sources(name: str, *addresses: str) -> Knowledge:
    sources = tuple(Source(title="Page", url=address, seen=DAY) for address in addresses)
    return Knowledge(entries={name: entry(name, "T", ("q",), "A.", sources=sources)})


def test_one_line_tells_all_addresses_and_the_sites_with_most_of_them_first() -> None:
    addresses = (
        "http://old.example/1",
        "http://www.site.example/1",
        "http://site.example./3",
        "https://site.example/4",
    )
    house = Knowledge(
        entries=with_sources("a", *addresses).entries,
        contacts={"post": contact("post", web="http://site.example")},
    )
    (found,) = insecure(house)
    assert found.severity == "note"
    assert found.message.startswith("4 addresses without https, of site.example, old.example.")


def test_a_folder_with_safe_addresses_has_none() -> None:
    assert list(insecure(with_sources("a", "https://site.example/"))) == []


def test_addresses_of_what_comes_with_the_package_are_not_this_areas() -> None:
    house = with_sources("a", "http://old.example/1")
    assert len(list(insecure(house))) == 1
    shared: dict[tuple[str | int, ...], Place] = {("entries", "a"): Place("national/ehcp.yaml", 3)}
    assert list(insecure(replace(house, places=shared))) == []

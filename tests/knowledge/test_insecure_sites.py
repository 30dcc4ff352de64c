from __future__ import annotations

from datetime import date

from sendbot.knowledge.area import packaged_area
from sendbot.knowledge.entries import Knowledge, Source
from sendbot.knowledge.insecure_sites import insecure
from tests.conversation.small_house import contact, entry

KNOWN = ("ceias.cheshireeast.gov.uk", "enfieldsendias.org.uk")
DAY = date(2026, 11, 23)


def with_sources(name: str, *addresses: str) -> Knowledge:
    sources = tuple(Source(title="Page", url=address, seen=DAY) for address in addresses)
    return Knowledge(entries={name: entry(name, "T", ("q",), "A.", sources=sources)})


def test_one_line_tells_a_whole_site_and_that_other_pages_of_it_are_safe() -> None:
    house = with_sources(
        "a",
        "http://www.site.example/1",
        "http://site.example/2",
        "http://site.example./3",
        "https://site.example/4",
    )
    assert [found.message for found in insecure(house)] == [
        "3 addresses without https of site.example, in a. Other pages of it are named with https here: try that."
    ]


def test_sites_that_are_known_for_it_share_a_line_and_a_contact_counts() -> None:
    house = Knowledge(
        entries=with_sources(
            "a", "http://www.ceias.cheshireeast.gov.uk/x", "http://enfieldsendias.org.uk/"
        ).entries,
        contacts={"post": contact("post", web="http://old.example")},
        area=packaged_area().model_copy(update={"only_http": KNOWN}),
    )
    assert [found.message for found in insecure(house)] == [
        "2 addresses without https of ceias.cheshireeast.gov.uk, enfieldsendias.org.uk, in a. We know no safer one; check now and then.",
        "1 address without https of old.example, in contact post. Use https, or find a safer page.",
    ]


def test_a_folder_with_safe_addresses_has_none() -> None:
    assert list(insecure(with_sources("a", "https://site.example/"))) == []

"""A page on which families can ask for an email, a mail server, and an answer that comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.channels.web.site import Site
from sendbot.channels.web.web_options import EmailWay
from sendbot.mind.mind import Mind
from sendbot.store.link_emails import all_sealed
from sendbot.store.store import Store
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from tests.channels.web.house import Family, site_in
from tests.channels.web.test_link_pages import linked
from tests.conversation.small_house import KNOWLEDGE, MIND, entry

ADDRESS = "ann@example.org"
OWN = "https://ask.example.org"
SEAL = new_key()


def way_to(url: str, keys: str = SEAL) -> EmailWay:
    """Email through this server."""
    return EmailWay(Mailer(read_server(url), read_sender("Ask <ask@example.org>")), Seal(keys), OWN)


@asynccontextmanager
async def mailing_site(
    folder: Path, url: str = "smtp://127.0.0.1:1", **more: Any
) -> AsyncIterator[tuple[Site, EmailWay]]:
    """A running page that offers emails."""
    way = way_to(url)
    async with site_in(folder, email=way, **more) as site:
        yield site, way


async def waiting_family(site: Site, to: str = ADDRESS, **more: Any) -> tuple[Family, str]:
    """A family that has its link and gave an address; the link's path."""
    family = Family(site, **more)
    path = await linked(family)
    await family.opens(path)
    await gives(family, path, to)
    assert family.page.status_code == 200, family.read
    return family, path


async def gives(family: Family, path: str, address: str) -> str:
    """Send the form with an address."""
    return await family.sends({"do": "email", "email": address}, path)


async def answer_comes(site: Site) -> None:
    """An entry that names every kept question is in service."""
    names = [question.id for question in await store_of(site).questions()]
    site.reload(answering(names))


def answering(names: list[str]) -> Mind:
    """A mind with an entry that answers these questions."""
    new = entry("elephants", "Elephants", ("elephants",), "Yes, on Sundays.", answers=tuple(names))
    return replace(MIND, knowledge=replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "elephants": new}))


async def kept_addresses(site: Site) -> int:
    """How many addresses are kept."""
    return len(await all_sealed(store_of(site)))


def store_of(site: Site) -> Store:
    """Its open database."""
    assert site.recorder.store is not None
    return site.recorder.store

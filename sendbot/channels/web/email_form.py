"""The form on a private link's page by which a family asks for one email: what is shown of it, and what
becomes of an address."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request

from sendbot.channels.web.limits import Allowance
from sendbot.channels.web.look import Look
from sendbot.channels.web.sealed_addresses import Recipient, opened, plain_address, sealed
from sendbot.channels.web.site import Site
from sendbot.channels.web.web_options import EmailWay
from sendbot.store.link_emails import drop_email, keep_email, sealed_of
from sendbot.store.private_links import PrivateLink
from sendbot.store.store import Store

_SHOWN_AGAIN = 400
"""Characters of what was typed that stand in the field again: more than an address has, and no pasted
letter."""


@dataclass(frozen=True)
class EmailForm:
    """What is said of it: `said` above the page, `problem` beside the field, with what was `typed`. All words
    by their keys."""

    said: str = ""
    problem: str = ""
    typed: str = ""
    status: int = 200


def refused(problem: str, typed: str, status: int) -> EmailForm:
    """The form again, with what was typed."""
    return EmailForm(problem=problem, typed=typed[:_SHOWN_AGAIN], status=status)


async def give(
    request: Request, site: Site, way: EmailWay, store: Store, link: PrivateLink, typed: str
) -> EmailForm:
    """An address for a link: kept, sealed, in place of an earlier one. The same one once more changes
    nothing, so that a form that is sent twice counts once."""
    secret, look = str(request.path_params["secret"]), site.look(request)
    caller = request.client.host if request.client else ""
    if site.limits.count(caller, time.time()) is not Allowance.WELCOME:
        return _limited(site, "too-many", typed)
    address = plain_address(typed)
    if address is None:
        return refused("link-email-wrong", typed, 422)
    wanted = Recipient(address, secret)
    kept = await sealed_of(store, link.id)
    if kept is not None and opened(way.seal, kept, link.id) == wanted:
        return EmailForm(said="link-email-kept")
    if not site.email_limits.take(caller, time.time()):
        return _limited(site, "link-email-often", typed)
    box = sealed(way.seal, wanted)
    if not await keep_email(store, link.id, box, _view(look, link, request), datetime.now(UTC)):
        return refused("link-email-enough", typed, 409)
    site.metrics.links.labels("email asked").inc()
    return EmailForm(said="link-email-kept")


async def take_back(site: Site, store: Store, link: PrivateLink) -> EmailForm:
    """The address of a link is deleted."""
    await drop_email(store, link.id)
    site.metrics.links.labels("email taken back").inc()
    return EmailForm(said="link-email-deleted")


def _limited(site: Site, problem: str, typed: str) -> EmailForm:
    site.metrics.limited.labels("email").inc()
    return refused(problem, typed, 429)


def _view(look: Look, link: PrivateLink, request: Request) -> str:
    """How the family reads: as the page was shown to it."""
    return look.view.token() if "lang" in request.query_params else link.view

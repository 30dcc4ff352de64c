"""A desk with single sign-on, its clock, and what a browser does there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx
import sqlalchemy as sa

from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext, DeskOptions
from sendbot.store.tables import audit
from tests.desk.council import GOSSIP, Council

LEAD = "lead@example.org"


class Clock:
    """The time of the desk and of the provider."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    """A desk and its provider."""

    context: DeskContext
    council: Council
    clock: Clock

    def __post_init__(self) -> None:
        self.app = make_app(self.context)

    @asynccontextmanager
    async def browser(
        self, options: DeskOptions | None = None, base: str = "http://127.0.0.1"
    ) -> AsyncIterator[httpx.AsyncClient]:
        """Another browser; with options, in front of another desk over the same database."""
        app = self.app if options is None else make_app(replace(self.context, options=options))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as made:
            yield made

    async def refusals(self) -> list[tuple[str, str]]:
        """What the audit log says of refused sign-ins: about what, and why."""
        query = (
            sa.select(audit.c.about, audit.c.detail)
            .where(audit.c.action == "sign-in refused")
            .order_by(audit.c.id)
        )
        async with self.context.store.reading() as connection:
            return [(row.about, row.detail) for row in (await connection.execute(query)).all()]


async def to_council(browser: httpx.AsyncClient, wanted: str = "/queue") -> str:
    """Go to the provider and sign in there; the address to which it sends the browser back."""
    begun = await browser.get("/sign-on", params={"next": wanted})
    assert begun.status_code == 303
    async with httpx.AsyncClient(trust_env=False) as outside:
        back: str = (await outside.get(begun.headers["location"])).headers["location"]
    assert back.startswith("http://127.0.0.1/sign-on/back?")
    return back


async def sign_on(browser: httpx.AsyncClient, wanted: str = "/queue") -> httpx.Response:
    return await browser.get(await to_council(browser, wanted))


async def assert_refused(
    browser: httpx.AsyncClient, page: httpx.Response, sentence: str, status: int = 422
) -> None:
    assert page.status_code == status
    assert "<h1>Sign in to the review desk</h1>" in page.text
    assert sentence in page.text
    assert GOSSIP not in page.text
    assert (await browser.get("/queue")).headers["location"].startswith("/sign-in")

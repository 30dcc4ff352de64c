"""A desk over a real database with five questions, an admin, a lead and a curator; its clock is the
test's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from pydantic import SecretStr

from sendbot.cli.desk import make_context
from sendbot.cli.desk_answers import LiveAnswers
from sendbot.desk.access.password import hashed
from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext
from sendbot.review.states import Role
from sendbot.settings import Settings
from sendbot.store.accounts import add_person
from sendbot.store.store import Store
from tests.desk.council import CLIENT, SECRET, council
from tests.desk.signing_on import Clock as CouncilClock
from tests.desk.signing_on import House
from tests.small_folder import write_small_folder
from tests.store.desk_house import NOON, fill

PASSWORD = "three random words here"
_HASHED = hashed(PASSWORD)


ADMIN, LEAD, CURATOR = "admin@example.org", "lead@example.org", "curator@example.org"


STAFF = ((ADMIN, Role.ADMIN, ()), (LEAD, Role.LEAD, ("care",)), (CURATOR, Role.CURATOR, ("voice",)))


class Clock:
    """A day after the questions, until a test moves it on."""

    def __init__(self) -> None:
        self.time = NOON + timedelta(days=1)

    def __call__(self) -> datetime:
        return self.time

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def context(own_house: Path, clock: Clock) -> AsyncIterator[DeskContext]:
    give_fines_to_care(own_house / "knowledge" / "library.yaml")
    settings = Settings(knowledge_dir=own_house / "knowledge", data_dir=own_house / "data", encoder="none")
    async with Store.open(f"sqlite+aiosqlite:///{own_house / 'desk.db'}") as store:
        await fill(store)
        for email, role, seen in STAFF:
            await add_person(
                store,
                NOON,
                "test",
                email=email,
                name=email.split("@")[0].title(),
                role=role,
                workstreams=seen,
                password=_HASHED,
            )
        made = make_context(store, LiveAnswers(settings, lambda: date(2026, 11, 23)), settings, (), "")
        made.now = clock
        await made.grouper.catch_up(clock())
        await made.grouper.refresh(clock())
        yield made


class AsCurators(yaml.SafeDumper):
    """Writes texts with bold words or several lines below a "|", as the reader asks for."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value or "**" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


AsCurators.add_representer(str, _text)


def give_fines_to_care(path: Path) -> None:
    """So that there are groups of two workstreams."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(entry for entry in content["entries"] if entry["id"] == "fines")["workstream"] = "care"
    for entry in content["entries"]:
        entry["answer"] = entry["answer"].rstrip() + "\n"
    path.write_text(yaml.dump(content, Dumper=AsCurators, allow_unicode=True, width=10_000), encoding="utf-8")


@pytest.fixture
async def client(context: DeskContext) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in front of the desk."""
    async with browser_of(context) as found:
        yield found


def browser_of(context: DeskContext) -> httpx.AsyncClient:
    """One more browser."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(make_app(context)), base_url="http://127.0.0.1")


def token_in(page: httpx.Response) -> str:
    """The token that the page's forms carry."""
    found = re.search(r'name="form" value="([^"]+)"', page.text)
    assert found is not None, page.text[:500]
    return found[1]


async def sign_in(
    browser: httpx.AsyncClient, email: str = ADMIN, password: str = PASSWORD, wanted: str = "/queue"
) -> httpx.Response:
    """By the form, as a person does."""
    form = token_in(await browser.get("/sign-in"))
    return await browser.post(
        "/sign-in", data={"form": form, "email": email, "password": password, "next": wanted}
    )


async def send(browser: httpx.AsyncClient, page: str, path: str, **fields: str | list[str]) -> httpx.Response:
    """Fill in a form of a page, hidden fields too, and send it to a path."""
    shown = await browser.get(page)
    own = {"form": token_in(shown)}
    for name in ("version", "mark"):
        value = re.search(rf'name="{name}" value="(\w*)"', shown.text)
        own |= {name: value[1]} if value else {}
    return await browser.post(path, data={**own, **fields})


def said(page: httpx.Response) -> str:
    """The text of a page as it is read, in one line."""
    import html

    body = re.sub(r"(?s)<head>.*?</head>", "", page.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> LiveAnswers:
    """Knowledge that several tests share."""
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(
        knowledge_dir=write_small_folder(folder / "knowledge"), data_dir=folder / "data", encoder="none"
    )
    return LiveAnswers(settings, lambda: date(2026, 11, 23))


@pytest.fixture
async def house(tmp_path: Path, answers: LiveAnswers) -> AsyncIterator[House]:
    """A desk that trusts a provider on a real port; one account, without a password."""
    time = CouncilClock()
    async with council(time) as made, Store.open(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}") as store:
        await add_person(store, time(), "test", email=LEAD, name="Lead", role=Role.LEAD)
        settings = Settings(
            oidc_issuer=made.issuer,
            oidc_client=CLIENT,
            oidc_secret=SecretStr(SECRET),
            encoder="none",
            data_dir=tmp_path,
        )
        found = make_context(store, answers, settings, (), "")
        found.now = time
        yield House(found, made, time)


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in front of it."""
    async with house.browser() as made:
        yield made


def session_cookie(answer: httpx.Response) -> str:
    return next(
        cookie
        for cookie in answer.headers.get_list("set-cookie")
        if cookie.startswith(("desk=", "__Host-desk="))
    )


def signed_out(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")

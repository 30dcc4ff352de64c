"""The desk's verbs: serving the staff page, and adding somebody to it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import uvicorn

from sendbot.bookshelf import LiveShelf
from sendbot.desk.app import make_app
from sendbot.desk.bench import Bench, Options, SingleSignOn
from sendbot.desk.passwords import hashed, new_token
from sendbot.errors import SettingsError
from sendbot.house import open_encoder, open_store
from sendbot.review.clusters import Grouping
from sendbot.review.states import Role
from sendbot.review.wordings import Rarity
from sendbot.settings import Settings
from sendbot.store.grouping import Grouper
from sendbot.store.people import add_person, people
from sendbot.store.store import Store


def make_bench(store: Store, shelf: LiveShelf, settings: Settings, hosts: tuple[str, ...], setup_code: str) -> Bench:
    """Everything that the pages need. `hosts` are names by which the desk is reached, besides this machine's own."""
    knowledge = shelf.mind.knowledge
    encoder = open_encoder(settings)

    def grouping() -> Grouping:
        entries = shelf.mind.knowledge.entries.values()
        return Grouping(encoder, Rarity.of(question for entry in entries for question in entry.questions))

    grouper = Grouper(store, grouping, {entry.id: entry.workstream for entry in knowledge.entries.values()})
    options = Options(hosts=(*Options().hosts, *hosts), sign_on=_sign_on(settings), setup_code=setup_code)
    return Bench(store, grouper, shelf, options)


def _sign_on(settings: Settings) -> SingleSignOn | None:
    if settings.oidc_issuer is None or settings.oidc_client is None or settings.oidc_secret is None:
        return None
    return SingleSignOn(settings.oidc_issuer, settings.oidc_client, settings.oidc_secret.get_secret_value(), settings.oidc_name)


async def serve_desk(settings: Settings, listen: str, port: int, hosts: tuple[str, ...]) -> None:
    """Serve until the process is told to stop. The first admin is made with a code that only the terminal shows."""
    shelf = await asyncio.to_thread(LiveShelf, settings, datetime.now().astimezone().date())
    async with open_store(settings) as store:
        code = "" if await people(store) else new_token()
        app = make_app(make_bench(store, shelf, settings, hosts, code))
        print(f"The desk is at http://{listen}:{port}/")
        if code:
            print(f"There is no account yet. Make the first one at http://{listen}:{port}/set-up?code={code}")
        # Forwarded headers are not believed: whoever runs a proxy in front names the hosts with --host.
        await uvicorn.Server(uvicorn.Config(app, host=listen, port=port, log_level="warning", access_log=False, proxy_headers=False)).serve()


async def add_staff(settings: Settings, email: str, name: str, role: str, workstreams: tuple[str, ...], password: str) -> None:
    """Add an account. Raises SettingsError for an unknown role, ReviewError for an address or password that cannot be used."""
    if role not in set(Role):
        raise SettingsError(f'"{role}" is no role. Use lead, curator or admin.')
    async with open_store(settings) as store:
        await add_person(
            store, datetime.now(UTC), "command line", email=email, name=name, role=Role(role), workstreams=workstreams, password=hashed(password)
        )
    print(f"{email} can sign in at the desk.")

"""The desk's verbs: serving the staff page, and adding somebody to it."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, date, datetime
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from sendbot.bookshelf import LiveShelf
from sendbot.desk.app import make_app
from sendbot.desk.bench import Bench, Options, SingleSignOn
from sendbot.desk.passwords import hashed, new_token
from sendbot.errors import SettingsError
from sendbot.house import open_encoder, open_knowledge, open_store
from sendbot.review.clusters import Grouping
from sendbot.review.groups import workstreams_in
from sendbot.review.states import Role
from sendbot.review.wordings import Rarity
from sendbot.settings import Settings
from sendbot.store.grouping import Grouper
from sendbot.store.people import add_person, people
from sendbot.store.store import Store


def make_bench(store: Store, shelf: LiveShelf, settings: Settings, hosts: tuple[str, ...], setup_code: str) -> Bench:
    """Everything that the pages need. `hosts` are names by which the desk is reached, besides this machine's own."""
    encoder = open_encoder(settings)

    def grouping() -> Grouping:
        entries = shelf.mind.knowledge.entries.values()
        return Grouping(encoder, Rarity.of(question for entry in entries for question in entry.questions))

    grouper = Grouper(store, grouping, workstreams_in(shelf.mind.knowledge))
    options = Options(hosts=(*Options().hosts, *hosts), setup_code=setup_code, sign_on=_sign_on(settings))
    return Bench(store, grouper, shelf, options)


def _sign_on(settings: Settings) -> SingleSignOn | None:
    if settings.oidc_issuer is None or settings.oidc_client is None or settings.oidc_secret is None:
        return None
    return SingleSignOn(settings.oidc_issuer, settings.oidc_client, settings.oidc_secret.get_secret_value(), settings.oidc_name)


def _today() -> date:
    return datetime.now().astimezone().date()


def behind(app: ASGIApp, proxies: tuple[str, ...]) -> ASGIApp:
    """The application as it stands behind these proxies: only from their addresses is it believed who asks, and by which scheme."""
    return cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=list(proxies))) if proxies else app


def _door(listen: str, port: int) -> socket.socket:
    """Opened before the long work of reading the knowledge, so that a taken port is said at once."""
    try:
        return socket.create_server((listen, port), family=socket.AF_INET6 if ":" in listen else socket.AF_INET)
    except OSError as problem:
        why = (problem.strerror or "refused").split(" (")[0]
        raise SettingsError(f"The desk cannot listen on {listen}, port {port} ({why}). Use another --port or --listen.") from None


async def serve_desk(settings: Settings, listen: str, port: int, hosts: tuple[str, ...], proxies: tuple[str, ...] = ()) -> None:
    """Serve until the process is told to stop. The first admin is made with a code that only the terminal shows."""
    door = _door(listen, port)
    print("Getting the answers ready. The first start takes a minute or two, later ones a few seconds.", flush=True)
    shelf = await asyncio.to_thread(LiveShelf, settings, _today)
    async with open_store(settings) as store:
        code = "" if await people(store) else new_token()
        app = behind(make_app(make_bench(store, shelf, settings, hosts, code)), proxies)
        print(f"The desk is at http://{listen}:{port}/", flush=True)
        if code:
            print(f"There is no account yet. Make the first one at http://{listen}:{port}/set-up?code={code}", flush=True)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False, server_header=False))
        await server.serve(sockets=[door])


async def add_staff(settings: Settings, email: str, name: str, role: str, workstreams: tuple[str, ...], password: str) -> None:
    """Add an account. Raises SettingsError for an unknown role or workstream, ReviewError for an address or password that cannot be used."""
    if role not in set(Role):
        raise SettingsError(f'"{role}" is no role. Use lead, curator or admin.')
    known = open_knowledge(settings).workstreams
    unknown = [one for one in workstreams if one not in known]
    if unknown or (role != Role.ADMIN and not workstreams):
        wrong = f'"{unknown[0]}" is no workstream.' if unknown else f"A {role} sees the groups of their workstreams, and none is named."
        raise SettingsError(f"{wrong} Use --workstream with one of: {', '.join(known)}.")
    async with open_store(settings) as store:
        values: dict[str, Any] = {"role": Role(role), "workstreams": workstreams, "password": hashed(password)}
        await add_person(store, datetime.now(UTC), "command line", email=email, name=name, **values)
    print(f"{email} can sign in at the desk.")


async def list_staff(settings: Settings) -> None:
    """Print everybody, a line each."""
    async with open_store(settings) as store:
        everybody = await people(store)
    for one in everybody:
        seen = f"last signed in {one.seen_at:%Y-%m-%d}" if one.seen_at else "never signed in"
        print(f"{one.email}  {one.name}  {one.role}  {' '.join(one.workstreams) or 'all workstreams'}  {'' if one.active else 'closed, '}{seen}")
    if not everybody:
        print('There is no account yet. Add one: bot.py staff add someone@example.org --name "Their name" --role admin')

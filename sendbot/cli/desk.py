"""The desk's verbs: serving the staff page, and adding somebody to it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import uvicorn

from sendbot.cli.desk_answers import LiveAnswers
from sendbot.cli.folders import open_encoder, open_knowledge
from sendbot.cli.shared import today
from sendbot.cli.wiring import open_store, retention_plan
from sendbot.desk.access.password import hashed, new_token
from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext, DeskOptions, SingleSignOn
from sendbot.errors import SettingsError
from sendbot.pages.listening import behind, opened
from sendbot.review.states import Role
from sendbot.settings import Settings
from sendbot.store.accounts import add_person, people
from sendbot.store.store import Store
from sendbot.upkeep.groups import grouper_of


def make_context(
    store: Store, answers: LiveAnswers, settings: Settings, hosts: tuple[str, ...], setup_code: str
) -> DeskContext:
    """Everything that the pages need. `hosts` are names by which the desk is reached, besides this machine's
    own."""
    grouper = grouper_of(
        store,
        lambda: answers.mind.knowledge,
        open_encoder(settings),
        settings.data_dir / "cache",
        sorts_by_words=settings.encoder == "none",
    )
    options = DeskOptions(
        hosts=(*DeskOptions().hosts, *hosts), setup_code=setup_code, sign_on=_sign_on(settings)
    )
    return DeskContext(store, grouper, answers, options, retention=retention_plan(settings))


def _sign_on(settings: Settings) -> SingleSignOn | None:
    if settings.oidc_issuer is None or settings.oidc_client is None or settings.oidc_secret is None:
        return None
    return SingleSignOn(
        settings.oidc_issuer,
        settings.oidc_client,
        settings.oidc_secret.get_secret_value(),
        settings.oidc_name,
    )


async def serve_desk(
    settings: Settings, listen: str, port: int, hosts: tuple[str, ...], proxies: tuple[str, ...] = ()
) -> None:
    """Serve until the process is told to stop. The first admin is made with a code that only the terminal
    shows."""
    door = opened(listen, port, "The desk")
    print(
        "Getting the answers ready. The first start takes some minutes, later ones a few seconds.",
        flush=True,
    )
    answers = await asyncio.to_thread(LiveAnswers, settings, today)
    async with open_store(settings) as store:
        code = "" if await people(store) else new_token()
        app = behind(make_app(make_context(store, answers, settings, hosts, code)), proxies)
        print(f"The desk is at http://{listen}:{port}/", flush=True)
        if code:
            print(
                f"There is no account yet. Make the first one at http://{listen}:{port}/set-up?code={code}",
                flush=True,
            )
        server = uvicorn.Server(
            uvicorn.Config(
                app, log_level="warning", access_log=False, proxy_headers=False, server_header=False
            )
        )
        await server.serve(sockets=[door])


async def add_staff(
    settings: Settings, email: str, name: str, role: str, workstreams: tuple[str, ...], password: str
) -> None:
    """Add an account. Raises SettingsError for an unknown role or workstream, ReviewError for an address or
    password that cannot be used."""
    if role not in set(Role):
        raise SettingsError(f'"{role}" is no role. Use lead, curator or admin.')
    known = open_knowledge(settings).workstreams
    unknown = [one for one in workstreams if one not in known]
    if unknown or (role != Role.ADMIN and not workstreams):
        wrong = (
            f'"{unknown[0]}" is no workstream.'
            if unknown
            else f"A {role} sees the groups of their workstreams, and none is named."
        )
        raise SettingsError(f"{wrong} Use --workstream with one of: {', '.join(known)}.")
    async with open_store(settings) as store:
        values: dict[str, Any] = {
            "role": Role(role),
            "workstreams": workstreams,
            "password": hashed(password, (email, name)),
            "first_password": True,
        }
        await add_person(store, datetime.now(UTC), "command line", email=email, name=name, **values)
    print(f"{email} can sign in at the desk.")


async def list_staff(settings: Settings) -> None:
    """Print everybody, a line each."""
    async with open_store(settings) as store:
        everybody = await people(store)
    for one in everybody:
        seen = f"last signed in {one.seen_at:%Y-%m-%d}" if one.seen_at else "never signed in"
        print(
            f"{one.email}  {one.name}  {one.role}  {' '.join(one.workstreams) or 'all workstreams'}  "
            f"{'' if one.active else 'closed, '}{seen}"
        )
    if not everybody:
        print(
            'There is no account yet. Add one: bot.py staff add someone@example.org --name "Their name" '
            "--role admin"
        )

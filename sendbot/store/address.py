"""Reading a database's address: what hosted databases hand out is understood, and anything else is a sentence
at the start.

address, arguments =
read_address("postgresql://user:secret@one,two/name?sslmode=require&target_session_attrs=read-write")
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from sendbot.errors import StoreError
from sendbot.store.hosts import Hosts

CONNECT_SECONDS = 5
"""To open a connection: a database that is up answers in a tenth of a second, and a reply waits for no
longer."""
COMMAND_SECONDS = 15
"""For one statement: the slowest of ours, a year's figures over 100,000 questions, takes one."""

_SSL_MODES = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
_SESSIONS = frozenset({"any", "primary", "standby", "read-write", "read-only", "prefer-standby"})
_UNDERSTOOD = "sslmode, connect_timeout, target_session_attrs, application_name, host"


def read_address(address: str) -> tuple[URL, dict[str, Any]]:
    """The address as the engine takes it, and what the driver needs beside it. Raises StoreError with a
    sentence."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(
            "The database address cannot be read. Write SENDBOT_DATABASE_URL like "
            "sqlite+aiosqlite:///data/sendbot.db or postgresql+asyncpg://user:password@host:5432/name. "
            "A password with odd signs has to be percent-encoded, and a port is a number."
        ) from None
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+asyncpg")
    if url.get_backend_name() != "postgresql":
        return url, {}
    return _for_asyncpg(url)


def _for_asyncpg(url: URL) -> tuple[URL, dict[str, Any]]:
    given = {key: value if isinstance(value, str) else ",".join(value) for key, value in url.query.items()}
    arguments: dict[str, Any] = {
        "timeout": _seconds(given.pop("connect_timeout", str(CONNECT_SECONDS))),
        "command_timeout": COMMAND_SECONDS,
        "server_settings": {"application_name": given.pop("application_name", "sendbot")},
    }
    mode = given.pop("sslmode", None)
    if mode is not None:
        arguments["ssl"] = _one_of(mode, _SSL_MODES, "sslmode")
    wanted = given.pop("target_session_attrs", None)
    if wanted is not None:
        arguments["target_session_attrs"] = _one_of(wanted, _SESSIONS, "target_session_attrs")
    hosts = given.pop("host", None) or url.host or ""
    url, of_hosts = _to_hosts(url, hosts)
    arguments |= of_hosts
    arguments["async_creator_fn"] = Hosts().connect
    given.pop("channel_binding", None)  # hosted databases add it; the driver settles it by itself
    if given:
        name = sorted(given)[0]
        raise StoreError(
            f'The database address has the parameter "{name}", which is not understood. '
            f"Understood are {_UNDERSTOOD}. Take it out of SENDBOT_DATABASE_URL."
        )
    return url.set(query={}), arguments


def _to_hosts(url: URL, hosts: str) -> tuple[URL, dict[str, Any]]:
    """The address of the host that is meant; several hosts, or a folder with a socket, go to the driver."""
    if "," in hosts:
        return url.set(host=None, port=None), _several(hosts, url.port)
    if not hosts or hosts == url.host:
        return url, {}
    if hosts.startswith("/"):
        return url.set(host=None), {"host": hosts}
    name, _, port = hosts.partition(":")
    return url.set(host=name, port=int(port) if port else url.port), {}


def _several(hosts: str, port: int | None) -> dict[str, Any]:
    """Several hosts, tried in their order: "one:5432,two"."""
    pairs = [
        part.strip().rpartition(":") if ":" in part else (part.strip(), ":", "") for part in hosts.split(",")
    ]
    return {
        "host": [name for name, _, _ in pairs],
        "port": [_port(number) if number else port or 5432 for _, _, number in pairs],
    }


def _port(number: str) -> int:
    if number.isdigit() and 0 < int(number) < 65536:
        return int(number)
    raise StoreError(f'The database address has the port "{number}". A port is a number from 1 to 65535.')


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 < found <= 600:
        raise StoreError(f'The database address has connect_timeout "{text}". Give seconds, from 1 to 600.')
    return found


def _one_of(value: str, known: frozenset[str], name: str) -> str:
    if value not in known:
        raise StoreError(f'The database address has {name} "{value}". It can be {", ".join(sorted(known))}.')
    return value

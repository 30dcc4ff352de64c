"""Addresses as hosted databases hand them out, and slips in them, each a sentence at the start."""

from __future__ import annotations

import pytest

from sendbot.errors import StoreError
from sendbot.store.address import COMMAND_SECONDS, CONNECT_SECONDS, read_address


def test_the_plain_address_gets_time_limits() -> None:
    url, given = read_address("postgresql+asyncpg://user:secret@db.internal/sendbot")
    assert (url.host, url.database, dict(url.query)) == ("db.internal", "sendbot", {})
    assert given["timeout"] == CONNECT_SECONDS
    assert given["command_timeout"] == COMMAND_SECONDS
    assert set(given["server_settings"]) == {"application_name"}  # poolers know no other


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_what_hosted_databases_hand_out_is_understood(scheme: str) -> None:
    url, given = read_address(
        f"{scheme}://u:p@ep-x.neon.example:5432/name?sslmode=require&channel_binding=require"
    )
    assert url.drivername == "postgresql+asyncpg"
    assert given["ssl"] == "require"
    assert dict(url.query) == {}


def test_several_hosts_are_tried_in_their_order() -> None:
    for address in (
        "postgresql://u:p@/name?host=one:5433,two&target_session_attrs=read-write",
        "postgresql://u:p@/name?host=one:5433&host=two&target_session_attrs=read-write",
    ):
        url, given = read_address(address)
        assert (given["host"], given["port"]) == (["one", "two"], [5433, 5432])
        assert given["target_session_attrs"] == "read-write"
        assert url.host is None


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://u:p@host:54a2/name", "a port is a number"),
        ("postgresql://u:p@/name?host=one:99999,two", 'has the port "99999"'),
        ("postgresql://u:p@host/name?sslmod=require", 'has the parameter "sslmod"'),
        ("postgresql://u:p@host/name?sslmode=yes", 'has sslmode "yes"'),
        ("postgresql://u:p@host/name?connect_timeout=soon", 'connect_timeout "soon"'),
        ("postgresql://u:p@host/name?target_session_attrs=writer", 'target_session_attrs "writer"'),
        ("nonsense", "cannot be read"),
    ],
)
def test_a_slip_is_a_sentence_without_the_password(address: str, sentence: str) -> None:
    with pytest.raises(StoreError) as told:
        read_address(address)
    assert sentence in str(told.value)
    assert "u:p" not in str(told.value)


def test_sqlite_is_left_alone() -> None:
    url, given = read_address("sqlite+aiosqlite:///data/sendbot.db")
    assert (url.database, given) == ("data/sendbot.db", {})

"""The door of the chat page: how large a request may be, who may show it inside another page, and the headers
of every answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from sendbot.pages.guard import Door
from sendbot.this_machine import LOOPBACK

LARGEST_BODY = 150_000
"""Bytes: a conversation is at most sixty thousand when it travels, and a question of 4,000 letters, of which
each takes up to twelve, fifty; whoever is in danger must not be turned away at the door."""
_LONGEST_QUERY = 200
"""Bytes: a language and Easy Read."""
_MONITORED = frozenset({"/healthz", "/readyz", "/metrics"})


def policy(frames: tuple[str, ...]) -> str:
    """What a browser may do on the page: nothing but what comes from us, shown nowhere but where it may."""
    around = " ".join(frames) or "'none'"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"form-action 'self'; frame-ancestors {around}; base-uri 'none'; object-src 'none'"
    )


def door_of(hosts: tuple[str, ...], frames: tuple[str, ...], address: str | None = None) -> Door:
    """The page's door. It answers to the name in its own address, to these names, and to this machine's."""
    own = urlsplit(address).hostname if address else None
    headers = [
        (b"content-security-policy", policy(frames).encode()),
        (b"referrer-policy", b"no-referrer"),
    ]
    if not frames:
        headers.append((b"x-frame-options", b"DENY"))
    return Door(
        hosts=(*sorted(LOOPBACK - {"::1"}), *hosts, *((own,) if own else ())),
        largest_body=LARGEST_BODY,
        longest_query=_LONGEST_QUERY,
        headers=tuple(headers),
        serves="the chat page",
        verb="it",
        any_host=_MONITORED,
    )

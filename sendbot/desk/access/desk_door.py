"""The door of the desk: how large a request may be, and the headers of every answer."""

from __future__ import annotations

from sendbot.pages.guard import Door

LARGEST_BODY = 200_000
"""Bytes: a pasted file of answers is some 70,000."""
_LONGEST_QUERY = 4_000
"""Bytes: a search with every filter set is below a thousand."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors "
    "'none'; base-uri 'none'; "
    "object-src 'none'; script-src 'none'"
)
_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex, nofollow"),
)


def door_of(hosts: tuple[str, ...]) -> Door:
    """The desk's door, for these names."""
    return Door(
        hosts=hosts,
        largest_body=LARGEST_BODY,
        longest_query=_LONGEST_QUERY,
        headers=_HEADERS,
        serves="the desk",
        verb="the desk",
    )

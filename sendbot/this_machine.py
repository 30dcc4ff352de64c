"""Which names and addresses mean this machine itself: what goes there never leaves it."""

from __future__ import annotations

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""A host as it stands in an address, without its port and without brackets."""

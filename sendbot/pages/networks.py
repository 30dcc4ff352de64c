"""Which internet addresses count as one visitor. Pure."""

from __future__ import annotations

import ipaddress


def network_of(address: str) -> bytes:
    """A short address as itself, in long clothes too; a long one as its network of 64 bits, which one
    household has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode()
    return (getattr(found, "ipv4_mapped", None) or found).packed[:8]

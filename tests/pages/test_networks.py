"""Which addresses count as one visitor."""

from __future__ import annotations

from sendbot.pages.networks import network_of


def test_a_household_is_one_and_its_neighbour_another() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::3%eth0")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("198.51.100.7") == network_of("::ffff:198.51.100.7")
    assert network_of("198.51.100.7") != network_of("198.51.100.8")
    assert network_of("no address") == b"no address"

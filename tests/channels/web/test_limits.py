"""How much one address may ask, and how little is known of it."""

from __future__ import annotations

import time

from sendbot.channels.web.limits import AddressLimits, Allowance


def test_a_family_is_welcome_and_a_crowd_from_one_address_is_slowed() -> None:
    limits = AddressLimits(5)
    assert [limits.count("198.51.100.7", 0) for _ in range(5)] == [Allowance.WELCOME] * 5
    assert limits.count("198.51.100.7", 0) is Allowance.TOO_MANY
    assert limits.count("198.51.100.8", 0) is Allowance.WELCOME, "another address is another family"


def test_the_allowance_fills_up_again() -> None:
    limits = AddressLimits(6)
    for _ in range(7):
        limits.count("a", 0)
    assert limits.count("a", 31) is Allowance.WELCOME


def test_a_flood_is_not_even_looked_at_and_ends_soon_after_it_stopped() -> None:
    limits = AddressLimits(5)
    verdicts = [limits.count("a", 0) for _ in range(1000)]
    assert verdicts[-1] is Allowance.FLOOD
    assert limits.count("a", 6 * 60) is not Allowance.FLOOD


def test_a_long_address_counts_as_its_network_and_a_short_one_in_long_clothes_as_itself() -> None:
    limits = AddressLimits(2)
    for last in ("1", "2"):
        limits.count(f"2001:db8:1:2::{last}", 0)
    assert limits.count("2001:db8:1:2:ffff::3", 0) is Allowance.TOO_MANY
    assert limits.count("2001:db8:1:3::1", 0) is Allowance.WELCOME
    for _ in range(2):
        limits.count("198.51.100.7", 0)
    assert limits.count("::ffff:198.51.100.7", 0) is Allowance.TOO_MANY


def test_no_address_stands_in_memory_and_a_new_salt_forgets_all() -> None:
    limits = AddressLimits(1)
    limits.count("198.51.100.7", 0)
    held = repr(vars(limits))
    assert "198.51" not in held
    assert bytes([198, 51, 100, 7]) not in b"".join(limits._seen)
    limits.count("198.51.100.9", 700)
    assert limits.remembered == 1
    assert limits.count("198.51.100.7", 700) is Allowance.WELCOME


def test_a_flood_from_everywhere_fills_no_memory() -> None:
    limits = AddressLimits(5)
    began = time.process_time()
    for number in range(60_000):
        limits.count(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1)
    assert limits.remembered <= 50_000
    assert time.process_time() - began < 30


def test_a_long_message_counts_as_several_and_never_as_more_than_the_whole_allowance() -> None:
    limits = AddressLimits(40)
    letter = "x" * 4_000
    assert [limits.count("a", 0, letter) for _ in range(3)] == [Allowance.WELCOME] * 3
    assert limits.count("a", 0, letter) is Allowance.TOO_MANY
    assert limits.count("b", 0, "ї" * 4_000) is Allowance.WELCOME
    assert limits.count("b", 0, "ї" * 4_000) is Allowance.TOO_MANY, "two bytes a letter"
    assert limits.count("c", 0, "😀" * 4_000) is Allowance.WELCOME, "one message is always answered"
    assert limits.count("c", 0) is Allowance.TOO_MANY


def test_one_visitor_has_one_name_for_a_while() -> None:
    limits = AddressLimits(40)
    limits.count("198.51.100.7", 1_000)
    assert limits.name_of("198.51.100.7") == limits.name_of("::ffff:198.51.100.7")
    assert limits.name_of("198.51.100.7") != limits.name_of("198.51.100.8")

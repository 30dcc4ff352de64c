"""How many email addresses one internet address may give, and how little is known of it."""

from __future__ import annotations

from sendbot.channels.web.hour_limits import HourLimits


def test_some_an_hour_and_no_more_whenever_the_hour_begins() -> None:
    limits = HourLimits(3)
    assert [limits.take("198.51.100.7", at) for at in (3000, 3400, 3500, 3599)] == [True, True, True, False]
    assert limits.take("198.51.100.8", 3599), "another address is another family"
    assert not limits.take("198.51.100.7", 3601), "a new salt forgets nothing of the last hour"
    assert not limits.take("198.51.100.7", 6500)
    assert limits.take("198.51.100.7", 6601)
    assert not limits.take("198.51.100.7", 6700)


def test_what_is_refused_is_not_counted() -> None:
    limits = HourLimits(1)
    assert limits.take("a", 0)
    assert not any(limits.take("a", at) for at in range(1, 3600, 60))
    assert limits.take("a", 3601)


def test_a_household_of_the_long_kind_is_one_network() -> None:
    limits = HourLimits(1)
    assert limits.take("2001:db8:1:2::1", 0)
    assert not limits.take("2001:db8:1:2:ffff::3", 0)
    assert limits.take("2001:db8:1:3::1", 0)


def test_no_address_stands_in_memory_and_two_hours_later_nothing_does() -> None:
    limits = HourLimits(5)
    limits.take("198.51.100.7", 0)
    assert "198.51" not in repr(vars(limits))
    limits.take("198.51.100.8", 7300)
    assert limits.remembered == 1


def test_a_clock_that_is_put_back_begins_anew() -> None:
    limits = HourLimits(1)
    assert limits.take("a", 90_000)
    assert limits.take("a", 10)
    assert limits.remembered == 1


def test_a_flood_from_everywhere_fills_no_memory() -> None:
    limits = HourLimits(5)
    for number in range(21_000):
        limits.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1)
    assert limits.remembered <= 20_000

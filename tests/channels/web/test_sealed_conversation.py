"""What the form brings back is what we gave it, or nothing: forged, foreign, torn, old and swollen state."""

from __future__ import annotations

import base64
import random
import zlib

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from sendbot.channels.serving.sealed_chat_ids import new_key
from sendbot.channels.web.sealed_conversation import LARGEST_FORM, Carrier
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation.buttons import Button
from sendbot.conversation.messages import Before
from sendbot.conversation.replies import (
    Attachment,
    Brief,
    Card,
    Kind,
    Link,
    People,
    Reply,
    Sources,
    Title,
    Words,
)
from sendbot.errors import SettingsError
from sendbot.kept_times import FORM

NOW = 1_800_000_000.0
KEY = new_key()
WHOLE = Reply(
    (
        Title("T"),
        Words("**w** ł"),
        Card("n", "for", ("Phone: 999",)),
        People((Brief("desk", "The desk", "Phone: 1"),)),
        Sources("from", (Link("a", "https://x.example"), Link("b", None))),
    ),
    (Button("More", "1:m:hours"),),
    Kind.ANSWER,
    Attachment("a.ics", "text/calendar", "BEGIN"),
)
TALK = CarriedTalk(
    language="pl",
    easy_read=True,
    before=Before("hours", "when", ("hours", "fines"), frozenset({"desk", "kept"}), True, "pl", True),
    date_for="appeal",
    at=NOW - 60,
    wary=True,
    mark="a-mark",
    kept=("q-abcd1234", "q-abcd1235"),
    rated={"hours": (False, "hard"), "fines": (True, None)},
).with_turn("said\nin two lines", [WHOLE, Reply((Words("!"),), kind=Kind.CRISIS)])


def test_everything_comes_back_as_it_was() -> None:
    carrier = Carrier(KEY)
    assert carrier.opened(carrier.closed(TALK, NOW), NOW + 5) == TALK


@given(st.text(max_size=300), st.booleans())
def test_whatever_a_family_writes_travels(said: str, easy: bool) -> None:
    carrier = Carrier(KEY)
    talk = CarriedTalk(easy_read=easy).with_turn(said, [Reply((Words(said),))])
    found = carrier.opened(carrier.closed(talk, NOW), NOW)
    assert found is not None
    assert found.exchanges[0].said == said.encode("utf-8", "replace").decode()


def test_nobody_without_the_key_reads_a_word_of_it() -> None:
    token = Carrier(KEY).closed(TALK, NOW)
    raw = base64.urlsafe_b64decode(token)
    assert b"said" not in raw
    assert b"said" not in zlib.compress(raw)
    assert Carrier(new_key()).opened(token, NOW) is None


def test_one_changed_letter_makes_it_nothing() -> None:
    carrier = Carrier(KEY)
    token = carrier.closed(TALK, NOW)
    for place in range(0, len(token) - 2, max(1, len(token) // 60)):
        other = "A" if token[place] != "A" else "B"
        assert carrier.opened(token[:place] + other + token[place + 1 :], NOW) is None


@pytest.mark.parametrize("token", ["", "x", "gAAAA", "ł" * 50, "\x00", "=" * 200, "a" * 100_000])
def test_nonsense_is_nothing(token: str) -> None:
    assert Carrier(KEY).opened(token, NOW) is None


def test_after_an_hour_no_word_is_left_and_what_is_kept_can_still_be_forgotten_however_often_it_is_sent() -> (
    None
):
    carrier = Carrier(KEY)
    token = carrier.closed(TALK, NOW)
    late = carrier.opened(token, NOW + FORM.total_seconds() + 1)
    assert late == CarriedTalk(
        language="pl", easy_read=True, left_out=True, mark=TALK.mark, kept=TALK.kept, rated=TALK.rated
    )
    assert carrier.opened(token, NOW - FORM.total_seconds() - 2) == late, "nor is one from the future taken"


def test_what_our_own_key_locked_but_we_did_not_write_is_nothing() -> None:
    box, carrier = Fernet(KEY), Carrier(KEY)
    for inside in (b"", b"[]", b"null", b'{"v": 1}', b'{"v": 99}', b"\xff", b'{"v":1,"b":{"told":1}}'):
        assert carrier.opened(box.encrypt_at_time(zlib.compress(inside), int(NOW)).decode(), NOW) is None
    bomb = zlib.compress(b" " * 50_000_000, 9)
    assert carrier.opened(box.encrypt_at_time(bomb, int(NOW)).decode(), NOW) is None


def test_an_older_key_still_opens_and_the_newest_closes() -> None:
    old, new = new_key(), new_key()
    both = Carrier(f"{new}, {old}")
    assert both.opened(Carrier(old).closed(TALK, NOW), NOW) == TALK
    assert Carrier(new).opened(both.closed(TALK, NOW), NOW) == TALK
    assert both.read(Carrier(old).signed("1:k:q-abcd1234")) == "1:k:q-abcd1234"


def test_a_key_that_is_none_is_a_sentence() -> None:
    with pytest.raises(SettingsError, match="SENDBOT_WEB_KEY"):
        Carrier("short")
    with pytest.raises(SettingsError, match="SENDBOT_WEB_KEY"):
        Carrier(" ")


@pytest.mark.parametrize(
    "value",
    [
        "1:k:q-abcd1234",
        "1:k:q-abcd1234~",
        "1:k:q-abcd1234~AAAAAAAAAAAAAAAA",
        "~",
        "",
        "x" * 5000,
        "1:e:hours~ł",
    ],
)
def test_only_buttons_that_we_gave_are_read(value: str) -> None:
    assert Carrier(KEY).read(value) is None


def test_a_signature_fits_one_button_alone() -> None:
    carrier = Carrier(KEY)
    signed = carrier.signed("1:k:q-abcd1234")
    assert carrier.read(signed) == "1:k:q-abcd1234"
    assert carrier.read(signed.replace("abcd", "abce")) is None


def test_what_travels_has_a_bound_and_the_newest_turn_always_goes() -> None:
    carrier, talk = Carrier(KEY), TALK
    dice = random.Random(1)
    for _ in range(10):
        talk = talk.with_turn("".join(chr(dice.randint(0x4E00, 0x6FFF)) for _ in range(3_900)), [])
    carried, token = carrier.fitting(talk, NOW)
    assert len(token) <= LARGEST_FORM < len(carrier.closed(talk, NOW))
    assert carried.left_out
    assert carried.exchanges == talk.exchanges[-len(carried.exchanges) :]
    assert carrier.opened(token, NOW) == carried
    assert carrier.fitting(TALK, NOW)[0] == TALK

"""One plain address and nothing else; locked, and good for one link alone."""

from __future__ import annotations

import pytest

from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.channels.web.sealed_addresses import Recipient, opened, plain_address, sealed
from sendbot.store.private_links import link_id


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ann@example.org", "ann@example.org"),
        ("\tann@example.org", "ann@example.org"),
        ("  Ann.O'Brien+send@mail.example.co.uk \u00a0", "Ann.O'Brien+send@mail.example.co.uk"),
        ("a_b-c=d&e~f@xn--mller-kva.example", "a_b-c=d&e~f@xn--mller-kva.example"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
    ],
)
def test_an_ordinary_address_is_taken(typed: str, read: str) -> None:
    assert plain_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann@localhost",
        "ann@127.0.0.1",
        "ann@[127.0.0.1]",
        "ann@example.1",
        "ann@example..org",
        "ann@-example.org",
        "ann@exa_mple.org",
        "ann@example.org.",
        "a..b@example.org",
        "a.@example.org",
        ".a@example.org",
        "-f@example.org",
        "ann@example.org, bob@example.org",
        "ann@example.org;bob@example.org",
        "ann@example.org bob@example.org",
        "ann@bob@example.org",
        "Ann <ann@example.org>",
        '"ann"@example.org',
        "ann(x)@example.org",
        "ann%example.net@example.org",
        "example.net!ann@example.org",
        "|cat@example.org",
        "ann@example.org\r\nBcc: bob@example.org",
        "ann@example.org\nSubject: x",
        "ann@example.org\n",
        "ann\x00@example.org",
        "ann\u2028@example.org",
        "ann@example.org\u200b",
        "аnn@example.org",
        "ann@exämple.org",
        "ann@example.org?bcc=bob@example.org",
        "ann@example.org%0aBcc:bob@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.org",
        "a@" + "b." * 100_000 + "org",
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    assert plain_address(typed) is None


def test_what_is_sealed_shows_nothing_and_opens_for_its_own_link_alone() -> None:
    seal, recipient = Seal(new_key()), Recipient("ann@example.org", "s" * 32)
    box = sealed(seal, recipient)
    assert "ann" not in box
    assert len(box) < 1000
    assert opened(seal, box, link_id("s" * 32)) == recipient
    assert opened(seal, box, link_id("t" * 32)) is None, "put beside another link it is no address"
    assert opened(Seal(new_key()), box, link_id("s" * 32)) is None


def test_the_longest_address_fits_into_its_column() -> None:
    longest = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.abcde"
    assert len(longest) <= 254
    assert plain_address(longest) == longest
    assert len(sealed(Seal(new_key()), Recipient(longest, "s" * 32))) <= 1000


@pytest.mark.parametrize(
    "text", ["7", "[]", '["a@example.org"]', "[1, 2]", '["a", "b", "c"]', "nonsense", "null"]
)
def test_something_else_that_the_same_key_sealed_is_no_address(text: str) -> None:
    seal = Seal(new_key())
    assert opened(seal, seal.seal_text(text), link_id("b")) is None
    assert opened(seal, seal.seal(4242), link_id("b")) is None
    assert seal.open(sealed(seal, Recipient("ann@example.org", "b"))) is None

"""Every part of a reply is drawn, escaped, its numbers links, its language named."""

from __future__ import annotations

from dataclasses import replace

from sendbot.channels.web.blocks import Blocks
from sendbot.conversation.replies import Brief, Card, Link, People, Reply, Sources, Title, Words
from tests.conversation.small_house import KNOWLEDGE

BLOCKS = Blocks(KNOWLEDGE)
EVIL = "<script>alert(1)</script>"


def test_each_part_has_its_own_shape() -> None:
    shown = BLOCKS.reply(
        Reply(
            (
                Title("Hello"),
                Words("**Now** call 999\n\n- one"),
                Card("The desk", "Help.", ("Phone: 0300 123 5012",)),
                People((Brief("d", "Dan", "Phone: 0800 1111"), Brief("e", "Eve", ""))),
                Sources("From:", (Link("A page", "https://x.example"), Link("A book", None))),
            )
        ),
        "en",
        3,
    )
    assert "<h3>Hello</h3>" in shown
    assert 'call <a class="tel" href="tel:999">999</a>' in shown
    assert '<div class="card"><h4>The desk</h4><p>Help.</p>' in shown
    assert 'href="tel:03001235012"' in shown
    assert "<strong>Dan</strong>: Phone" in shown
    assert "<strong>Eve</strong></li>" in shown
    assert "<li>A book</li>" in shown


def test_cards_stand_below_the_heading_before_them_and_leave_no_level_out() -> None:
    card = Card("The desk", "Help.")
    assert "<h2>The desk</h2>" in BLOCKS.parts((Words("Ask:"), card), "en", 2)
    assert "<h3>The desk</h3>" in BLOCKS.parts((Title("Who"), card), "en", 2)


def test_no_part_lets_a_tag_through() -> None:
    parts = (
        Title(EVIL),
        Words(f"**{EVIL}** {EVIL}\n\n- {EVIL}"),
        Card(EVIL, EVIL, (EVIL,)),
        People((Brief(EVIL, EVIL, EVIL),)),
        Sources(EVIL, (Link(EVIL, f"https://x.example/{EVIL}"), Link(EVIL, f"javascript:{EVIL}"))),
    )
    shown = BLOCKS.parts(parts, "en", 2)
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert shown.count("&lt;script&gt;") >= 10


def test_a_paragraph_in_another_language_says_so() -> None:
    shown = BLOCKS.text("Poproś o tłumacza.\n\nShow your card.", "en")
    assert shown == '<p lang="pl">Poproś o tłumacza.</p><p>Show your card.</p>'
    assert '<p lang="en">Show your card.</p>' in BLOCKS.text("Show your card.", "pl")
    assert BLOCKS.attributes("Poproś o tłumacza.", "en") == ' lang="pl"'


def test_the_page_of_a_signed_service_comes_from_its_contact() -> None:
    signed = next(iter(KNOWLEDGE.contacts.values())).model_copy(
        update={"name": "999 BSL", "web": "https://bsl.example"}
    )
    blocks = Blocks(replace(KNOWLEDGE, contacts={**KNOWLEDGE.contacts, "bsl-999": signed}))
    assert 'href="https://bsl.example"' in blocks.text("Deaf? Use 999 BSL.", "en")


def test_a_reply_is_called_by_its_first_heading() -> None:
    assert BLOCKS.heading(Reply((Words("one"), Title("two"), Title("three")))) == "two"
    assert BLOCKS.heading(Reply((Words("one"),))) == ""

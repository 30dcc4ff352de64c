from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import People, Reply, brief_of, plain
from sendbot.conversation.turn import take_turn
from sendbot.conversation.ways_asked_for import with_ways_asked_for
from sendbot.knowledge.entries import Contact
from sendbot.mind.mind import Mind
from tests.conversation.small_house import MIND

TODAY = date(2026, 11, 26)
BOTH = Contact(
    id="desk",
    read=TODAY,
    name="The desk",
    what_for="Asks and answers.",
    phone="0161 496 0000",
    email="desk@example.org",
)


def mind_with(contact: Contact) -> Mind:
    return replace(
        MIND, knowledge=replace(MIND.knowledge, contacts={**MIND.knowledge.contacts, contact.id: contact})
    )


def said(message: str, contact: Contact = BOTH) -> str:
    mind = mind_with(contact)
    line = brief_of(contact, mind.knowledge.wording)
    turn = with_ways_asked_for(Turn((Reply((People((line,)),)),)), Message(message, TODAY), mind)
    return plain(turn.replies[0])


@pytest.mark.parametrize(
    "message",
    [
        "whats the email for the desk",
        "can I just email them",
        "is there an email address",
        "I can't talk on the phone",
        "i hate phoning people, who do i ask",
        "I'm deaf, who do I contact",
        "I want it in writing",
        "is there somewhere I can write to rather than phoning",
        "phone calls scare me, what else is there",
        "can u text them for me",
        "I've got a speech impairment so who do I contact",
        "i go all nervous on the phone",
        "rubbish at phones, any other way",
        "how do I reach them without calling",
        "ringing strangers makes me shake, who does fines",
        "I have a bad stammer, who do I contact",
        "we've run out of credit, how else can I reach them",
    ],
)
def test_who_wants_to_write_gets_the_address(message: str) -> None:
    assert "desk@example.org" in said(message)
    assert "0161" not in said(message)
    assert "Asks and answers." in said(message)


@pytest.mark.parametrize(
    "message",
    [
        "who do I ring",
        "I emailed them twice and nobody answers",
        "I got an email from school to say that he is excluded",
        "my mum is deaf, what help is there",
        "school rang without telling me why",
        "they write instead of listening",
        "he has a speech impairment",
        "my son has got a stammer",
        "it is 10 minutes away and they keep calling him in",
        "he can't call out when he is in pain",
        "",
    ],
)
def test_everybody_else_gets_the_number(message: str) -> None:
    assert "0161 496 0000" in said(message)


def test_where_there_is_no_address_the_number_stays() -> None:
    assert "0161 496 0000" in said("can I email them", BOTH.model_copy(update={"email": None}))


def test_a_whole_turn_asks_for_it() -> None:
    message = Message("how do I renew loan, can I email somebody", TODAY)
    found = "\n".join(plain(reply) for reply in take_turn(message, mind_with(BOTH)).replies)
    assert "desk@example.org" in found
    assert "0161" not in found

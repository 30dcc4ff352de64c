"""The chat without script, and the same outcomes as `ask` whatever is written."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.assistant import Assistant
from sendbot.channels.lines import conversation
from sendbot.channels.web.sealed_conversation import LARGEST_FORM
from sendbot.channels.web.talk import CarriedTalk
from sendbot.channels.web.turns import asked
from sendbot.conversation.replies import Reply, plain
from tests.channels.web.house import NOON, Family, site_in
from tests.conversation.small_house import MIND

TALKS = [
    ("borrow book",),
    ("opening hours",),
    ("borrow loan", "the second one"),
    ("borrow loan", "not that"),
    ("late fine", "how much is it"),
    ("hello",),
    ("thanks",),
    ("damn",),
    ("help",),
    ("we are drowning",),
    ("we are drowning", "borrow book", "thanks"),
    ("purple elephants",),
    ("purple elephants", "and green ones"),
    ("xkcdqz",),
    ("something",),
    ("scotland",),
    ("mine",),
    ("",),
    ("   \n ",),
    ("/contacts",),
    ("/start fines",),
    ("/date return-book 20 November 2026",),
    ("/date appeal-fine", "3 March 2026"),
    ("what is OPAC",),
    ("<script>alert(1)</script>",),
    ("\u202eesrever",),
    ("borrow\r\nbook",),
]


async def test_a_question_gets_its_answer_and_the_talk_stays_on_the_page(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        assert "Hello. I am an automatic helper" in await family.opens()
        said = await family.asks("borrow book")
        assert "Show your card" in said
        said = await family.asks("opening hours")
        assert "Every day but Sunday" in said
        assert "Show your card" in said
        assert said.index("Show your card") < said.index("Every day but Sunday")
        assert 'id="new"' in family.page.text
        assert family.page.text.count('id="new"') == 1
        assert family.page.headers["x-robots-tag"] == "noindex, nofollow"


def shown(replies: list[Reply]) -> list[str]:
    """Replies as text, without the offers that only a channel makes."""
    ours = {"Tell me when there is an answer", "Don't keep my question"}
    return [
        plain(replace(reply, buttons=tuple(one for one in reply.buttons if one.label not in ours)))
        for reply in replies
    ]


@pytest.mark.parametrize("messages", TALKS, ids=[" - ".join(talk)[:40] or "nothing" for talk in TALKS])
async def test_the_page_says_what_ask_says(tmp_path: Path, messages: tuple[str, ...]) -> None:
    found = await conversation(messages, Assistant(MIND), NOON.date())
    async with site_in(tmp_path) as site:
        talk = CarriedTalk()
        for number, text in enumerate(messages):
            talk = await asked(
                site, replace(talk, danger=()), text.replace("\r\n", "\n"), 1_800_000_000.0 + number
            )
    page = "\n\n".join(shown([*talk.danger, *talk.exchanges[-1].replies]))
    assert without_kept(page) == without_kept(found["reply"])


def without_kept(text: str) -> str:
    """The page keeps what cannot be answered and says so; `ask` keeps nothing. The numbers of choices differ
    with that."""
    lines = [line for line in text.split("\n") if "question is kept" not in line]
    return " ".join(" ".join(lines).split())


async def test_an_example_is_asked_by_pressing_it_and_what_was_being_written_stays(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        name, value = family.button("How long does an EHC plan take?")
        said = await family.sends({"text": "half a question", name: value})
        assert "You asked How long does an EHC plan take?" in said
        assert "half a question</textarea>" in family.page.text
        assert "you could ask" not in said, "the examples stand on the first page alone"
        await family.asks("borrow book")
        assert "half a question" not in family.page.text


async def test_an_example_is_a_message_like_any_other(tmp_path: Path) -> None:
    """Whoever writes their own into the form gets the same answers and the same limits."""
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        assert "Leave the building now." in await family.sends({"text": "", "example": "we are drowning"})
        await family.sends({"text": "", "example": "x" * 4_001})
        assert family.page.status_code == 413


async def test_what_one_is_asked_to_pick_from_is_a_list_and_other_buttons_are_not(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow book")
        assert 'class="choices asked"' not in family.page.text
        await family.asks("borrow loan")
        assert 'class="choices asked"' in family.page.text


async def test_more_than_a_page_carries_is_left_out_and_said(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        for _ in range(22):
            await family.asks("opening hours")
        assert "The first part of this talk is no longer shown." in family.read
        assert len(family.hidden["state"]) < 8_000


async def test_a_long_talk_in_any_script_goes_on_and_ends_in_no_refusal_before_danger_is_noticed(
    tmp_path: Path,
) -> None:
    dice = random.Random(1)

    def written(letters: int) -> str:
        return "".join(chr(dice.randint(0x4E00, 0x6FFF)) for _ in range(letters))

    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        for _ in range(8):
            await family.asks(written(3_900))
            assert family.page.status_code == 200
            assert len(family.hidden["state"]) <= LARGEST_FORM
        assert "no longer shown" in family.read
        assert "Leave the building now." in await family.asks(f"we are drowning {written(3_900)}")
        assert "Leave the building now." in await family.asks(f"we are drowning {'😀' * 3_980}")


async def test_ways_of_reading_change_in_the_middle_of_a_talk(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow book")
        said = await family.sends({"do": "easy", "text": "half a question"})
        assert "Usual words" in said
        assert "half a question</textarea>" in family.page.text
        assert "The OPAC" not in (await family.asks("borrow book")).rsplit("You asked", 1)[1]
        await family.sends({"lang": "pl", "text": ""})
        assert family.hidden["reads"] == "pl easy"
        assert "You asked" not in await family.sends({"do": "again", "text": ""})
        assert family.hidden["reads"] == "pl easy"


async def test_only_what_is_new_is_sent_to_a_script(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow book")
        said = await family.asks("opening hours", part="1")
        assert "Every day but Sunday" in said
        assert "Show your card" not in said
        assert "<html" not in family.page.text

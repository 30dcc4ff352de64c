"""A family is answered in the words that fit: of an entry, or of a part of it; both lead to one another."""

from __future__ import annotations

import json
from dataclasses import replace

from sendbot.assistant import Assistant
from sendbot.channels.lines import as_json, outcomes
from sendbot.conversation.choices_in_words import chosen
from sendbot.conversation.events import Answered, ChoiceMade
from sendbot.conversation.messages import Before
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.press import press
from sendbot.conversation.remembering import before_next
from sendbot.conversation.replies import plain
from sendbot.conversation.turn import take_turn
from sendbot.matching.decision import Answer
from tests.conversation.house_with_parts import mind_with_parts, with_parts
from tests.conversation.small_house import QUESTION_ID, TODAY, message

MIND = mind_with_parts()


def say(text: str, before: Before | None = None) -> Turn:
    return take_turn(message(text, before=before or Before()), MIND)


def heard(turn: Turn) -> str:
    return "\n\n".join(plain(reply) for reply in turn.replies)


def opened(turn: Turn) -> list[str]:
    """What the buttons carry."""
    return [button.data for button in turn.replies[-1].buttons]


def test_the_words_are_those_of_the_part_that_fits() -> None:
    lost, whole = say("pay for a lost novel"), say("overdue charge")
    assert heard(lost).startswith("A fine for a lost book\n\nYou pay its price.")
    assert (lost.entry, lost.part, lost.shown) == ("fines", "fine-lost", "fine-lost")
    assert lost.events == (Answered("fine-lost"),)
    assert heard(whole).startswith("How much is a fine?\n\n10p.")
    assert (whole.entry, whole.part, whole.shown) == ("fines", None, "fines")


def test_a_part_leads_to_its_whole_and_then_to_the_other_parts() -> None:
    assert opened(say("pay for a lost novel"))[:2] == ["1:e:fines", "1:e:fine-appeal"]
    more = press("1:m:fine-lost", MIND, TODAY)
    assert opened(more)[:3] == ["1:e:fines", "1:e:fine-appeal", "1:e:renew"]
    assert more.part == "fine-lost"


def test_buttons_are_never_more_than_there_is_room_for() -> None:
    for text in ("pay for a lost novel", "overdue charge", "borrow book"):
        assert len(opened(say(text))) <= 4


def test_a_whole_that_is_chosen_from_a_menu_is_shown_itself_with_its_parts_as_buttons() -> None:
    undated = MIND.knowledge.entries["fines"].model_copy(update={"deadlines": ()})
    knowledge = replace(MIND.knowledge, entries={**MIND.knowledge.entries, "fines": undated})
    turn = press(f"1:c:fines:{QUESTION_ID}", replace(MIND, knowledge=knowledge), TODAY)
    assert turn.events == (ChoiceMade(QUESTION_ID, "fines"), Answered("fines", by_button=True))
    assert opened(turn)[:2] == ["1:e:fine-lost", "1:e:fine-appeal"]
    spoken = say("the first one", Before(question="lost book", offered=("fines", "renew")))
    assert heard(spoken).startswith("How much is a fine?")
    assert spoken.part is None


def test_a_part_opens_by_its_own_id() -> None:
    turn = press("1:e:fine-appeal", MIND, TODAY)
    assert heard(turn).startswith("Appealing a fine\n\nWrite to us.")
    assert (turn.entry, turn.part) == ("fines", "fine-appeal")
    linked = say("/start fine-appeal")
    assert (linked.entry, linked.part) == ("fines", "fine-appeal")


def test_a_part_among_the_offers_can_be_chosen_in_words() -> None:
    before = Before(entry="fine-lost", question="lost book", offered=("fines", "fine-appeal"))
    second = say("the second one", before)
    assert (second.entry, second.part) == ("fines", "fine-appeal")
    about = chosen("the one about an appeal", before, MIND)
    assert isinstance(about, Answer)
    assert about.entry == "fine-appeal"


def test_a_correction_may_mean_another_part() -> None:
    turn = say("no, I meant appeal fine", Before(entry="fine-lost", question="lost book fine"))
    assert (turn.entry, turn.part) == ("fines", "fine-appeal")


def test_what_was_shown_is_remembered_and_a_follow_up_keeps_to_its_whole() -> None:
    asked = message("pay for a lost novel")
    before = before_next(asked, take_turn(asked, MIND), MIND)
    assert before.entry == "fine-lost"
    again = say("and a lost book?", before)
    assert again.entry == "fines"
    assert again.part == "fine-lost"


async def test_json_lines_name_the_whole_and_the_part() -> None:
    lines = [b"pay for a lost novel\n", b"overdue charge\n", b"bins\n"]
    found = [json.loads(as_json(item)) async for item in outcomes(lines, Assistant(MIND), TODAY)]
    assert [(item["entry"], item["part"]) for item in found] == [
        ("fines", "fine-lost"), ("fines", None), (None, None),
    ]  # fmt: skip
    names = {candidate["entry"] for item in found for candidate in item["candidates"]}
    assert names <= set(with_parts().questions())

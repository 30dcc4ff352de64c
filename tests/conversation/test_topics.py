from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.conversation.buttons import DATA_LIMIT, View
from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from sendbot.conversation.topics import first_buttons, stage_reply, topics_reply
from sendbot.conversation.turn import take_turn
from sendbot.knowledge.entries import SHORT_TITLE_LIMIT, Knowledge, Stage
from sendbot.knowledge.reading import load
from sendbot.number_of_buttons import BUTTON_LIMIT
from tests.conversation.hearing import labels
from tests.conversation.small_house import KNOWLEDGE, MIND, TODAY, message

MENU = {
    "young": Stage(id="young", title="Young readers", titles={"pl": "Młodzi"}, entries=("borrow", "hours")),
    "late": Stage(id="late", title="Late books", entries=("fines", "gone")),
}
WITH_MENU = replace(MIND, knowledge=replace(KNOWLEDGE, menu=MENU))


@pytest.fixture(scope="module")
def real() -> Knowledge:
    return load(Path("knowledge"))


def test_topics_are_two_steps_of_buttons_and_lead_to_an_answer() -> None:
    first = take_turn(message("/topics"), WITH_MENU)
    assert labels(first) == ["Young readers", "Late books"]
    second = press(first.replies[0].buttons[0].data, WITH_MENU, TODAY)
    assert labels(second) == ["How do I borrow a book?", "When are you open?", "What you can ask about"]
    assert press(second.replies[0].buttons[0].data, WITH_MENU, TODAY).entry == "borrow"
    assert labels(press(second.replies[0].buttons[-1].data, WITH_MENU, TODAY)) == labels(first)


def test_an_answer_that_is_gone_is_left_out_and_an_unknown_stage_is_stale() -> None:
    reply = stage_reply("late", WITH_MENU.knowledge, View())
    assert reply is not None
    assert [button.label for button in reply.buttons] == ["How much is a fine?", "What you can ask about"]
    assert stage_reply("nowhere", WITH_MENU.knowledge, View()) is None
    assert not press("1:s:nowhere", WITH_MENU, TODAY).replies[0].buttons


def test_the_menu_is_read_as_the_family_reads() -> None:
    turn = take_turn(message("/topics", language="pl", easy_read=True), WITH_MENU)
    assert labels(turn) == ["Młodzi", "Late books"]
    shown = press(turn.replies[0].buttons[0].data, WITH_MENU, TODAY)
    opened = press(shown.replies[0].buttons[0].data, WITH_MENU, TODAY)
    assert opened.events[0].easy_read  # type: ignore[union-attr]  # an Answered
    assert opened.language == "pl"


def test_where_nobody_wrote_a_menu_titles_are_read() -> None:
    reply = topics_reply(KNOWLEDGE, View())
    assert not reply.buttons
    assert "- How do I borrow a book?" in plain(reply)


@pytest.mark.parametrize("text", ["/start", "/help"])
def test_a_greeting_leads_to_the_menu_a_person_and_a_language(text: str) -> None:
    turn = take_turn(message(text), WITH_MENU)
    assert labels(turn) == ["What you can ask about", "Talk to a person", "Another language"]
    assert labels(press(turn.replies[0].buttons[0].data, WITH_MENU, TODAY)) == ["Young readers", "Late books"]
    assert press(turn.replies[0].buttons[1].data, WITH_MENU, TODAY).entry == "contact-human"


def test_an_honest_no_leads_to_the_menu_and_to_a_person() -> None:
    turn = take_turn(message("zebras and gnus"), WITH_MENU)
    assert labels(turn) == ["Don't keep my question", "What you can ask about", "Talk to a person"]
    assert len(turn.replies[-1].buttons) < BUTTON_LIMIT  # Telegram adds "Tell me when there is an answer"


def test_the_real_menu_leads_to_answers_in_every_language(real: Knowledge) -> None:
    for stage in real.menu.values():
        assert set(stage.titles) == set(real.languages)
        for language in ("en", *real.languages):
            reply = stage_reply(stage.id, real, View(language=language))
            assert reply is not None
            assert len(reply.buttons) == len(stage.entries) + 1
            assert all(len(button.data.encode()) <= DATA_LIMIT for button in reply.buttons)
            assert all(len(button.label) <= SHORT_TITLE_LIMIT for button in reply.buttons)
    assert len(real.menu) >= 4
    assert len(list(first_buttons(real, View()))) == 3

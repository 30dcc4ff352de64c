from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendbot.conversation import buttons
from sendbot.conversation.buttons import DATA_LIMIT, Press, View, view_of
from sendbot.conversation.press import press
from sendbot.conversation.replies import plain
from sendbot.knowledge.frozen import ID_LIMIT
from sendbot.number_of_buttons import BUTTON_LIMIT
from tests.conversation.small_house import MIND, QUESTION_ID, TODAY


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "1:",
        "1:e",
        "1:e:",
        "1:e:nothing",
        "2:e:borrow",
        "1:q:borrow",
        "1:e:BORROW",
        "1:e:borrow\n",
        "1:r:borrow:x",
        "1:r:gone:y",
        "1:w:borrow:sulk",
        "1:w:gone:hard",
        "1:h:gone",
        "1:g:gone",
        "1:d:gone",
        "1:k:",
        "1:k:q-1",
        "1:k:x' OR 1=1",
        "1:c:gone:q-abcd1234",
        "1:z:",
        "a" * 65,
        "1:e:" + "b" * 60,
        "é",
        "1:e:borrow:z:x:y",
        "\x00",
    ],
)
def test_stale_foreign_and_forged_buttons_get_a_polite_reply(data: str) -> None:
    turn = press(data, MIND, TODAY)
    assert plain(turn.replies[0]).startswith("That button is from an older message")
    assert turn.events == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=70) | st.from_regex(r"1:[a-z]:[a-z0-9:-]{0,60}", fullmatch=True))
def test_no_data_is_an_exception(data: str) -> None:
    turn = press(data, MIND, TODAY)
    assert turn.replies
    assert all(len(reply.buttons) <= BUTTON_LIMIT for reply in turn.replies)


def test_the_longest_button_fits() -> None:
    longest = buttons.write(buttons.CHOOSE, "e" * ID_LIMIT, QUESTION_ID, View(True, "pl").token())
    assert len(longest) <= DATA_LIMIT
    assert buttons.read(longest) == Press(buttons.CHOOSE, ("e" * ID_LIMIT, QUESTION_ID, "z-pl"))


@pytest.mark.parametrize("view", [View(), View(True), View(False, "pl"), View(True, "pl")])
def test_a_view_travels_in_a_button(view: View) -> None:
    assert view_of(view.token()) == view

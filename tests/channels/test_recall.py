from __future__ import annotations

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, take, take_press
from sendbot.conversation.messages import Before
from sendbot.conversation.replies import Reply, plain
from sendbot.kept_times import CONVERSATION
from tests.conversation.small_house import MIND, TODAY


class Talk:
    """A conversation whose clock the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.memory = Remembered(clock=lambda: self.now)
        self.said: list[Reply] = []

    async def _send(self, reply: Reply) -> None:
        self.said.append(reply)

    async def say(self, text: str) -> str:
        await take(text, self.memory, Assistant(MIND), TODAY, self._send)
        return plain(self.said[-1])

    async def press(self, data: str) -> str:
        await take_press(data, self.memory, Assistant(MIND), TODAY, self._send)
        return plain(self.said[-1])


async def test_what_came_before_is_remembered_for_a_quarter_of_an_hour() -> None:
    talk = Talk()
    await talk.say("borrow loan")
    talk.now += CONVERSATION.total_seconds() - 1
    assert "Ring the desk" in await talk.say("the second one")
    talk.now += CONVERSATION.total_seconds() + 1
    assert talk.memory.before == Before()
    assert talk.memory.date_for is None


async def test_forgetting_leaves_nothing_of_what_was_said() -> None:
    talk = Talk()
    await talk.say("borrow book")
    assert talk.memory.before.entry == "borrow"
    talk.memory.forget()
    assert talk.memory.before == Before()


async def test_a_pressed_button_is_what_the_next_message_is_about() -> None:
    talk = Talk()
    await talk.press("1:e:renew")
    assert talk.memory.before.entry == "renew"
    await talk.press("1:d:return-book")
    assert talk.memory.date_for == "return-book"

"""What a channel offers under a reply to a question that is kept: to be told later, and not to keep it; and
what its buttons mean once it is not kept any more."""

from __future__ import annotations

from collections.abc import Collection

from sendbot.channels.serving.recorder import Recorder
from sendbot.conversation import buttons
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.replies import Kind, Reply

TELL = "t"
"""The action of the button; its values are the question and how the family reads."""


def with_tell(reply: Reply, view: View, label: str) -> tuple[Button, ...]:
    """The reply's buttons, with the offer where a question was kept."""
    kept = next((found for found in map(question_to_forget, reply.buttons) if found), None)
    if kept is None or reply.kind is not Kind.FALLBACK:
        return reply.buttons
    return (*reply.buttons, Button(label, buttons.write(TELL, kept, view.token())))


def with_forget(reply: Reply, label: str) -> tuple[Button, ...]:
    """The reply's buttons, with the one that takes the question back where a choice is offered and the
    question is kept meanwhile."""
    pressed = [found for found in (buttons.read(button.data) for button in reply.buttons) if found]
    none = next((found for found in pressed if found.action == buttons.NONE_OF_THESE), None)
    if reply.kind is not Kind.CLARIFY or none is None or not none.value(0):
        return reply.buttons
    return (*reply.buttons, Button(label, buttons.write(buttons.FORGET, none.value(0), none.value(1))))


async def as_it_stands(data: str, recorder: Recorder, dropped: Collection[str] = ()) -> str:
    """The button, without a question that was deleted meanwhile: no reply may say that it is kept. `dropped`
    are those of which a channel knows that itself."""
    question = buttons.question_left_open(data)
    gone = question is not None and (question in dropped or await recorder.gone(question))
    return buttons.without_question(data) if gone else data


def question_to_forget(button: Button) -> str | None:
    """The kept question that this button takes back; None where it does something else."""
    pressed = buttons.read(button.data)
    return pressed.value(0) if pressed and pressed.action == buttons.FORGET else None

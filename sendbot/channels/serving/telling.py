"""The offer to be told later, under a reply to a question that is kept."""

from __future__ import annotations

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


def question_to_forget(button: Button) -> str | None:
    """The kept question that this button takes back; None where it does something else."""
    pressed = buttons.read(button.data)
    return pressed.value(0) if pressed and pressed.action == buttons.FORGET else None

"""The offer to be told later stands where a question was kept, and nowhere else."""

from __future__ import annotations

from sendbot.channels.serving.kept_question_buttons import TELL, question_to_forget, with_forget, with_tell
from sendbot.conversation import buttons
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.replies import Kind, Reply, Words

FORGET = Button("Don't keep it", buttons.write(buttons.FORGET, "q-abcd1234"))
OPEN = Button("Open", buttons.write(buttons.OPEN, "hours"))


def test_an_honest_no_offers_it_with_the_question_and_the_view() -> None:
    reply = Reply((Words("Sorry."),), (FORGET,), Kind.FALLBACK)
    offered = with_tell(reply, View(True, "pl"), "Tell me")
    assert offered[0] == FORGET
    assert (offered[1].label, offered[1].data) == ("Tell me", f"1:{TELL}:q-abcd1234:z-pl")


def test_an_answer_or_a_question_that_is_not_kept_offers_nothing() -> None:
    for reply in (
        Reply((Words("Yes."),), (FORGET,), Kind.ANSWER),
        Reply((Words("Sorry."),), (OPEN,), Kind.FALLBACK),
    ):
        assert with_tell(reply, View(), "Tell me") == reply.buttons


def test_only_the_button_that_takes_back_names_a_question() -> None:
    assert question_to_forget(FORGET) == "q-abcd1234"
    assert question_to_forget(OPEN) is None
    assert question_to_forget(Button("x", "foreign")) is None


def test_below_a_choice_its_question_can_be_taken_back_where_it_is_kept() -> None:
    none = Button("None of these", buttons.write(buttons.NONE_OF_THESE, "q-abcd1234"))
    offered = with_forget(Reply((Words("Which?"),), (OPEN, none), Kind.CLARIFY), "Don't keep it")
    assert offered == (OPEN, none, FORGET)
    unkept = Button("None of these", buttons.write(buttons.NONE_OF_THESE, ""))
    for reply in (
        Reply((Words("Which?"),), (OPEN, unkept), Kind.CLARIFY),
        Reply((Words("Which?"),), (OPEN,), Kind.CLARIFY),
        Reply((Words("Sorry."),), (FORGET, none), Kind.FALLBACK),
    ):
        assert with_forget(reply, "Don't keep it") == reply.buttons

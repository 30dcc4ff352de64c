from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.chat_memory import Chat, ChatMemory, Verdict
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Answered, Forgotten, Rated
from sendbot.conversation.messages import Before

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_family_reads_as_it_chose_or_else_as_it_wrote() -> None:
    assert Chat(easy_read=True, before=Before(language="pl")).view == View(True, "pl")
    assert Chat(language="uk", before=Before(language="pl")).view == View(False, "uk")
    assert Chat().view == View()


def test_twenty_messages_a_minute_then_one_notice_then_silence() -> None:
    memory = ChatMemory()
    verdicts = [memory.count(7, NOON, NOON) for _ in range(23)]
    assert verdicts == [Verdict.WELCOME] * 20 + [Verdict.TOO_MANY, Verdict.QUIET, Verdict.QUIET]
    later = NOON + timedelta(seconds=61)
    assert memory.count(7, later, later) is Verdict.WELCOME
    assert memory.count(8, NOON, NOON) is Verdict.WELCOME


def test_messages_that_waited_for_an_hour_are_not_too_many() -> None:
    memory = ChatMemory()
    assert {memory.count(7, NOON - timedelta(minutes=2 * number), NOON) for number in range(40, 0, -1)} == {
        Verdict.WELCOME
    }


def test_forgetting_does_not_lift_the_limit() -> None:
    memory = ChatMemory()
    for _ in range(21):
        memory.count(7, NOON, NOON)
    memory.of(7).easy_read = True
    memory.forget(7)
    assert not memory.of(7).easy_read
    assert memory.count(7, NOON, NOON) is Verdict.QUIET


def test_the_chat_that_was_silent_for_longest_is_forgotten_first() -> None:
    memory = ChatMemory(most=2)
    for chat in (1, 2, 1, 3):
        memory.of(chat).easy_read = True
    assert memory.of(1).easy_read
    assert memory.of(3).easy_read
    assert not memory.of(2).easy_read


def test_one_person_has_one_rating_a_reply_the_latest() -> None:
    chat = Chat()
    yes, no = Rated("hours", True), Rated("hours", False)
    assert chat.followed([yes]) == (yes,)
    assert chat.followed([yes]) == ()
    assert chat.followed([no]) == (Rated("hours", False, replaces=(True, None)),)
    reason = Rated("hours", False, "hard", replaces=(False, None))
    assert chat.followed([reason]) == (reason,)
    assert chat.followed([yes]) == (Rated("hours", True, replaces=(False, "hard")),)
    assert chat.followed([Answered("hours"), yes])[1] == yes  # another reply, another rating


def test_a_question_that_was_taken_back_is_remembered_as_gone() -> None:
    chat = Chat()
    chat.followed([Forgotten("q-00000001")])
    assert list(chat.dropped) == ["q-00000001"]

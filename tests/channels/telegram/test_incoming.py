"""What Telegram sends, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from sendbot.channels.telegram.incoming import Incoming, What, read
from tests.telegram.emulator import ME, NAME, Emulator
from tests.telegram.kept import QUESTION
from tests.telegram.process import BotProcess
from tests.waiting import until

GROUP = {"id": -5, "type": "supergroup", "title": "Parents"}
PERSON = {"id": 7, "is_bot": False, "first_name": "P"}


def came(text: str | None, kind: str = "message", **more: Any) -> Incoming:
    """A message in a group, as we see it."""
    message = {"message_id": 3, "date": 1_800_000_000, "chat": GROUP, "from": PERSON, **more}
    content = message if text is None else {**message, "text": text}
    update = Update.de_json({"update_id": 1, kind: content})
    return read(update, 4242, NAME)


def marked(text: str, word: str, kind: str = "mention", **more: Any) -> Incoming:
    """The same with a word that Telegram has marked; it counts in UTF-16 units."""
    before = text.partition(word)[0]
    units = [len(part.encode("utf-16-le")) // 2 for part in (before, word)]
    return came(text, entities=[{"type": kind, "offset": units[0], "length": units[1], **more}])


@pytest.mark.parametrize(("text", "word"), [
    ("@library_bot how do I borrow?", "@library_bot"), ("how do I borrow? @Library_Bot", "@Library_Bot"),
    ("😀 @library_bot: how do I borrow?", "@library_bot"),
])  # fmt: skip
def test_a_mention_is_what_telegram_marks_as_one_and_is_no_part_of_the_question(text: str, word: str) -> None:
    seen = marked(text, word)
    assert seen.mentioned
    assert seen.text.removeprefix("😀 ") == "how do I borrow?"


@pytest.mark.parametrize(("text", "word", "kind"), [
    ("@library_bot2 how do I borrow?", "@library_bot2", "mention"),
    ("write to me@library_bot.example.org", "me@library_bot.example.org", "email"),
    ("@library_bot how do I borrow?", "how", "bold"),
])  # fmt: skip
def test_another_bots_name_and_an_address_are_no_mention(text: str, word: str, kind: str) -> None:
    seen = marked(text, word, kind)
    assert not seen.mentioned
    assert seen.text == text


@pytest.mark.parametrize(("text", "mentioned"), [
    ("@library_bot how?", True), ("how, @library_bot?", True), ("@library_bot2 how?", False),
    ("me@library_bot.example.org", False),
    ("@library_bot.example", False), ("x@library_bot", False), ("library_bot how?", False),
])  # fmt: skip
def test_where_a_server_marks_nothing_the_name_must_stand_alone(text: str, mentioned: bool) -> None:
    assert came(text).mentioned is mentioned


def test_a_link_to_the_bot_without_its_name_is_a_mention() -> None:
    assert marked("Library how?", "Library", "text_mention", user=ME).mentioned
    assert not marked("Library how?", "Library", "text_mention", user=PERSON).mentioned


def test_other_bots_are_not_answered_but_a_person_who_writes_as_the_group_is() -> None:
    bot: dict[str, Any] = {"from": {"id": 8, "is_bot": True, "first_name": "Bot"}}
    assert came("hello", **bot).what is What.NOTHING
    assert came("hello", **bot, sender_chat=GROUP).what is What.TEXT


def test_an_edit_an_album_and_a_move_are_seen() -> None:
    edited = came("hello", "edited_message", edit_date=1_800_000_060)
    assert (edited.what, edited.message) == (What.EDITED, 3)
    assert edited.sent is not None
    assert edited.sent.timestamp() == 1_800_000_060
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert came(None, media_group_id="9", photo=photo).album == "9"
    assert came(None, "edited_message", edit_date=1, photo=photo).what is What.NOTHING
    assert came(None, migrate_to_chat_id=-100).moved_to == -100


async def test_an_update_that_cannot_be_read_is_passed_over(telegram: Emulator, house: Path) -> None:
    async with BotProcess(telegram, house):
        telegram.update("message", {"surprise": True})
        telegram.update("a_kind_of_tomorrow", {"x": 1})
        number = telegram.says(7, QUESTION)
        await telegram.replies(7, 1)
        await until(lambda: telegram.offset > number)

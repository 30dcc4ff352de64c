"""The conversations in `conversations/*.yaml`, held with the real bot."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml

from sendbot.channels.serving.sealed_chat_ids import new_key
from tests.small_folder import write_small_folder
from tests.telegram.emulator import ME, Emulator, Sent
from tests.telegram.process import BotProcess
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = Path(__file__).parent / "conversations"
STAFF = 900_000_900


def conversations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for found in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield f"{path.stem}: {found['conversation']}", found


ALL = dict(conversations())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Emulator]:
    house = tmp_path_factory.mktemp("talk")
    write_small_folder(house / "knowledge")
    queues = house / "knowledge" / "workstreams.yaml"
    queues.write_text(
        queues.read_text(encoding="utf-8").replace('"staff": []', f'"staff": [{STAFF}]'), encoding="utf-8"
    )
    async with Emulator() as server, BotProcess(server, house, seal_key=new_key()):
        yield server


class Talk:
    """One conversation: a chat of its own, and how far it has been read."""

    def __init__(self, telegram: Emulator, chat: int) -> None:
        self.telegram, self.chat, self.read = telegram, chat, 0

    @property
    def said(self) -> list[Sent]:
        return self.telegram.got(self.chat)

    async def step(self, step: dict[str, Any]) -> None:
        for what, value in step.items():
            act = getattr(self, what.replace(" ", "_"), None)
            assert act is not None, f"No conversation knows how to do this: {what}"
            await act(value)

    async def family_says(self, text: str) -> None:
        self.telegram.says(self.chat, text)

    async def family_says_in_pieces(self, texts: list[str]) -> None:
        for text in texts:
            await self.telegram.taken(self.telegram.says(self.chat, text))

    async def family_says_often(self, times: int) -> None:
        for number in range(times):
            self.telegram.says(self.chat, f"how do I borrow book number {number}?")

    async def family_sends(self, content: dict[str, Any]) -> None:
        self.telegram.says(self.chat, **content)

    async def family_replies_to_the_bot(self, text: str) -> None:
        self.telegram.says(
            self.chat, text, reply_to_message=self.telegram.message(self.chat) | {"from": ME, "text": "..."}
        )

    async def family_edits(self, text: str) -> None:
        self.telegram.update("edited_message", self.telegram.message(self.chat, text=text, edit_date=1))

    async def family_edits_its_last_message(self, text: str) -> None:
        """The message that the family sent last, with other words."""
        edited = self.telegram.message(self.chat, text=text, edit_date=int(time.time()))
        self.telegram.update("edited_message", edited | {"message_id": self.telegram.last_said[self.chat]})

    async def family_sends_an_album(self, captions: list[str]) -> None:
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        for caption in captions:
            self.telegram.says(
                self.chat,
                photo=photo,
                media_group_id=f"album-{self.chat}",
                **({"caption": caption} if caption else {}),
            )

    async def another_bot_says(self, text: str) -> None:
        self.telegram.says(self.chat, text, **{"from": {"id": 8, "is_bot": True, "first_name": "Bot"}})

    async def channel_posts(self, text: str) -> None:
        self.telegram.update(
            "channel_post",
            {
                "message_id": 1,
                "date": 1,
                "chat": {"id": self.chat, "type": "channel", "title": "News"},
                "text": text,
            },
        )

    async def member_becomes(self, states: dict[str, str]) -> None:
        who = {"user": ME}
        chat = self.telegram.message(self.chat)["chat"]
        old, new = ({"status": states[when], "until_date": 0, **who} for when in ("from", "to"))
        content = {
            "chat": chat,
            "from": {"id": 7, "is_bot": False, "first_name": "P"},
            "date": 1,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self.telegram.update("my_chat_member", content)

    async def button_pressed(self, label: str) -> None:
        shown = next(sent for sent in reversed(self.said) if any(name == label for name, _ in sent.buttons))
        await self._press(shown.data(label), shown.id)

    async def button_forged(self, data: str) -> None:
        await self._press(data, 1)

    async def _press(self, data: str, message: int) -> None:
        before = len(self.telegram.answered)
        self.telegram.presses(self.chat, data, message)
        await until(lambda: len(self.telegram.answered) > before)

    async def bot_says(self, wanted: str | list[str]) -> None:
        await self.telegram.replies(self.chat, self.read + 1)
        sent = self.said[self.read]
        self.read += 1
        for part in [wanted] if isinstance(wanted, str) else wanted:
            assert part in sent.text, f"not said: {part}\n\nbut: {sent.text}"
        assert (
            sent.params.get("link_preview_options") == {"is_disabled": True} or sent.method == "sendDocument"
        )

    async def buttons(self, wanted: list[str]) -> None:
        assert [label for label, _ in self.said[self.read - 1].buttons] == wanted

    async def file(self, name: str) -> None:
        await self.telegram.replies(self.chat, self.read + 1)
        self.read += 1
        assert self.said[self.read - 1].params["document"]["name"] == name

    async def family_types_inline(self, text: str) -> None:
        who = {"id": self.chat, "is_bot": False, "first_name": "P"}
        self.telegram.update(
            "inline_query", {"id": f"inline-{self.chat}-{text}", "from": who, "query": text, "offset": ""}
        )

    async def bot_offers(self, titles: list[str]) -> None:
        def answers() -> list[dict[str, Any]]:
            mine = f"inline-{self.chat}-"
            return [
                params
                for method, params in self.telegram.calls
                if method == "answerInlineQuery" and params["inline_query_id"].startswith(mine)
            ]

        await until(lambda: len(answers()) > 0)
        assert [result["title"] for result in answers()[-1]["results"]] == titles

    async def nothing_more_is_said(self, _: bool) -> None:
        """Once another family has been answered, whatever was to come has come."""
        probe = self.chat + 500_000 if self.chat > 0 else 500_000 - self.chat
        before = len(self.telegram.got(probe))
        self.telegram.says(probe, "how do I borrow a book?")
        await self.telegram.replies(probe, before + 1)
        assert len(self.said) == self.read, self.said[self.read].text


@pytest.mark.parametrize("name", ALL)
async def test_conversation(telegram: Emulator, name: str) -> None:
    conversation = ALL[name]
    number = 1000 + list(ALL).index(name)
    chat = {"group": -number, "staff": STAFF}.get(conversation.get("in", ""), number)
    talk = Talk(telegram, chat)
    for step in conversation["steps"]:
        await talk.step(step)
    await talk.nothing_more_is_said(True)

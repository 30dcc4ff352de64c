"""A Bot API server on this machine: it hands out updates, keeps what the bot sends, checks it as Telegram
does, and misbehaves on request.

async with Emulator() as telegram:
    telegram.says(7, "how do I borrow a book?")
    (reply,) = await telegram.replies(7, 1)
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.telegram.faults import Fault, play, refusal
from tests.telegram.markup_check import checked_buttons, parsed
from tests.waiting import until

_Method = Callable[[dict[str, Any]], Awaitable[Any]]
TOKEN = "4242:an-emulated-token"
NAME = "library_bot"
ME = {"id": 4242, "is_bot": True, "first_name": "Library", "username": NAME}


@dataclass
class Sent:
    """One message of the bot's, as the family sees it."""

    chat: int
    text: str
    buttons: list[tuple[str, str]]
    id: int
    method: str
    params: dict[str, Any]
    at: float = field(default_factory=time.monotonic)

    def data(self, label: str) -> str:
        """What the button with this label carries."""
        return next(data for name, data in self.buttons if name == label)


class Emulator:
    """The server. `faults` are played in order; `calls` is every call with its parameters, `sent` every
    message that reached a family, `handed` the numbers of the updates that the bot got by polling, and
    `asked` how often it asked."""

    def __init__(self, page: int = 100) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sent: list[Sent] = []
        self.faults: list[Fault] = []
        self.answered: list[str] = []
        self.queue: dict[int, dict[str, Any]] = {}
        self.shuffled = self.doubled = self.terse = False
        self.last_said: dict[int, int] = {}
        self.said_at: dict[int, list[float]] = defaultdict(list)
        self.odd_me: dict[str, Any] | None = None
        self.webhook: dict[str, Any] = {}
        self.offset = 0
        self.handed: set[int] = set()
        self.asked = 0
        self._page = page
        self._number = 1000
        self._message = 0
        self._news = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._by_chat: dict[int, list[Sent]] = defaultdict(list)
        self._random = random.Random(7)
        self._methods: dict[str, _Method] = {
            name.lower(): getattr(self, f"_{name}")
            for name in (
                "getMe",
                "getUpdates",
                "sendMessage",
                "sendDocument",
                "editMessageText",
                "answerCallbackQuery",
                "setWebhook",
                "deleteWebhook",
            )
        }

    async def __aenter__(self) -> Emulator:
        application = web.Application(client_max_size=2**24)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=0.2
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=512)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def hang_up(self) -> None:
        """Every connection is closed, and the server goes on: whoever asks again must find it anew."""
        server = self._runner.server
        assert server is not None
        for connection in list(server.connections):
            if connection.transport is not None:
                connection.transport.abort()

    def update(self, kind: str, content: dict[str, Any], number: int | None = None) -> int:
        """Put an update of any kind into the queue; its number."""
        if number is None:
            self._number += 1
            number = self._number
        self.queue[number] = {"update_id": number, kind: content}
        self._news.set()
        return number

    def says(self, chat: int, text: str | None = None, **more: Any) -> int:
        """A person writes (or sends something else, in `more`); the number of the update."""
        said = self.message(chat, **({"text": text} if text is not None else {}), **more)
        self.last_said[chat] = said["message_id"]
        self.said_at[chat].append(time.monotonic())
        return self.update("message", said)

    def message(self, chat: int, **more: Any) -> dict[str, Any]:
        """A message of a person's. A chat below zero is a group, in which the person has the number 7."""
        self._message += 1
        who = {"id": chat if chat > 0 else 7, "is_bot": False, "first_name": "Parent"}
        kind = (
            {"id": chat, "type": "private", "first_name": "Parent"}
            if chat > 0
            else {"id": chat, "type": "supergroup", "title": "Parents"}
        )
        return {"message_id": self._message, "date": int(time.time()), "chat": kind, "from": who, **more}

    def presses(self, chat: int, data: str, message: int = 1) -> int:
        """A person presses a button."""
        shown = self.message(chat) | {"message_id": message, "from": ME}
        who = {"id": chat if chat > 0 else 7, "is_bot": False, "first_name": "Parent"}
        return self.update(
            "callback_query",
            {
                "id": f"press-{self._number + 1}",
                "from": who,
                "chat_instance": "1",
                "data": data,
                "message": shown,
            },
        )

    async def replies(self, chat: int, count: int) -> list[Sent]:
        """The first `count` messages that reached this chat."""
        await until(lambda: len(self._by_chat[chat]) >= count)
        return self._by_chat[chat][:count]

    def got(self, chat: int) -> list[Sent]:
        """Every message that reached this chat so far."""
        return self._by_chat[chat]

    async def taken(self, number: int) -> None:
        """Wait until the bot has this update, and has asked for more since."""
        await until(lambda: number in self.handed)
        asked = self.asked
        await until(lambda: self.asked > asked)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        if request.match_info["token"] != TOKEN:
            return refusal(401, "Unauthorized")
        params = await _params(request)
        chat = params.get("chat_id")
        fault = next(
            (fault for fault in self.faults if fault.meets(request.match_info["method"], chat)), None
        )
        if fault is not None and fault.kind != "lost":
            misbehaved = await play(fault, request)
            if misbehaved is not None:
                return misbehaved
        self.calls.append((request.match_info["method"], params))
        try:
            answer: _Method = self._methods.get(method, _agree)
            result = await answer(params)
        except ValueError as problem:
            return refusal(409 if "Conflict" in str(problem) else 400, str(problem))
        if fault is not None and fault.kind == "lost":
            return await play(fault, request) or web.Response()
        return web.json_response({"ok": True, "result": result})

    async def _getMe(self, _params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Telegram's own name
        if self.odd_me is not None:
            return self.odd_me
        return ME | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }

    async def _getUpdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: N802
        if self.webhook.get("url"):
            raise ValueError(
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
                "the webhook first"
            )
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                ValueError(
                    "Conflict: terminated by other getUpdates request; make sure "
                    "that only one bot instance is running"
                )
            )
        self.asked += 1
        offset = params.get("offset") or 0
        self.offset = max(self.offset, offset)
        for number in [number for number in self.queue if number < offset]:
            del self.queue[number]
        if not self.queue and params.get("timeout"):
            await self._wait(params["timeout"])
        found = [self.queue[number] for number in sorted(self.queue) if number >= offset][
            : params.get("limit") or self._page
        ]
        if self.doubled and found:
            found = [*found, *found[:3]]
        if self.shuffled:
            self._random.shuffle(found)
        self.handed.update(update["update_id"] for update in found)
        return found

    async def _wait(self, seconds: float) -> None:
        """A long poll: until there is news, or another one comes."""
        mine = self._poll = asyncio.get_running_loop().create_future()
        self._news.clear()
        news = asyncio.create_task(self._news.wait())
        try:
            await asyncio.wait([mine, news], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if mine.done():
                mine.result()
        finally:
            news.cancel()
            mine.cancel()

    async def _sendMessage(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self._deliver("sendMessage", params, parsed(params["text"], params.get("parse_mode")))

    async def _editMessageText(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self._deliver("editMessageText", params, parsed(params["text"], params.get("parse_mode")))

    async def _sendDocument(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self._deliver("sendDocument", params, params.get("caption", ""))

    def _deliver(self, method: str, params: dict[str, Any], text: str) -> dict[str, Any]:
        shown = Sent(params["chat_id"], text, checked_buttons(params.get("reply_markup")), 0, method, params)
        self._message += 1
        shown.id = self._message
        self.sent.append(shown)
        self._by_chat[shown.chat].append(shown)
        if self.terse:
            return {"message_id": shown.id}
        return {
            "message_id": shown.id,
            "date": int(time.time()),
            "chat": {"id": shown.chat, "type": "private"},
            "from": ME,
            "text": text or "-",
        }

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> bool:  # noqa: N802
        if params["callback_query_id"] in self.answered:
            raise ValueError(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.answered.append(params["callback_query_id"])
        return True

    async def _setWebhook(self, params: dict[str, Any]) -> bool:  # noqa: N802
        self.webhook = params
        return True

    async def _deleteWebhook(self, _params: dict[str, Any]) -> bool:  # noqa: N802
        self.webhook = {}
        return True


async def _agree(_params: dict[str, Any]) -> bool:
    return True


async def _params(request: web.Request) -> dict[str, Any]:
    """The parameters of a call, however they are sent; numbers and structures read."""
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
        return found
    fields = {**request.query, **(await request.post())}
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        return {"name": value.filename, "content": value.file.read()}
    if name in {"text", "callback_query_id", "caption", "url", "secret_token", "inline_query_id"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

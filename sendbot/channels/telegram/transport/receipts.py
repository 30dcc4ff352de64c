"""What a server of the Bot API answers, with what the library insists on: servers other than Telegram's give
shorter answers, and odd ones."""

from __future__ import annotations

import time
from typing import Any

Json = dict[str, Any]


def completed_receipt(endpoint: str, result: object, data: Json, token: str) -> Any:
    """The result of a call as the library can read it. Nobody here reads what was sent: that it was taken is
    enough."""
    if endpoint == "getMe":
        return _completed_me(result if isinstance(result, dict) else {}, token)
    if endpoint.startswith("send") and endpoint != "sendChatAction":
        known = result if isinstance(result, dict) else {}
        return {
            "message_id": _number(known.get("message_id")),
            "date": int(time.time()),
            "chat": {"id": _number(data.get("chat_id")), "type": "private"},
        }
    return result


def completed_update(raw: Json) -> Json:
    """An update with what the library insists on and nobody here reads."""
    pressed = raw.get("callback_query")
    if not isinstance(pressed, dict):
        return raw
    message = pressed.get("message")
    query = {"chat_instance": "", "id": str(raw.get("update_id")), **pressed}
    if isinstance(message, dict):
        query["message"] = {"date": int(time.time()), "message_id": 0, **message}
    return {**raw, "callback_query": query}


def update_number(raw: Json) -> int | None:
    """The number of an update, also where it came as text; None when it has none, so that it cannot be
    confirmed."""
    found = raw.get("update_id")
    if isinstance(found, str) and found.isdecimal():
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _completed_me(known: Json, token: str) -> Json:
    before = token.partition(":")[0]
    number = known.get("id")
    name = known.get("username")
    return {
        "id": number if isinstance(number, int) else int(before) if before.isdecimal() else 0,
        "is_bot": True,
        "first_name": "",
        "username": name if isinstance(name, str) else "",
    }


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0

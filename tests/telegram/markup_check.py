"""What Telegram itself checks of a message before it takes it: the HTML, the length, the data of buttons."""

from __future__ import annotations

import html
import re
from typing import Any

TEXT_LIMIT = 4096
DATA_LIMIT = 64
_TAG = re.compile(r"<(/?)([a-z]+)((?:\s[^<>]*)?)>")
_ALLOWED = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")


def parsed(text: str, mode: str | None) -> str:
    """The text as it is shown. Raises ValueError with Telegram's words for what is wrong."""
    shown = _without_tags(text) if mode == "HTML" else text
    if not shown.strip():
        raise ValueError("Bad Request: message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        raise ValueError("Bad Request: message is too long")
    return shown


def checked_buttons(markup: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Labels and data of the buttons under a message."""
    found = []
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            data = button.get("callback_data", button.get("url", ""))
            if not button["text"].strip():
                raise ValueError("Bad Request: inline keyboard button text is empty")
            if not 0 < len(data.encode()) <= (DATA_LIMIT if "callback_data" in button else 2048):
                raise ValueError("Bad Request: BUTTON_DATA_INVALID")
            found.append((button["text"], data))
    return found


def _without_tags(text: str) -> str:
    if _ENTITY.search(text):
        raise ValueError("Bad Request: can't parse entities: a stray &")
    still_open: list[str] = []
    for closing, name, _ in _TAG.findall(text):
        if name not in _ALLOWED:
            raise ValueError(f'Bad Request: can\'t parse entities: unsupported start tag "{name}"')
        if not closing:
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            raise ValueError("Bad Request: can't parse entities: unmatched end tag")
    plain = _TAG.sub("", text)
    if still_open or "<" in plain:
        raise ValueError("Bad Request: can't parse entities: can't find end tag")
    return html.unescape(plain)

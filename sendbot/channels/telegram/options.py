"""What the Telegram channel needs to know, as plain values: no library of Telegram's is loaded for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways
from sendbot.upkeep.reload import Folder
from sendbot.upkeep.retention import RetentionPlan

HOLD = 8.0
"""Seconds that a piece waits for the next at the most, "typing" being shown: people who type on a phone send
a line every three to six seconds."""


@dataclass(frozen=True)
class TelegramOptions:
    """What the channel needs to know. `rate` is messages a second at most (0: no limit), `hold` the most
    seconds that a piece waits for the next."""

    token: str
    open_store: Callable[[], AbstractAsyncContextManager[Store]]
    now: Callable[[], datetime]
    api_url: str | None = None
    rate: float = 30.0
    hold: float = HOLD
    side_by_side: int = 32
    seal: Seal | None = None
    threads: int = 1
    webhook_url: str | None = None
    """Where Telegram delivers, as the world outside sees it; without it the bot polls."""
    webhook_secret: str | None = None
    unwritten: Path | None = None
    """The folder for records that the database could not take; without it they stay unacknowledged."""
    listen: str | None = None
    """The "host:port" of deliveries, health and figures; without a webhook it may be left out."""
    proxies: tuple[str, ...] = ()
    """Addresses of what stands in front; without any, nothing does."""
    folder: Folder | None = None
    """The folder of the answers, watched for changes."""
    staff_chat: int | None = None
    retention: RetentionPlan | None = None
    """What is deleted when; without it nothing is."""
    ways: Ways = field(default_factory=Ways)
    """Where digests go besides the chat of staff."""

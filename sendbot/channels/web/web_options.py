"""What the chat page needs to know, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.store.store import Store
from sendbot.upkeep.mail import Mailer
from sendbot.upkeep.reload import Folder
from sendbot.upkeep.retention import RetentionPlan

NEUTRAL = "https://www.bbc.co.uk/weather"
"""Where "Leave this page" goes: a page that anybody may have open."""


@dataclass(frozen=True)
class EmailWay:
    """How a family that asks for it is told by email: what sends it, what locks its address until then, and
    the page's own address, with which links begin."""

    post: Mailer
    seal: Seal
    address: str


@dataclass(frozen=True)
class WebOptions:
    """How the page is set up. `keys` close the conversations, the newest first; `now` is the clock of the
    place where families live."""

    keys: str
    open_store: Callable[[], AbstractAsyncContextManager[Store]]
    now: Callable[[], datetime]
    hosts: tuple[str, ...] = ()
    """Names that the page answers to, besides this machine's own."""
    frames: tuple[str, ...] = ()
    """Sites that may show the page inside one of theirs; none otherwise."""
    address: str | None = None
    """The page's own address, for links that leave it; what the browser asked for otherwise."""
    neutral: str = NEUTRAL
    threads: int = 2
    """For turns, and as many for looks for danger."""
    a_minute: int = 40
    """Questions a minute from one internet address: a school or a library may share one. A long one counts as
    several."""
    unwritten: Path | None = None
    """The folder for records that the database could not take; without it they wait in memory alone."""
    folder: Folder | None = None
    """The folder of the answers, watched for changes."""
    retention: RetentionPlan | None = None
    """What is deleted when; without it nothing is."""
    email: EmailWay | None = None
    """How families are told by email; without it that is not offered."""

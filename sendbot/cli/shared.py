"""What every verb needs: the settings, today's date, how this terminal shows text, and running a
coroutine."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import Coroutine
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import typer

from sendbot.channels.serving.quiet_logs import quieten
from sendbot.channels.terminal import Style
from sendbot.settings import Settings, read_settings
from sendbot.words.days import LONDON

_T = TypeVar("_T")

Hosts = Annotated[
    list[str] | None,
    typer.Option(
        "--host", help="A name by which the page is reached, besides this machine's own; may be repeated."
    ),
]
Listen = Annotated[
    str,
    typer.Option(
        "--listen", help="The address that is listened on. Only this machine unless you say otherwise."
    ),
]
Proxies = Annotated[
    list[str] | None,
    typer.Option(
        "--proxy",
        help="The address of a proxy in front, whose X-Forwarded headers are believed; may be repeated.",
    ),
]
"""Where a page is served: the options of every verb that serves one."""


def settings_now() -> Settings:
    """The settings of this process, with logging set up as they say, and foreign libraries kept from writing
    families' words. Raises SettingsError."""
    os.environ.setdefault(
        "PTB_TIMEDELTA", "1"
    )  # the way in which Telegram's library will give lengths of time; without it, it warns

    settings = read_settings()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    quieten()
    return settings


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """The result of a coroutine."""
    return asyncio.run(work)


def today() -> date:
    """The day it is where the families live, whatever the clock zone of this machine."""
    return datetime.now(LONDON).date()


def style() -> Style:
    """How this terminal shows text. NO_COLOR, a pipe or a plain terminal means no codes at all."""
    plain = (
        bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM", "dumb") == "dumb"
        or not sys.stdout.isatty()
    )
    return Style(shutil.get_terminal_size().columns, bold=not plain)

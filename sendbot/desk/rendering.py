"""Drawing pages: templates with everything escaped, and the few filters that they use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from sendbot.pages.marked import marked
from sendbot.review.charts import named_bars, stacked_bars
from sendbot.review.ranking import pressing
from sendbot.words.days import LONDON, day_numbers, day_words, moment_words
from sendbot.words.marks import without_marks


@cache
def stylesheet() -> bytes:
    """The one stylesheet."""
    return (files("sendbot.desk") / "static" / "desk.css").read_bytes()


@cache
def _mark_of_stylesheet() -> str:
    return sha256(stylesheet()).hexdigest()[:12]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sendbot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": lambda day: day_words(_here(day)),
        "moment": moment_words,
        "marked": marked,
        "unmarked": without_marks,
        "numbers": day_numbers,
        "query": _query,
        "asked": _asked,
        "percent": _percent,
        "times": _times,
        "since": _since,
    }
    made.globals |= {
        "style_mark": _mark_of_stylesheet(),
        "pressing": lambda heat, now: f"{pressing(heat, now):.1f}",
        "stacked_bars": lambda *given: Markup(stacked_bars(*given)),
        "named_bars": lambda *given: Markup(named_bars(*given)),
    }
    return made


def draw(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Texts are escaped wherever they stand."""
    shared: Mapping[str, Any] = {
        "person": None,
        "form_token": "",
        "path": "",
        "done": "",
        "trouble": "",
        "errors": (),
    }
    return HTMLResponse(_environment().get_template(template).render({**shared, **values}), status)


def _query(values: Mapping[str, object], **changed: object) -> str:
    """Fields of an address, those that are empty left out."""
    return urlencode({key: value for key, value in {**values, **changed}.items() if value not in {"", None}})


def _asked(values: Mapping[str, object], **changed: object) -> str:
    """The same with its question mark, or nothing."""
    found = _query(values, **changed)
    return f"?{found}" if found else ""


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _here(day: date | datetime | None) -> date | datetime | None:
    """A moment as it stands on London's calendar."""
    return day.astimezone(LONDON) if isinstance(day, datetime) else day


def _since(moment: datetime, now: datetime) -> str:
    """How long ago something was, in words that are short."""
    days = (now - moment).days
    if days < 1:
        return "today"
    if days < 14:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days // 7} weeks" if days < 120 else f"{days // 30} months"

"""Drawing pages: templates with everything escaped, and the few filters that they use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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
from sendbot.words.days import day_words


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
        "day": day_words,
        "moment": moment_words,
        "marked": marked,
        "query": _query,
        "percent": _percent,
        "times": _times,
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


def moment_words(value: datetime | None) -> str:
    """A moment in UTC: "23 November 2026, 14:05 UTC"."""
    return f"{day_words(value)}, {value.strftime('%H:%M')} UTC" if value is not None else "never"


def _query(values: Mapping[str, object], **changed: object) -> str:
    """Fields of an address, those that are empty left out."""
    return urlencode({key: value for key, value in {**values, **changed}.items() if value not in {"", None}})


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"

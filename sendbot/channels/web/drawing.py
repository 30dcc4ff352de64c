"""Drawing pages: templates with everything escaped, the one stylesheet and the one script."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

FILES = {"web.css": "text/css", "web.js": "text/javascript"}
"""What pages fetch besides themselves."""


@cache
def static(name: str) -> bytes:
    """A file of our own."""
    return (files("sendbot.channels.web") / "static" / name).read_bytes()


@cache
def _mark(name: str) -> str:
    return sha256(static(name)).hexdigest()[:12]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sendbot.channels.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"mark": _mark}
    return made


def drawn(template: str, **values: Any) -> Markup:
    """A template, filled in."""
    return Markup(_environment().get_template(template).render(values))

"""An ordinary form as it was sent: its fields, and nothing but fields."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

_MOST_FIELDS = 400
"""The largest form, a group of 200 questions at the desk with a box each, twice over."""


class Form:
    """The fields of a form; every value is a text, "" when missing."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return next((value for key, value in self._fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be ticked several times."""
        return [value for key, value in self._fields if key == name]

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        text = self[name].strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


async def read_form(request: Request) -> Form:
    """An ordinary form. Files and other kinds of body are refused."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().casefold()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "This page reads ordinary forms only.")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return Form(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise HTTPException(413, "The form has too many fields.") from None

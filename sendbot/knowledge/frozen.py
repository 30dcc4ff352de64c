"""What every shape of the knowledge is made of: frozen models that refuse unknown keys, ids, and texts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Ids travel in Telegram's callback data (64 bytes with a prefix), so they are short, lower-case ASCII."""

ID_LIMIT = 40
"""Characters: with its action and view an id fits the 64 bytes of a button."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_LIMIT)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Frozen(BaseModel):
    """A frozen piece of the knowledge base; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Checked(Frozen):
    """Who of the council checked something, by role and never by name, and when. `of` is the fingerprint of
    the words that were checked: once they change, nobody has checked them."""

    on: date
    by: Text
    of: Text | None = None

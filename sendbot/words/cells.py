"""Cells of a spreadsheet: none is ever run as a formula."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What a spreadsheet program may take as the beginning of a formula or a command, also in wide letters."""


def as_text_cell(value: str) -> str:
    """A cell that a spreadsheet would run as a formula is made text by an apostrophe."""
    return f"'{value}" if value.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else value

"""Hours that end before they begin: mostly two times that changed places, or am where pm belongs."""

from __future__ import annotations

import re

from sendbot.knowledge.written import Found, Written

_TIME = (
    r"(?:(?P<{0}hour>\d{{1,2}})(?:[.:](?P<{0}minute>\d\d))? ?(?P<{0}half>[ap]\.?m\b)?"
    r"|(?P<{0}word>noon|midday|midnight))"
)
_SPAN = re.compile(
    rf"(?<![\d£.,:]){_TIME.format('a')}\s*(?:to|until|till|-|–|and)\s*{_TIME.format('z')}(?![\d%])",
    re.IGNORECASE,
)
_OVERNIGHT = re.compile(
    r"\b(?:nights?|overnight|evenings?|out[ -]of[ -](?:office )?hours|outside|next (?:day|morning)|24)\b",
    re.IGNORECASE,
)
"""Hours that may go past midnight say so."""
_NOON = 12
"""Of the hours of a clock."""


def backward_hours(written: Written) -> Found:
    """The first hours of a text of which the end comes before the start."""
    if written.kind not in {"english", "contact"} or _OVERNIGHT.search(written.text):
        return
    for found in _SPAN.finditer(written.text):
        start, end = _minutes(found, "a"), _minutes(found, "z")
        if start is None or end is None or start < end:
            continue
        message = (
            f'"{" ".join(found[0].split())}", which ends before it begins. Look up which time is right; if'
        )
        yield found.start(), "day", f'{message} it is meant to go past midnight, write "at night" beside it.'
        return


def _minutes(found: re.Match[str], which: str) -> int | None:
    """Minutes after midnight; None where the text does not say whether it is morning or afternoon."""
    word = (found[f"{which}word"] or "").casefold()
    if word:
        return _NOON * 60 if word != "midnight" else (24 * 60 if which == "z" else 0)
    hour, minute = int(found[f"{which}hour"]), int(found[f"{which}minute"] or 0)
    half = (found[f"{which}half"] or "").casefold()
    if half:
        late = _NOON if half.startswith("p") else 0
        return ((hour % _NOON) + late) * 60 + minute
    whole_day = (
        found[f"{which}minute"] and len(found[f"{which}hour"]) > 1 and not (found["ahalf"] or found["zhalf"])
    )
    return hour * 60 + minute if whole_day else None

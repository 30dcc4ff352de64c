"""The small markup of curated texts as HTML, everything else escaped."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from sendbot.words.marks import Block, Bullets, Line, parsed

Show = Callable[[str], Markup]
"""How words are shown that have no mark; it escapes them."""


def marked(text: str, show: Show = escape, attributes: str = "") -> Markup:
    """An answer's marks (paragraphs, lists, bold) as HTML. `attributes` stand in each block's first tag."""
    return Markup("").join(_html(block, show, attributes) for block in parsed(text))


def _html(block: Block, show: Show, attributes: str) -> Markup:
    given = Markup(f" {attributes}") if attributes else Markup("")
    if isinstance(block, Bullets):
        items = Markup("").join(Markup("<li>{}</li>").format(_line(item, show)) for item in block.items)
        return Markup("<ul{}>{}</ul>").format(given, items)
    return Markup("<p{}>{}</p>").format(given, Markup("<br>").join(_line(line, show) for line in block.lines))


def _line(line: Line, show: Show) -> Markup:
    return Markup("").join(
        Markup("<strong>{}</strong>").format(show(run.text)) if run.bold else show(run.text) for run in line
    )

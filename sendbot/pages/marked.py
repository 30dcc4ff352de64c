"""The small markup of curated texts as HTML, everything else escaped."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from sendbot.words.marks import Block, Bullets, Line, spaced

Show = Callable[[str], Markup]
"""How words are shown that have no mark; it escapes them."""


def marked(text: str, show: Show = escape, attributes: str = "") -> Markup:
    """An answer's marks (paragraphs, lists, bold) as HTML. Each line is a paragraph: a page has room for the
    space that a chat has not. `attributes` stand in each block's first tag."""
    return Markup("").join(_html(block, show, attributes) for block in spaced(text))


def _html(block: Block, show: Show, attributes: str) -> Markup:
    given = Markup(f" {attributes}") if attributes else Markup("")
    if isinstance(block, Bullets):
        items = Markup("").join(Markup("<li>{}</li>").format(_line(item, show)) for item in block.items)
        return Markup("<ul{}>{}</ul>").format(given, items)
    return Markup("").join(Markup("<p{}>{}</p>").format(given, _line(line, show)) for line in block.lines)


def _line(line: Line, show: Show) -> Markup:
    return Markup("").join(
        Markup("<strong>{}</strong>").format(show(run.text)) if run.bold else show(run.text) for run in line
    )

"""A poster with a code to scan: it opens one entry in a private chat with the bot, or on its own page."""

from __future__ import annotations

import html
import io
import textwrap

import segno

from sendbot.errors import SettingsError

_WIDTH, _HEIGHT, _CODE = 595, 842, 360
"""An A4 page in points."""


def link_to(bot_name: str, entry_id: str) -> str:
    """The address that opens an entry."""
    return f"https://t.me/{bot_name}?start={entry_id}"


def page_link(address: str | None, entry_id: str) -> str:
    """The address of an entry's own page. Raises SettingsError where the page has no address yet."""
    if address is None:
        raise SettingsError(
            "SENDBOT_WEB_URL is not set, so a code cannot lead to the page. Write it like "
            "https://ask.example.org."
        )
    return f"{address.rstrip('/')}/answer/{entry_id}"


def poster_svg(title: str, how: str, link: str) -> str:
    """A page to print: a title, the code, what to do with it, and the address for those who type."""
    code = segno.make_qr(link, error="m")
    size = code.symbol_size(border=0)[0]
    inner = code.svg_inline(scale=_CODE / size, border=0, omitsize=False)
    lines = [
        _line(line, 90 + 44 * number, 36, "bold") for number, line in enumerate(textwrap.wrap(title, 26))
    ]
    top = 110 + 44 * len(lines)
    below = [
        _line(line, top + _CODE + 60 + 28 * number, 20) for number, line in enumerate(textwrap.wrap(how, 48))
    ]
    body = "\n".join(
        [
            *lines,
            f'<g transform="translate({(_WIDTH - _CODE) / 2},{top})">{inner}</g>',
            *below,
            _line(link, _HEIGHT - 50, 14),
        ]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 {_WIDTH} '
        f'{_HEIGHT}">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def code_png(link: str) -> bytes:
    """The code alone, large enough for print."""
    out = io.BytesIO()
    segno.make_qr(link, error="m").save(out, kind="png", scale=24, border=4)
    return out.getvalue()


def _line(text: str, y: float, size: int, weight: str = "normal") -> str:
    look = (
        f'font-family="Arial, Helvetica, sans-serif" font-size="{size}" font-weight="{weight}" '
        'text-anchor="middle"'
    )
    return f'<text x="{_WIDTH / 2}" y="{y}" {look}>{html.escape(text)}</text>'

"""A reply as Telegram shows it: HTML made by escaping every word, cut into messages under the limit at
paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from sendbot.conversation.buttons import DATA_LIMIT, Button
from sendbot.conversation.replies import Card, Part, People, Reply, Sources, Title, Words, link_line
from sendbot.words.marks import Block, Run, paragraphs, parsed, written

MESSAGE_LIMIT = 4000
"""Characters of HTML as Telegram counts them (UTF-16 units): under its 4,096, so that nothing depends on how
it counts marks."""

_LABEL_LIMIT = 64
"""Characters: longer labels are cut by phones."""
_TAG = re.compile(r"</?[a-z][^>]*>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_ENDS = (re.compile(r"\n"), re.compile(r"(?<=[.!?:;])\s+"), re.compile(r"\s+"))


def pages(reply: Reply) -> list[str]:
    """The reply's HTML, in messages that Telegram takes; at least one."""
    return packed(block for part in reply.parts for block in _blocks(part)) or ["…"]


def text_pages(text: str) -> list[str]:
    """Text that holds no marks (a list for staff, say) in messages that Telegram takes."""
    return packed(escaped(paragraph) for piece in paragraphs(text) for paragraph in cut(piece)) or ["…"]


def bare(page: str) -> str:
    """A page without any HTML, for the day that Telegram refuses ours."""
    linked = _LINK.sub(lambda found: f"{found[2]}: {found[1]}", page)
    return html.unescape(_TAG.sub("", linked))


def keyboard(buttons: Iterable[Button]) -> InlineKeyboardMarkup | None:
    """One button in each row, so that long labels can be read; None without buttons."""
    rows = [
        [InlineKeyboardButton(button.label[:_LABEL_LIMIT], callback_data=button.data)]
        for button in buttons
        if _fits(button)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def packed(blocks: Iterable[str]) -> list[str]:
    """Blocks put together with blank lines between them, as many as fit in one message."""
    found: list[str] = []
    for block in blocks:
        if not block.strip():
            continue
        joined = f"{found[-1]}\n\n{block}" if found else ""
        if found and length(joined) <= MESSAGE_LIMIT:
            found[-1] = joined
        else:
            found.append(block)
    return found


def cut(paragraph: str) -> list[str]:
    """A paragraph in pieces whose HTML fits one message: cut at lines, else after sentences, else between
    words, else anywhere."""
    if _fits_escaped(paragraph):
        return [paragraph]
    for end in _ENDS:
        pieces = _gathered(end, paragraph)
        if len(pieces) > 1:
            return [small for piece in pieces for small in cut(piece)]
    half = len(paragraph) // 2
    return [*cut(paragraph[:half]), *cut(paragraph[half:])]


def escaped(text: str) -> str:
    """Text that can mean nothing but itself."""
    return html.escape(text, quote=True).replace("\x00", "")


def length(text: str) -> int:
    """How long Telegram takes a text to be."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def _fits(button: Button) -> bool:
    return bool(button.label.strip()) and 0 < len(button.data.encode()) <= DATA_LIMIT


def _fits_escaped(text: str) -> bool:
    return length(escaped(text)) <= MESSAGE_LIMIT


def _gathered(end: re.Pattern[str], paragraph: str) -> list[str]:
    """The paragraph cut at each such end and put together again as far as it fits."""
    found: list[str] = []
    start = 0
    pieces: list[str] = []
    for match in end.finditer(paragraph):
        pieces.append(paragraph[start : match.end()])
        start = match.end()
    for piece in (*pieces, paragraph[start:]):
        if found and _fits_escaped(found[-1] + piece):
            found[-1] += piece
        else:
            found.append(piece)
    return [piece.strip() for piece in found if piece.strip()]


def _blocks(part: Part) -> Iterator[str]:
    match part:
        case Title(text):
            yield from (f"<b>{escaped(piece)}</b>" for piece in cut(text))
        case Words(text):
            yield from (shown for block in parsed(text) for shown in _marked(block))
        case Card(name, what_for, lines):
            yield from _headed(name, (what_for, *lines))
        case People(lines):
            yield from packed_lines(f"<b>{escaped(line.name)}</b>: {escaped(line.text)}" for line in lines)
        case Sources(heading, links):
            linked = [_link(link.text, link.url) if link.url else escaped(link_line(link)) for link in links]
            yield "\n".join((escaped(heading), *linked))


def packed_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines that stand together in one block, or one a block where together they are too long."""
    found = list(lines)
    joined = "\n".join(found)
    yield from [joined] if length(joined) <= MESSAGE_LIMIT else found


def _marked(block: Block) -> Iterator[str]:
    """Bold kept, unless the block must be cut: then a mark could be torn in two."""
    shown = written(block, _run)
    if length(shown) <= MESSAGE_LIMIT:
        yield shown
    else:
        yield from map(escaped, cut(written(block, lambda run: run.text)))


def _run(run: Run) -> str:
    return f"<b>{escaped(run.text)}</b>" if run.bold else escaped(run.text)


def _headed(name: str, lines: Iterable[str]) -> Iterator[str]:
    first, *others = cut("\n".join(lines)) or [""]
    yield f"<b>{escaped(name)}</b>\n{escaped(first)}".rstrip()
    yield from map(escaped, others)


def _link(text: str, url: str) -> str:
    return f'- <a href="{escaped(url)}">{escaped(text)}</a>'

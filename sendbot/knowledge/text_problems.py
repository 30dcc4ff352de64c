"""What may not stand in a text that families read: numbers and addresses outside contacts, marks left open,
letters that were garbled, that nobody sees, or that only look like others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.leftovers import leftovers
from sendbot.knowledge.letters import misread, odd_letter, unseen_letter
from sendbot.knowledge.looks.clock_order import backward_hours
from sendbot.knowledge.looks.pasted import pasted
from sendbot.knowledge.looks.said_days import said_days
from sendbot.knowledge.looks.said_numbers import dead_numbers
from sendbot.knowledge.looks.typed import typed
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Written, texts

_NUMBER = re.compile(r"(?<![\w./-])(?:\+44|\(?0)[\d\s().\-]{7,}\d")
_DIGITS = range(10, 14)
"""Digits of a British number, with or without +44."""
_SHORT_NUMBER = re.compile(r"(?<![\d.£-])(?:0800 ?1111|116 ?(?:123|000|111)|85258)(?!\d|[.,]\d)")
"""Helplines whose numbers are shorter than others; 999 and 111 are names by now."""
_ADDRESS = re.compile(
    r"https?://|\bwww\.|[\w.+-]+ ?[(\[]at[)\]] ?[\w-]+|[\w.+-]+@[\w-]+\.\w"
    r"|\b(?!gov\.uk\b)(?:[a-z0-9-]+\.)+(?:uk|com|org|net|info|eu)\b(?:/\S*)?",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*")
_OTHER_MARKS = (
    (re.compile(r"`+"), "a mark `", "Take it out: **word** is bold."),
    (
        re.compile(r"(?<!\w)_(?=\w)[^_\n]+(?<=\w)_(?!\w)"),
        "_",
        "Bold words stand between two stars: **word**.",
    ),
    (re.compile(r"__(?=\w)|(?<=\w)__"), "__", "Bold words stand between two stars: **word**."),
    (re.compile(r"(?<![*\w])\*(?=\w)[^*\n]+\*(?!\*)"), "*", "Bold words stand between two stars: **word**."),
    (
        re.compile(r"^[ \t]*(?:[*•·‣–—➢➤►▶▪▫◦●○■□◆→⇒✓✔✗][ \t])", re.MULTILINE),
        "a bullet",
        'A list has "- " before each item.',
    ),
    (
        re.compile(r"^[ \t]*[-=_~*]{4,}[ \t]*$", re.MULTILINE),
        "a line of signs",
        "Leave an empty line instead.",
    ),
    (re.compile(r"^#{1,6} ", re.MULTILINE), "#", "There are no headings: make the line bold with **."),
    (
        re.compile(r"</?(?:b|i|br|p|a|strong|em|ul|li|div|span)\b[^>]*>", re.IGNORECASE),
        "HTML",
        "Take it out: **word** is bold.",
    ),
    (re.compile(r"\]\("), "a link", "Name the contact under contacts, or leave the link out."),
    (
        re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]+);", re.IGNORECASE),
        "an HTML sign",
        "Type the character itself.",
    ),
)
UNFINISHED = re.compile(
    r"\b(?:TO[ -]?DO|FIX[ -]?ME|TB[ACD]|XX+|[Ll]orem ipsum)\b|\?\?\?|\[(?:\.\.\.|…|_+|[A-Z]{2,}[A-Z ]*)\]"
    r"|\[(?:insert|add|check|your|name|number|date|phone|email|council)\b[^\]\n]*\]"
    r"|\bto be (?:confirmed|added)\b"
)
"""What writers leave where something is still to be written."""
_GAP = re.compile(
    r"\[(?:\.\.\.|…|_+|(?:insert |your |their |child's |school )?(?:name|number|date|place|school))\]",
    re.IGNORECASE,
)
"""What only a form has: families do not type it."""
_GARBLED = re.compile(
    r"â€|â‚¬|�|[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—™š›œž]|[ÄÅÐÑ][\x80-\xba\xbc-\xbf€‚ƒ†‡ˆ‰Š‹Œ•™š›œž]|[ØÙ][\x80-\xbf][ØÙ]"
)
"""UTF-8 that was read as Western letters."""
_ASKED = frozenset({"question", "asked abroad"})
_ABROAD = frozenset({"foreign", "asked abroad"})

_Look = Callable[[Written], Iterator[tuple[int, str, str]]]
"""From a text to offsets, codes and what to say."""


def text_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is wrong with the texts of the folder, each at its own line."""
    for written in texts(knowledge):
        for look in _LOOKS:
            for offset, code, message in look(written):
                place = knowledge.place_in(written.path, written.text, offset)
                yield problem(place, code, f"{written.name} {message}")


def contact_detail(text: str) -> tuple[int, str] | None:
    """The first telephone number or address in a text: where it begins, and what it is."""
    for found in _NUMBER.finditer(text):
        if sum(sign.isdigit() for sign in found[0]) in _DIGITS:
            return found.start(), "a phone number"
    short = _SHORT_NUMBER.search(text)
    if short:
        return short.start(), "a phone number"
    address = _ADDRESS.search(text)
    return (address.start(), "an address") if address else None


def _details(written: Written) -> Iterator[tuple[int, str, str]]:
    may = written.kind == "contact" or written.field == "holds"  # a reply holds its cards
    found = None if may else contact_detail(written.text)
    if found and written.kind in _ASKED:
        yield (
            found[0],
            "contact-outside",
            f"{found[1]}. A phone number or address is no way of asking: take it out.",
        )
    elif found:
        yield (
            found[0],
            "contact-outside",
            f"{found[1]}. A phone number or address stands in contacts.yaml alone: move it there and name "
            "the contact instead.",
        )


def _marks(written: Written) -> Iterator[tuple[int, str, str]]:
    start = 0
    if written.kind in _ASKED:
        return
    for paragraph in re.split(r"(\n\s*\n)", written.text):
        stars = [found.start() for found in _BOLD.finditer(paragraph)]
        if len(stars) % 2:
            yield (
                start + stars[-1],
                "bold",
                "a ** that is opened and not closed. Bold words need ** before and after them.",
            )
        start += len(paragraph)
    for pattern, what, advice in _OTHER_MARKS:
        found = pattern.search(written.text)
        if found:
            yield found.start(), "marks", f"{what}, which is shown as it stands. {advice}"


def _letters(written: Written) -> Iterator[tuple[int, str, str]]:
    garbled = _GARBLED.search(written.text)
    begin = garbled.start() if garbled else misread(written.text)
    if begin is not None:
        shown = written.text[begin:][:3].strip()
        message = (
            f'"{shown}", which was garbled by a wrong encoding. Type the character again and save as UTF-8.'
        )
        yield begin, "garbled", message
    unseen = unseen_letter(written.text, joiners=written.kind not in _ABROAD)
    if unseen:
        sign, name = unseen
        offset = written.text.index(sign)
        after = written.text[offset + 1 :][:12].split("\n")[0]
        message = f'an invisible character ({name}) before "{after}". Delete it and type the words again.'
        yield offset, "unseen", message
    odd = odd_letter(written.text) if written.kind not in _ABROAD else None
    if odd:
        sign, name = odd
        message = f'"{sign}" ({name}), which only looks like one of our letters. Type the word again.'
        yield written.text.index(sign), "look-alike", message


def _unfinished(written: Written) -> Iterator[tuple[int, str, str]]:
    """A note of the writer, or a gap that waits to be filled, which families would read as it stands."""
    asked = written.kind in _ASKED and written.field != "holds"
    if re.fullmatch(r"[.…\s]+", written.text):
        yield 0, "unfinished", f'"{written.text.strip()}" alone, where words belong. Write them.'
        return
    found = (_GAP if asked else UNFINISHED).search(written.text)
    if found:
        advice = f'"{found[0]}", which was left by a writer. Fill it in, or take it out.'
        yield found.start(), "unfinished", advice


def _braces(written: Written) -> Iterator[tuple[int, str, str]]:
    """Nothing is filled into answers: a brace there is shown as it stands. Wording has its own look."""
    found = re.search(r"\{[a-z_-]*\}?", written.text)
    if found and "wording" not in written.path and written.kind in {"english", "foreign"}:
        yield found.start(), "placeholder", f'"{found[0]}". Nothing is filled in there: write the words out.'


_LOOKS: tuple[_Look, ...] = (
    _details,
    _marks,
    _letters,
    _braces,
    _unfinished,
    leftovers,
    pasted,
    said_days,
    backward_hours,
    dead_numbers,
    typed,
)

"""What comes along when a text is copied: the furniture of a web page, the line ends and footnotes of a PDF,
the greeting of an email, the mark of a translating program; and what a text for families may not name."""

from __future__ import annotations

import re

from sendbot.knowledge.values import FIRST_NAMES
from sendbot.knowledge.written import Found, Written, first_of

_COPIED = frozenset({"entries", "safety_entries", "contacts", "terms"})
"""Where texts are pasted; the bot's own words are about a page and may say "Print this page"."""
_WEB = re.compile(
    r"\bback to (?:the )?top\b|\bskip to (?:the )?(?:main )?content\b|\b(?:share|print|bookmark) this page\b"
    r"|\b(?:is|was) this page (?:helpful|useful)|\baccept (?:all )?cookies\b|\bcookie (?:policy|settings)\b"
    r"|\ball rights reserved\b|©|\bpage \d+ of \d+\b|^[ \t>*-]*in this section[ \t:*]*$|\btable of contents\b"
    r"|\b(?:last|page) (?:updated|reviewed|modified)(?: on)?:|\bopens? in (?:a )?new (?:window|tab)\b"
    r"|\bclick (?:here|(?:on )?(?:the|this) (?:link|image|icon|tab|heading)s?)\b"
    r"|\bfollow (?:this|the) link\b|\bhome ?[>›»]|[›»] ?\w|\bread more ?[>›»…]"
    r"|\bread more$|\((?:pdf|docx?|word|xlsx?)\b[^)]*\d[^)]*\)|\b\d+(?:\.\d+)? ?[km]b\b"
    r"|\breport a problem with this page\b"
    r"|\bsee (?:the )?(?:image|table|figure|box|diagram) (?:above|below)\b"
    r"|\b(?:enable|requires) javascript\b|\bsearch this site\b|\bsign up for (?:our|the) newsletter\b",
    re.IGNORECASE | re.MULTILINE,
)
_EMAIL = re.compile(
    r"^[ \t>*]*(?:(?:kind|best|warm) (?:regards|wishes)|many thanks,|yours (?:sincerely|faithfully)"
    r"|dear (?:all|colleagues?|parents?|sir|team)\b|hi all\b|sent from my |(?:from|subject|sent|cc): "
    r"|-+ ?original message)",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})-\n[ ]*(?!(?:and|or|to)\b)([^\W\d_]{2,})")
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z]|edit|citation needed|note \d+)\]|(?<=[\w.,;)])[¹²³⁴-⁹†‡]")
_TRANSLATOR = re.compile(
    r"\b(?:deepl|google (?:translate|tłumacz\w*|traductor|tradutor|traducere|fordító|перекладач)"
    r"|microsoft translator|chatgpt|copilot|reverso)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss(?! \w+day)|Dr|Cllr|Councillor|Prof|Professor)\.? (?:[A-Z]\.? )?[A-Z][a-z]{1,}"
)
_NO_PERSON = "House|Hospice|Act|Fund|Trust|Centre|School|Foundation|Academy|College|Curie|Scheme|Road|Street"
"""What follows a first name in the name of a place or a charity."""
_FULL_NAME = re.compile(
    rf"\b(?:{'|'.join(name.title() for name in FIRST_NAMES if len(name) > 3)})"
    rf" (?!{_NO_PERSON})[A-Z][a-z]{{2,}}\b"
)
_EXTENSION = re.compile(r"\bext(?:ension)?\b[. ]*\d{3,6}\b", re.IGNORECASE)
_MONEY = re.compile(r"£ ?\d{1,3},\d{1,2}(?!\d)")
_NO_BOLD = frozenset({"short_title", "short"})
"""Fields that stand on buttons, beside the menu's titles and the wording of buttons."""


def pasted(written: Written) -> Found:
    """Everything of that in one text."""
    if written.kind in {"question", "asked abroad"}:
        return
    yield from _programs(written)
    if written.path[0] in _COPIED and not written.field.startswith("source"):
        yield from _pages(written)
        yield from _people(written)
    yield from _bold(written)
    money = _MONEY.search(written.text)
    if money and written.kind != "foreign":
        meant = money[0].replace(",", ".").replace(" ", "")
        yield money.start(), "marks", f'"{money[0]}" with a comma. Is it pence? Write {meant}.'


def _pages(written: Written) -> Found:
    text = written.text
    web = '"{shown}", copied from a web page with the text. Take it out: it means nothing here.'
    yield from first_of(_WEB, text, "pasted", web)
    yield from first_of(
        _EMAIL, text, "pasted", '"{shown}", which belongs to an email or a letter. Take it out.'
    )
    broken = _BROKEN_WORD.search(text)
    if broken:
        shown, whole = f"{broken[1]}-", f"{broken[1]}{broken[2]}"
        message = f'"{shown}" at the end of a line: a PDF has broken a word there. Join it: {whole}.'
        yield broken.start(), "pasted", message


def _programs(written: Written) -> Found:
    footnote = '"{shown}", the mark of a footnote or of a list elsewhere. Take it out.'
    yield from first_of(_FOOTNOTE, written.text, "pasted", footnote)
    program = (
        '"{shown}", the name of a program that wrote it. Take its note out, and have a person check the '
    )
    yield from first_of(_TRANSLATOR, written.text, "pasted", f"{program}text.")


def _people(written: Written) -> Found:
    """No member of staff is named, and no extension stands outside contacts."""
    full = None if written.field == "name" else _FULL_NAME.search(written.text)
    staff = _STAFF.search(written.text) or full
    if staff:
        message = f'"{staff[0]}", a person by name. Never name a member of staff: write the role or the team.'
        yield staff.start(), "named", message
    if written.kind != "contact":
        said = '"{shown}", an extension. It stands in contacts.yaml alone, under phone_note.'
        yield from first_of(_EXTENSION, written.text, "contact-outside", said)


def _bold(written: Written) -> Found:
    """Stars on a button, and stars with a space on their inner side: both are shown as they stand."""
    last = str(written.path[-1])
    button = last.startswith("button-") or last in _NO_BOLD or written.path[0] == "stages"
    if button and "**" in written.text:
        message = "** on a button, which shows the stars. Take them out: a button has no bold words."
        yield written.text.index("**"), "marks", message
        return
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", written.text):
        stars = [found.start() for found in re.finditer(r"\*\*", paragraph)]
        for opened, closed in zip(stars[::2], stars[1::2], strict=False):
            inside = paragraph[opened + 2 : closed]
            if inside != inside.strip():
                message = "a space between ** and the bold words, so that the stars are shown. Take the space"
                yield start + opened, "bold", f"{message} out: **word**."
                return
        start += len(paragraph)

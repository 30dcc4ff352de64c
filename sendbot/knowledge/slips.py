"""Slips in how a file is typed, found line by line: what a YAML parser complains of elsewhere, or takes for
something else without a word.

Some are certain wherever they stand; the others only explain why a file could not be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendbot.knowledge.remarks import Parted, parted_lines

_KEY = re.compile(r"^(?P<indent> *)(?P<dash>- +)?(?P<key>[A-Za-z_][\w-]*) *:(?: +(?P<value>\S.*?))?\s*$")
_ITEM = re.compile(r"^(?P<indent> *)- +(?P<value>\S.*?)\s*$")
_BLOCK = re.compile(r"^[|>][+\-0-9]*$")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_FULL_WIDTH = re.compile(r"^ *(?:- +)?(?P<key>[a-z_][a-z0-9_-]*) *[：﹕]")
_NO_SPACE = re.compile(r"^ *(?P<dash>- +)?(?P<key>[a-z_][a-z0-9_-]*):(?P<value>[^\s/:].*)$")
_NO_DASH_SPACE = re.compile(r"^ *-(?P<value>[^\s\-].*)$")
_OTHER_DASH = re.compile(r"^ *[–—−•·*] +(?P<value>\S.*)$")
_TWO_DASHES = re.compile(r"^ *- +- +(?P<value>\S.*)$")
_GONE = re.compile(r"^ +#\S")
"""Behind a dash: what was meant as the item itself."""
_LIST_LINE = re.compile(r"^ *- \S")
_FOLDED = re.compile(r"^>[+\-0-9]*$")
_NO_COMMA = re.compile(r'"" *(?P<next>[A-Za-z_]\w*:|"")')
"""A quoted text, emptied, and what follows it without a comma: the next name, or the next text."""
_NO_COMMA_BARE = re.compile(r":\s+[^,:\[\]{}\"]*?\s(?P<next>[a-z_]+:)\s")
"""The same where the text has no quotes: a second name before any comma."""
_FIELDS = (
    "id|title|short_title|questions|answer|answer_young|easy_read|applies_to|contacts|related|part_of"
    "|deadlines|sources|read|review_by|checked|was|answers|translations|workstream|what_for|phone|email|web|hours|name"
)
"""What an entry or a contact has, one field a line."""
_OTHER_COLON = re.compile(rf"^ *(?P<key>{_FIELDS}) *[;=] +\S")
_NO_COLON = re.compile(rf"^ *(?P<key>{_FIELDS}) +\S")
_RUN_ON = re.compile(rf"\S +(?P<key>{_FIELDS}):(?: |$)")
"""A second field on a line that holds one already."""
_SWALLOWED = re.compile(
    r"(?:^|[ .])(?P<key>easy_read|answer_young|applies_to|review_by|part_of|short_title):(?: |$)"
    r"|^ *(?P<field>contacts|related|sources|deadlines|was|answers|read|checked|translations|questions):"
    r"(?: *$| +(?:[\[{|]|\d{4}-))"
)
"""A field inside a text: one that no sentence holds, or one with a value that only a field has."""
_BEHIND_BAR = re.compile(r"^ *(?:- +)?(?P<key>[a-z_]+): *[|>][+-]? +\S")
_FIRST_SIGN = re.compile(
    r"^(?:\*(?!\*)[^\s*]*[*\s].*|&(?!id\d+ )(?:[^\s&]* +(?![\[{])\S.*)|[!@`%,].*|[|>](?![+\-0-9]*$).*|\? .*"
    r"|\[[^\]]*\] *[^\s,].*|\{[^}]*\} *[^\s,].*)$"
)
"""A text that begins with a sign that means something else to YAML: it is refused, or the sign is lost.
"&id001 " is what a program writes."""
_END_QUOTE = re.compile(r'^[^\[{"\'|>][^"]*"$')
_WEB_LINE_END = re.compile("[\u2028\u2029\x85]")
_COMPARED = re.compile(r"^(?:\+(?!\+)|@@ )")
_DOUBLE = re.compile(r'^"(?:[^"\\]|\\.)*"(?P<rest>.*)$')
_SINGLE = re.compile(r"^'(?:[^']|'')*'(?P<rest>.*)$")
_PLAIN_KEYS = frozenset(
    {"id", "read", "review_by", "seen", "dated", "on", "applies_to", "workstream", "part_of", "of", "checked"}
    | {"weak", "optional", "must_arrive", "moves", "plus", "counting", "may_be_ahead", "language", "concern"}
    | {"placeholder", "show", "contacts", "related", "kind", "fact", "url", "web"}
)
"""Fields whose value is one word or a date: a remark may follow them after one space."""
_LONG_TEXTS = frozenset({"answer", "answer_young", "easy_read"})
"""Fields of several lines, which need a bar."""
_ITEMS = frozenset({"id", "q", "question", "term", "title", "from", "language"})
"""Fields with which an item of a list may begin."""
TOP_KEYS = frozenset(
    {"workstream", "entries", "contacts", "terms", "workstreams", "staff", "wording", "rules", "read"}
    | {"review_by", "reviewed", "checked", "examples", "near_misses", "in_other_languages", "tests"}
    | {"known_failures", "out_of_scope", "language", "name", "lead", "help", "emergency", "crisis"}
    | {"crisis_young", "questions", "words"}
)
"""What may stand at the left edge of some file."""


@dataclass(frozen=True, order=True)
class Slip:
    """A line, what is wrong with it and what to do. `sure`: it is wrong even where a parser sees nothing."""

    line: int
    code: str
    message: str
    sure: bool = False


@dataclass
class _Line:
    number: int
    text: str
    indent: int
    key: str
    value: str
    dashed: bool
    """Is it an item of a list?"""
    remark: str = ""
    """What is written for curators behind it, with the spaces before it. No rule reads it as content."""


def slips(text: str) -> list[Slip]:
    """Every slip of a file, in the order of its lines."""
    found: list[Slip] = []
    outside: list[_Line] = []
    block: int | None = None
    folded: _Line | None = None
    lines = parted_lines(text)
    for number, parted in enumerate(lines, start=1):
        line = _line(number, parted)
        written = line.text
        if _CONFLICT.match(written):
            found.append(Slip(number, "conflict", _SAID["conflict"], sure=True))
            continue
        if _WEB_LINE_END.search(written + line.remark):
            found.append(Slip(number, "line-end", _SAID["line-end"], sure=True))
        if line.remark and not written:
            found += _ended_by(line, block, lines[number:])
            continue  # it parts no line from the one before it
        if block is not None and (not written.strip() or line.indent > block):
            found += _swallowed(number, written)
            if folded is not None and _LIST_LINE.match(written):
                found.append(Slip(folded.number, "folded", _SAID["folded"].format(key=folded.key), sure=True))
                folded = None
            continue
        if block is not None and _lost_its_indent(line):
            found.append(_lost(line, block))
            continue
        block = _name_at(line) if _BLOCK.match(line.value) else None
        folded = line if line.key in _LONG_TEXTS and _FOLDED.match(line.value) else None
        if written.rstrip() == "---" and any(other.key for other in outside):
            found.append(Slip(number, "document", _SAID["document"], sure=True))
        outside.append(line)
        found += _in_line(line, outside[-2] if len(outside) > 1 else None)
    return sorted({*found, *_unbarred(outside), *_quotes(outside), *_brackets(outside)})


def explaining(found: Sequence[Slip], line: int) -> Slip | None:
    """The slip that explains why a parser stopped at a line: a conflict of git before all, a quotation mark
    that was left open above, or the last slip before it."""
    before = [
        slip for slip in found if slip.line <= line and (slip.code != "left-edge" or slip.line + 1 >= line)
    ]
    for code in ("conflict", "open-quote", "compared"):
        first = next((slip for slip in found if slip.code == code), None)
        if first is not None and (code == "conflict" or first.line <= line):
            return first
    return before[-1] if before else None


def _name_at(line: _Line) -> int:
    """Where a field's name begins, behind the dash of its item: what is indented further is its text."""
    return line.text.index(line.key) if line.key and line.dashed else line.indent


def _line(number: int, parted: Parted) -> _Line:
    written = parted.content
    found = _KEY.match(written)
    item = None if found else _ITEM.match(written)
    return _Line(
        number=number,
        text=written,
        indent=indent_of(written),
        key=found["key"] if found else "",
        value=(found["value"] or "" if found else item["value"] if item else ""),
        dashed=bool(found["dash"] if found else item),
        remark=parted.remark,
    )


def indent_of(written: str) -> int:
    """How many spaces a line begins with."""
    return len(written) - len(written.lstrip(" "))


def _ended_by(line: _Line, block: int | None, after: Sequence[Parted]) -> Iterator[Slip]:
    """A remark in the middle of a text that is indented less than the text: it ends there."""
    following = next((other.content for other in after if other.content.strip()), "")
    if block is not None and indent_of(following) > block:
        yield Slip(line.number, "ended", _SAID["ended"])


def _lost_its_indent(line: _Line) -> bool:
    """Is it text, and neither a field nor an item of a list?"""
    written = line.text.strip()
    return not (line.key or line.dashed or written.startswith(("-", "...", "\t"))) and not (
        _FULL_WIDTH.match(line.text) or _NO_SPACE.match(line.text)
    )


def _lost(line: _Line, block: int) -> Slip:
    """A line below a text that is neither text nor field: what stands just under the text's name and begins
    as a field does has lost its colon, all else its indent."""
    field = _NO_COLON.match(line.text) if line.indent == block else None
    if field:
        return Slip(line.number, "other-colon", _SAID["other-colon"].format(key=field["key"]))
    return Slip(line.number, "lost-indent", _SAID["lost-indent"])


def _swallowed(number: int, written: str) -> Iterator[Slip]:
    """A field that was indented into the text above it, or ran together with its last line: it is read as
    words of the text, which families would see."""
    field = _SWALLOWED.search(written)
    if field:
        key = field["key"] or field["field"]
        yield Slip(number, "swallowed", _SAID["swallowed"].format(key=key), sure=True)


def _pasted(line: _Line) -> Iterator[Slip]:
    """What other programs put around a file or before its lines."""
    if line.text.startswith("```"):
        yield Slip(line.number, "fence", _SAID["fence"], sure=True)
    if _COMPARED.match(line.text):
        yield Slip(line.number, "compared", _SAID["compared"].format(sign=line.text[0]), sure=True)


def _field_marks(line: _Line) -> Iterator[Slip]:
    """What stands for the colon of a field, or follows where a line should end."""
    number, written = line.number, line.text
    other = _OTHER_COLON.match(written)
    if other:
        yield Slip(number, "other-colon", _SAID["other-colon"].format(key=other["key"]), sure=True)
    behind = _BEHIND_BAR.match(written)
    if behind:
        yield Slip(number, "behind-bar", _SAID["behind-bar"].format(key=behind["key"]))
    if line.key and line.value[:1] not in {"", '"', "'", "[", "{", "|", ">"}:
        second = _RUN_ON.search(line.value)
        if second:
            yield Slip(number, "run-on", _SAID["run-on"].format(key=second["key"]))
    if _END_QUOTE.match(line.value):
        yield Slip(number, "end-quote", _SAID["end-quote"], sure=True)


def _in_line(line: _Line, before: _Line | None) -> Iterator[Slip]:
    """What one line shows by itself, or with the one before it."""
    if not line.text.strip():
        return
    yield from _pasted(line)
    if not _carries_on(line, before):
        yield from _field_marks(line)
    yield from _spaces(line)
    yield from _in_list(line, before)
    yield from _colons(line, before)
    if line.value.startswith("**"):
        name = line.key or "the text"
        message = _SAID["bar"].format(key=line.key) if line.key else _SAID["star"].format(name=name)
        yield Slip(line.number, "bar", message, sure=True)
    if line.indent == 0 and line.key and not line.dashed and line.key not in TOP_KEYS:
        yield Slip(line.number, "left-edge", _SAID["left-edge"].format(key=line.key))
    yield from _begins(line, before)
    yield from _cut(line)


def _begins(line: _Line, before: _Line | None) -> Iterator[Slip]:
    """A text whose first sign is none of its words."""
    behind = _BEHIND_BAR.match(line.text)  # told by itself
    if _FIRST_SIGN.match(line.value) and not behind and not _carries_on(line, before):
        told = _SAID["first-sign"].format(sign=line.value[0], quoted=line.value[:30].replace('"', "'"))
        yield Slip(line.number, "first-sign", told, sure=line.value[0] in "&!")


def _spaces(line: _Line) -> Iterator[Slip]:
    """What stands before the text in place of ordinary spaces."""
    before_text = line.text[: len(line.text) - len(line.text.lstrip())]
    if "\t" in before_text:
        yield Slip(line.number, "tab", _SAID["tab"])
    if before_text.strip(" \t"):
        yield Slip(line.number, "odd-space", _SAID["odd-space"], sure=True)


def _colons(line: _Line, before: _Line | None) -> Iterator[Slip]:
    """A colon of another kind, or one without the space behind it."""
    full = _FULL_WIDTH.match(line.text)
    if full:
        yield Slip(line.number, "full-width", _SAID["full-width"].format(key=full["key"]), sure=True)
    close = _NO_SPACE.match(line.text)
    if close and (not close["dash"] or close["key"] in _ITEMS) and not _carries_on(line, before):
        said = f"{close['key']}: {close['value'].strip()}"
        yield Slip(line.number, "no-space", _SAID["no-space"].format(said=said), sure=True)


def _in_list(line: _Line, before: _Line | None) -> Iterator[Slip]:
    """What is wrong with an item of a list, or with a line that was meant as one."""
    number, written = line.number, line.text
    if _TWO_DASHES.match(written):
        yield Slip(number, "two-dashes", _SAID["two-dashes"], sure=True)
    if written.strip() == "-" and _GONE.match(line.remark):
        yield Slip(number, "gone", _SAID["gone"], sure=True)
    if before is None or _carries_on(line, before):
        return
    if before.dashed or (before.key and not before.value):
        yield from _dashes(line)
    yield from _unnamed(line, before)
    if _lost_its_dash(line, before):
        said = before.value[:30]
        yield Slip(number, "joined", _SAID["joined"].format(said=said), sure=True)
    yield from _between_items(line, before)


def _dashes(line: _Line) -> Iterator[Slip]:
    """A dash that begins no item: without its space, or of another kind."""
    dash, other = _NO_DASH_SPACE.match(line.text), _OTHER_DASH.match(line.text)
    if dash:
        said = f"- {dash['value'].strip()}"
        yield Slip(line.number, "dash", _SAID["dash"].format(said=said), sure=True)
    elif other:
        said = f"- {other['value'].strip()}"
        yield Slip(line.number, "other-dash", _SAID["other-dash"].format(said=said), sure=True)


def _unnamed(line: _Line, before: _Line) -> Iterator[Slip]:
    """A list below a field that has its value already."""
    if line.dashed and line.indent > before.indent and before.key and before.value and not before.dashed:
        name = next(
            (name for start, name in _LIST_OF if line.value.startswith(start)), "entries or questions"
        )
        yield Slip(line.number, "no-list", _SAID["no-list"].format(key=before.key, name=name))


def _between_items(line: _Line, before: _Line) -> Iterator[Slip]:
    """A line that stands where items stand, and is neither one nor a field."""
    if before.dashed and not before.key and line.indent == before.indent and _lost_its_indent(line):
        said = "sheet" if re.search(r"\S\t+\S", line.text) else "no-name"
        yield Slip(line.number, said, _SAID[said], sure=False)


def _lost_its_dash(line: _Line, before: _Line) -> bool:
    if before.dashed and before.value[:1] == "{" and before.value[-1:] == "}":
        return line.text.strip()[:1] == "{" and not line.dashed
    return _runs_on(line, before)


def _runs_on(line: _Line, before: _Line) -> bool:
    """A line below a short item that is indented further is read as the item's end. A program that wraps
    lines fills them first."""
    return (
        before.dashed
        and not before.key
        and bool(before.value)
        and before.value[0] not in "\"'[{|>&*#!"
        and len(before.text) < _WRAPPED
        and line.indent > before.indent
        and _lost_its_indent(line)
    )


_WRAPPED = 60
"""Characters: a line that was wrapped is at least so long."""

_LIST_OF = (("{from", "counts"), ("{title", "sources"), ("{q", "the id of an entry"), ("{term", "terms"))
"""What a list is called, by how its items begin."""


def _carries_on(line: _Line, before: _Line | None) -> bool:
    """Does it carry on a quoted text of the line before?"""
    return before is not None and before.value[:1] in {'"', "'"} and line.indent > before.indent + 2


def _cut(line: _Line) -> Iterator[Slip]:
    """A # after one space begins a remark: what follows it is lost."""
    if not line.value or line.value[0] in "\"'[{|>&*#!" or line.key in _PLAIN_KEYS:
        return
    if line.remark.startswith(" #"):
        yield Slip(line.number, "cut", _SAID["cut"].format(said=line.value), sure=True)


def _unbarred(lines: Sequence[_Line]) -> Iterator[Slip]:
    """A text of several lines without a bar: its lines run together, and stars end it."""
    for place, line in enumerate(lines):
        if not line.key or (line.value and (line.key not in _LONG_TEXTS or line.value[0] in "|>\"'*")):
            continue
        below = _below(line, lines[place + 1 :])
        if below and _needs_bar(line, below):
            yield Slip(line.number, "bar", _SAID["bar"].format(key=line.key), sure=True)


def _below(line: _Line, after: Sequence[_Line]) -> list[_Line]:
    """The lines that belong to a field by their indent, without empty ones."""
    found: list[_Line] = []
    for other in after:
        if not other.text.strip():
            continue
        if other.indent <= line.indent or _beside(line, other):
            break
        found.append(other)
    return found


def _needs_bar(line: _Line, below: Sequence[_Line]) -> bool:
    if not line.value and below[0].text.strip().startswith("**"):
        return True
    no_text = below[0].dashed or below[0].text.strip()[:1] in {'"', "'"}
    return line.key in _LONG_TEXTS and len(below) + bool(line.value) > 1 and not no_text


def _beside(first: _Line, other: _Line) -> bool:
    """Is it another field of the item that the first line begins with a dash? Then it stands under the
    first one's name."""
    column = first.text.index(first.key) if first.dashed else -1
    return bool(other.key) and not other.dashed and other.indent == column


def _quotes(lines: Sequence[_Line]) -> Iterator[Slip]:
    """A quotation mark that is not closed on its line, or closed before the text is over."""
    for line in lines:
        mark = line.value[:1]
        if mark not in {'"', "'"}:
            continue
        closed = (_DOUBLE if mark == '"' else _SINGLE).match(line.value)
        rest = closed["rest"].strip() if closed else ""
        if closed is None:
            yield Slip(line.number, "open-quote", _SAID["open-quote"])
        elif rest and not rest.startswith(":"):
            yield Slip(line.number, "rest", _SAID["rest"].format(mark=mark))


def _brackets(lines: Sequence[_Line]) -> Iterator[Slip]:
    for place, line in enumerate(lines):
        opening = line.value[:1]
        if opening not in {"[", "{"}:
            continue
        closing = "]" if opening == "[" else "}"
        if line.value.replace('\\"', "").count('"') % 2:
            yield Slip(line.number, "open-quote", _SAID["open-quote"])
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line.value)
        yield from _lost_comma(line.number, bare)
        depth = bare.count(opening) - bare.count(closing)
        if depth < 0:
            yield Slip(line.number, "too-many", _SAID["too-many"].format(closing=closing))
        if depth > 0 and not _closed_below(line, lines[place + 1 :], closing):
            yield Slip(line.number, "bracket", _SAID["bracket"].format(opening=opening, closing=closing))


def _lost_comma(number: int, bare: str) -> Iterator[Slip]:
    lost = _NO_COMMA.search(bare) or _NO_COMMA_BARE.search(bare)
    if lost and not bare[: lost.start()].endswith('"'):
        what = lost["next"] if lost["next"] != '""' else "the next text"
        yield Slip(number, "comma", _SAID["comma"].format(what=what))


def _closed_below(line: _Line, after: Sequence[_Line], closing: str) -> bool:
    """Does a list in brackets go on below, indented, and end there?"""
    following = next((other for other in after if other.text.strip()), None)
    if following is None or following.indent <= line.indent or line.dashed:
        return False
    return closing in "".join(other.text for other in after[:20])


_SAID = {
    "conflict": (
        "Git left a conflict here: two people changed the same lines. Keep the right ones, and delete"
        " the lines of <<<<<<<, ======= and >>>>>>>."
    ),
    "lost-indent": (
        "This line has lost its indent: the text above, after the bar |, needs every line indented "
        "alike. Put spaces before it until it stands under its neighbours."
    ),
    "tab": "There is a tab here. YAML needs spaces: replace each tab by two spaces.",
    "full-width": 'There is a full-width colon after "{key}". Type an ordinary colon and a space: {key}: ...',
    "no-space": "There is no space after the colon. Write: {said}",
    "dash": "There is no space after the dash, so this line is no item of its own. Write: {said}",
    "other-dash": "Only an ordinary dash and a space begin an item of a list. Write: {said}",
    "odd-space": (
        "This line begins with a space of another kind, as web pages and word processors make it. Delete "
        "the spaces before the text and type them again."
    ),
    "gone": (
        "Everything from the # on is taken for a remark, so that nothing is left of this line. Put the "
        'whole text in quotes: "...".'
    ),
    "no-list": (
        'A list begins here, but the line above, "{key}", has its value already. A line is missing between '
        "the two that names the list: {name}, with a colon."
    ),
    "swallowed": (
        '"{key}:" stands inside the text above it and is read as words of it. Give it a line of its own, '
        "with no more indent than the name of that text."
    ),
    "run-on": 'Two lines have run together: begin "{key}:" on a line of its own, under the field before it.',
    "other-colon": 'There is no colon after "{key}". Write: {key}: ...',
    "behind-bar": (
        'The text begins behind the bar. After "{key}: |" the text stands on the line below it, indented.'
    ),
    "end-quote": (
        "There is a quotation mark at the end of this text and none at its beginning, so that families would "
        "see it. Take it out."
    ),
    "two-dashes": "Two dashes begin this line, which makes a list inside the list. Take one dash out.",
    "sheet": (
        "There are tabs between the words here: did this line come out of a spreadsheet? Write it as the "
        'items around it are written: a dash, and each cell behind its name, as in "- {term: ...}".'
    ),
    "joined": (
        'This line is read as the end of the item above it ("{said}"). Is it an item of its own? Begin it '
        "with a dash and a space, under the dash above; or write both on one line."
    ),
    "no-name": (
        "This line is neither an item of the list, which begins with a dash, nor a field. Put the dash "
        'before it, or the line that is missing above it, such as "answer: |".'
    ),
    "fence": "Three marks ``` come from a wiki or a chat and mean nothing here. Delete this line.",
    "compared": 'The {sign} at the beginning comes from a comparison of two versions. Delete the "{sign}".',
    "line-end": "There is an invisible line end of a web page here. Delete the line and type it again.",
    "too-many": "There is one {closing} too many. Take the bracket out.",
    "document": "Three dashes on a line of their own begin another file. Delete this line.",
    "comma": "A comma is missing before {what}. Write one between any two parts.",
    "folded": (
        'After "{key}:" stands >, which makes one line of a list. Write "{key}: |", so that each line stays '
        "a line."
    ),
    "first-sign": 'A text cannot begin with {sign} here. Put the whole text in quotes: "{quoted}...".',
    "bar": (
        'There is no | after "{key}:". A text with **bold** words or several lines needs it: write '
        '"{key}: |", and the text indented below it.'
    ),
    "star": 'A text that begins with ** must stand in quotes: "**...".',
    "left-edge": '"{key}" stands at the left edge. Indent it like the lines around it.',
    "cut": (
        'Everything from the # on is taken for a remark, so that only "{said}" is left. Put the whole'
        ' text in quotes: "...".'
    ),
    "open-quote": "A quotation mark is opened here and not closed on this line. Close it, or leave both out.",
    "rest": (
        "The quotation mark {mark} is closed before the text is over. Put the whole text into quotes "
        "of the other kind, or leave them out."
    ),
    "ended": (
        "This remark is indented less than the text around it and ends that text, so that the lines below it "
        "belong to nothing. Delete the remark, or move it above the field of the text."
    ),
    "bracket": "A bracket {opening} is opened here and not closed. Add {closing} where it ends.",
}
"""What is said about each slip."""

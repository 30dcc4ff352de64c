"""YAML text to plain values, with the place of each. Collects every problem; never raises for what a file
holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from sendbot.knowledge.entries import TEXT_BEGINS, Place, Problem
from sendbot.knowledge.names_given import NamesGiven
from sendbot.knowledge.remarks import parted_lines
from sendbot.knowledge.slips import explaining, indent_of, slips

LARGEST_FILE = 10_000_000
"""Bytes. Ten thousand entries fit; a file beyond this is a mistake, and is refused before it is parsed."""

_DEEPEST = 30
"""Levels: ours need five; more is an attack or an accident."""
_RUN_OF_BRACKETS = re.compile(rf"(?:[\[{{]\s*){{{_DEEPEST}}}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no YAML file may hold."""
_OTHER_FILES = (
    (
        rb"\s*\{\\rtf",
        "This file was saved as rich text (RTF), as WordPad does. Open it there, and save it as plain text.",
    ),
    (
        rb"(?i)\s*<(?:!doctype|html|head|\?xml|div|body)",
        "This is a web page and no YAML: it was saved in this file's place. Copy the text of the file from "
        'the page (on GitHub: the button "Raw"), and save that.',
    ),
    (
        rb"PK\x03\x04",
        "This is a file of Word or Excel with another name. Open it there, and save what is in it as plain "
        "text.",
    ),
    (rb"%PDF", "This is a PDF with another name. Copy its text into a YAML file."),
)
"""How files of other programs begin, and what to do with one."""
_ANY_LINE = re.compile("")
_LESS = "This line is indented less than its neighbours. Line it up with the lines above that belong with it."
_FURTHER = (
    "This line is indented further than its neighbours, or the line above has no colon. Line it up with the "
    "lines that belong with it."
)

_COMPLAINTS = (
    (
        ("did not find expected node content",),
        re.compile(r":\s*\?"),
        'A value here begins with "?": is it a gap that is still to be filled? Write what belongs there, '
        'or put it in quotes: "...".',
    ),
    (
        ("did not find expected key", "did not find expected <document"),
        _ANY_LINE,
        _LESS,
    ),
    (
        ("mapping values are not allowed",),
        re.compile(r"^ +(?:- )?[a-z_]+: [^:]*$"),
        _FURTHER,
    ),
    (
        ("mapping values are not allowed",),
        _ANY_LINE,
        "There is a second colon on this line, or a missing dash. If the text holds a colon, put the "
        'whole text in quotes: "...".',
    ),
    (
        ("expected <block end>", "did not find expected '-'", "block mapping"),
        _ANY_LINE,
        "This line is not indented like its neighbours. Line it up with the lines above that belong with it.",
    ),
    (
        ("unexpected end of stream", "quoted scalar"),
        _ANY_LINE,
        "A quotation mark is opened and never closed.{where} Close it, or leave both out.",
    ),
    (
        ("could not find expected ':'",),
        _ANY_LINE,
        "A name in this line or in the one above has no colon after it, as in title: ..., or the line is "
        "part of the text above. Put in the colon, or indent the line as far as that text.",
    ),
    (
        ("alias", "anchor"),
        _ANY_LINE,
        'A text that begins with * or & must stand in quotes: "*...".',
    ),
    (
        ("cannot start any token", "tag"),
        _ANY_LINE,
        'A text cannot begin with this sign. Put the whole text in quotes: "...".',
    ),
    (
        ("control characters", "special characters"),
        _ANY_LINE,
        "There is an invisible character here. Delete the line and type it again.",
    ),
)
"""A parser's complaints, the line that they are about, and what they mean: the first that fits is told."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAMES = {
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "timestamp": "a date or time",
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Odd:
    """A value that YAML turned into something that is not text: what it read, and what the curator typed."""

    value: Any
    typed: str
    kind: str


@dataclass
class Document:
    """One file's values with places by path, and what was wrong with it."""

    name: str
    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: NamesGiven = field(default_factory=NamesGiven)
    """Names of its folder, of which advice may speak."""

    def place(self, path: Path) -> Place:
        """Where a value stands, or its nearest parent."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place(self.name)

    def key_place(self, path: Path) -> Place:
        """Where the key of a value stands."""
        return self.keys.get(path) or self.place(path)

    def places_by_item(self) -> dict[Path, list[tuple[Path, Place]]]:
        """For each item of each list at the top: the places inside it, by their path from there."""
        found: dict[Path, list[tuple[Path, Place]]] = defaultdict(list)
        for path, place in self.places.items():
            if len(path) >= 2:
                named = isinstance(path[-1], str) and len(path) > 2
                found[path[:2]].append(
                    (path[2:], self.key_place(path) if named and path[-1] != TEXT_BEGINS else place)
                )
        return found

    def problem(self, place: Place, code: str, message: str) -> None:
        """Note something to put right."""
        self.problems.append(Problem(place, message, code=code))

    def warn(self, place: Place, code: str, message: str) -> None:
        """Note something to look at, which stops nobody."""
        self.problems.append(Problem(place, message, "warning", code))


def parse(data: bytes, name: str) -> Document:
    """Parse one file. `name` is the path as the curator knows it."""
    document = Document(name)
    text = _text(data, document)
    if text is None:
        return document
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        _syntax(document, error, text)
        return document
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        control = _CONTROL.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            message = "There is an invisible character here. Delete the line and type it again."
            document.problem(Place(name, line), "unseen", message)
            return document
        document.problem(
            Place(name),
            "bad-yaml",
            f"This file could not be read ({str(error).splitlines()[0]}). Undo the last change and try "
            "again.",
        )
        return document
    if node is None:
        document.problem(Place(name), "empty-file", "This file is empty. Fill it or delete it.")
        return document
    document.value = _convert(node, (), document, set())
    for slip in slips(text):
        if slip.sure:
            code = "conflict" if slip.code == "conflict" else "slip"
            document.problem(Place(name, slip.line), code, slip.message)
    return document


def _text(data: bytes, document: Document) -> str | None:
    start = Place(document.name)
    if len(data) > LARGEST_FILE:
        document.problem(
            start,
            "too-large",
            f"This file has {len(data) // 1_000_000} MB; the most is {LARGEST_FILE // 1_000_000}. Split it "
            "up.",
        )
        return None
    foreign = next((said for begin, said in _OTHER_FILES if re.match(begin, data)), None)
    if foreign:
        document.problem(start, "bad-yaml", foreign)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        document.problem(
            Place(document.name, line),
            "not-utf-8",
            "This file is not saved as UTF-8. Save it with the encoding UTF-8.",
        )
        return None
    deep = _too_deep(text)
    if deep:
        document.problem(
            Place(document.name, deep),
            "too-deep",
            "Lists are nested too deeply here. A few levels are enough.",
        )
        return None
    return text


def _too_deep(text: str) -> int:
    """The line at which brackets or dashes are nested beyond reason, 0 when they are not (the parser would
    recurse)."""
    depth = 0
    for number, parted in enumerate(parted_lines(text), start=1):
        line = parted.content
        depth = max(0, depth + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
        if (
            depth > _DEEPEST
            or _RUN_OF_BRACKETS.search(line)
            or line.count("- ") > 5 * _DEEPEST
            or len(line) - len(line.lstrip(" ")) > 10 * _DEEPEST
        ):
            return number
    return 0


def _syntax(document: Document, error: yaml.MarkedYAMLError, text: str) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = parted_lines(text)
    slip = explaining(slips(text), line)
    if slip is not None:
        code = "conflict" if slip.code == "conflict" else "bad-yaml"
        document.problem(Place(document.name, slip.line), code, slip.message)
        return
    written = lines[line - 1].content if line <= len(lines) else ""
    before = next((other.content for other in reversed(lines[: line - 1]) if other.content.strip()), "")
    message = _advice(str(error.problem or error.context or ""), written, _line_of(error.context_mark))
    if message == _LESS and indent_of(written) > indent_of(before):
        message = _FURTHER  # a remark behind the line above has ended its text
    document.problem(Place(document.name, line, column), "bad-yaml", message)


def _line_of(mark: yaml.Mark | None) -> int | None:
    return mark.line + 1 if mark else None


def _advice(problem: str, written: str, began: int | None) -> str:
    """What a parser's complaint means to somebody who does not write programs."""
    if re.search(r"\w\t+\w", written):
        return (
            "There are tabs between the words here: did this line come out of a spreadsheet? Write it as the "
            "items around it are written: a dash, and each cell behind its name and a colon."
        )
    if "\t" in written or "\\t" in problem:
        return "There is a tab here. YAML needs spaces: replace each tab by two spaces."
    for complaints, line, advice in _COMPLAINTS:
        if any(complaint in problem for complaint in complaints) and line.search(written):
            return advice.format(where=f" It opens on line {began}." if began else "")
    return f"This line cannot be read as YAML ({problem}). Compare it with an entry that works."


def _convert(node: yaml.Node, path: Path, document: Document, seen: set[int]) -> Any:
    place = Place(document.name, node.start_mark.line + 1, node.start_mark.column + 1)
    document.places[path] = place
    if id(node) in seen and not isinstance(node, yaml.ScalarNode):
        document.problem(
            place, "alias", "A & and * shorthand repeats a whole block here. Write the block out instead."
        )
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, seen)
    if isinstance(node, yaml.SequenceNode):
        return tuple(
            _convert(item, (*path, number), document, seen) for number, item in enumerate(node.value)
        )
    if isinstance(node, yaml.ScalarNode) and node.style == "|":
        document.places[(*path, TEXT_BEGINS)] = Place(document.name, place.line + 1)
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, document: Document, seen: set[int]) -> Mapping[str, Any]:
    result: dict[str, Any] = {}
    lost = False
    for key_node, value_node in node.value:
        place = Place(document.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            document.problem(place, "odd-key", "A name before a colon must be plain text.")
            continue
        key = str(key_node.value)
        if key in result:
            first = document.keys[(*path, key)].line
            if not lost:
                message = (
                    f'"{key}" stands twice here (first on line {first}). Keep one of them{_or_id(path)}.'
                )
                document.problem(place, "duplicate-key", message)
            lost = bool(_or_id(path))
            continue
        document.keys[(*path, key)] = place
        result[key] = _convert(value_node, (*path, key), document, seen)
    return result


def _or_id(path: Path) -> str:
    """An item of a list whose fields come a second time is mostly two of them, of which the second has lost
    its beginning: that is said once, at the first of these fields."""
    if not path or not isinstance(path[-1], int):
        return ""
    return '; or, where the next one begins here, put back its line "- id: ..." above'


_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


_LONGEST_NUMBER = 12
"""Digits: no number of the knowledge has more, and Python refuses some thousands."""


def _scalar(node: yaml.Node) -> Any:
    """Text, a date, True or False as they are; everything else as `Odd`, so that nothing is silently
    changed."""
    kind = node.tag.rsplit(":", 1)[-1]
    typed = str(node.value)
    if kind == "str":
        return typed
    if kind == "timestamp" and _DATE.fullmatch(typed):
        try:
            return date(*(int(part) for part in typed.split("-")))
        except ValueError:
            return Odd(None, typed, "a date that does not exist")
    if kind == "bool" and typed in {"true", "false"}:
        return typed == "true"
    if kind == "int" and re.fullmatch(rf"[1-9]\d{{0,{_LONGEST_NUMBER - 1}}}|0", typed):
        return int(typed)
    return Odd(None, typed, _NAMES.get(kind, "something else"))


def is_date(value: object) -> bool:
    """A date without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)

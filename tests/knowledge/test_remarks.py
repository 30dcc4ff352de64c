from __future__ import annotations

import re

import pytest

from sendbot.knowledge.nodes import parse
from sendbot.knowledge.remarks import Parted, parted_lines
from tests.knowledge.broken_fifth import FIFTH
from tests.knowledge.broken_first import FIRST
from tests.knowledge.broken_fourth import FOURTH
from tests.knowledge.broken_second import SECOND
from tests.knowledge.broken_seventh import SEVENTH
from tests.knowledge.broken_sixth import SIXTH
from tests.knowledge.broken_third import THIRD
from tests.knowledge.slips import changed_text, rows

_REMARK = '   # put an old one under was: "as is", one of [these, {or: that}'
_NAME = re.compile(r"^(?P<begins> *(?:- +)?)[a-z_]+: *(?P<bar>\|?)$")


@pytest.mark.parametrize(
    ("text", "content", "remark"),
    [
        ("id: dla   # never", "id: dla", "   # never"),
        ("# all of it", "", "# all of it"),
        ('title: "Help #1"  # why', 'title: "Help #1"', "  # why"),
        ("title: 'It''s # one'  # why", "title: 'It''s # one'", "  # why"),
        ("url: https://example.org/a#part", "url: https://example.org/a#part", ""),
        ("- what's on # today's", "- what's on", " # today's"),
        ('- {title: "a # b", url: "c"}   # d', '- {title: "a # b", url: "c"}', "   # d"),
        ('- he said, "no # more"', '- he said, "no', ' # more"'),
        ('title: "open   # to the end', 'title: "open   # to the end', ""),
        ('- "a \\" # b" # c', '- "a \\" # b"', " # c"),
        ("questions:\t# tab", "questions:", "\t# tab"),
    ],
)
def test_a_remark_is_parted_from_the_content_of_its_line(text: str, content: str, remark: str) -> None:
    assert parted_lines(text) == (Parted(content, remark),)


@pytest.mark.parametrize(
    ("text", "remarked"),
    [
        ("answer: |  # one\n  # two\n\n  three # four\nread: 1 # five", [1, 5]),
        ("- id: a\n  answer: |\n    # one\n  # two\n  read: 1", [4]),
        ("- answer: >-\n    # one\n  read: 1 # two", [3]),
        ("- |\n  # one\n- two # three", [3]),
        ('title: "one\n  # two"\nread: 1 # three', [3]),
        ('title: "one\nread: 1 # two', [2]),
        ('- id: "one\n  read: 1 # two', [2]),
        ('related: [a,  # one\n  "b # c", d]  # two', [1, 2]),
        ("a: x | y # one\n  b # two", [1, 2]),
    ],
)
def test_what_stands_behind_a_bar_or_inside_quotes_is_content(text: str, remarked: list[int]) -> None:
    assert [number for number, parted in enumerate(parted_lines(text), 1) if parted.remark] == remarked


def test_no_problem_of_a_broken_file_changes_with_remarks_all_over_it() -> None:
    table = rows(FIRST + SECOND + THIRD + FOURTH + FIFTH + SIXTH + SEVENTH)
    told = [(slip.what, _told(changed_text(slip)), _told(_remarked(changed_text(slip)))) for slip in table]
    assert [row for row in told if row[1] != row[2]] == []
    assert sum(bool(plain) for _, plain, _ in told) > 80  # there is something to change


def _told(text: str) -> list[tuple[int, str]]:
    found = parse(text.encode("utf-8", "surrogateescape"), "topic.yaml").problems
    return [(problem.place.line, problem.message) for problem in found]


def _remarked(text: str) -> str:
    """A remark behind each name whose value stands below it."""
    lines: list[str] = []
    block: int | None = None
    for line in text.split("\n"):
        if block is None or (line.strip() and len(line) - len(line.lstrip(" ")) <= block):
            found = _NAME.match(line)
            block = len(found["begins"]) if found and found["bar"] else None
            lines.append(line + _REMARK if found else line)
        else:
            lines.append(line)
    return "\n".join(lines)

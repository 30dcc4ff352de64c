"""Drafts: the wordings of a group as YAML that a curator pastes into the knowledge folder.

Half of the wordings go to `questions`, the other half to `knowledge/questions/` as tests that no entry has
seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendbot.knowledge.area import EVERYWHERE, Area
from sendbot.knowledge.entries import TITLE_LIMIT, Entry, Knowledge
from sendbot.knowledge.frozen import ID_LIMIT
from sendbot.matching.reading.text import content_words, words

_MOST_WORDINGS = 24
"""As many as an entry should have to begin with."""
_GAP = re.compile(r"\[[^\]]*\]")
"""Where redaction took something out; a wording with a gap is no good as a question."""

_TO_CHOOSE = "''  # to choose: {}"
"""In place of a workstream that nobody has told."""


@dataclass(frozen=True)
class Draft:
    """What to paste, and where: `block` into `path`, `tests` into `tests_path`."""

    path: str
    block: str
    tests_path: str
    tests: str
    entry: str


def missing_wording(group: str, wordings: Sequence[str], entry: Entry) -> Draft:
    """The entry is there and these families did not find it: `questions` to add to it."""
    asked, held_out = halves(fresh_wordings(wordings, (entry.title, *entry.questions)))
    lines = [
        f"  - id: {entry.id}  # this entry exists: add the lines below to it",
        f"    answers: [{group}]",
        "    questions:",
    ]
    lines += [f"      - {yaml_text(wording)}" for wording in asked]
    return _draft(entry.id, entry.topic or "topic", lines, held_out)


def missing_content(
    group: str, wordings: Sequence[str], knowledge: Knowledge, workstream: str | None, owner: str, today: date
) -> Draft:
    """Nothing answers these families: a new entry with everything filled in that can be, and the answer left
    to write. Without a workstream that and the file are left to choose: nothing tells them."""
    area = knowledge.area
    fresh = fresh_wordings(wordings, ())
    asked, held_out = halves(fresh)
    title = title_of(fresh)
    name = new_id(title, knowledge)
    lines = [
        f"  - id: {name}",
        f"    title: {yaml_text(title)}",
        f"    answers: [{group}]",
        f"    workstream: {workstream or _TO_CHOOSE.format(', '.join(knowledge.workstreams))}",
        "    questions:",
        *[f"      - {yaml_text(wording)}" for wording in asked],
        f"    answer: ''  # to write{f': {owner}' if owner else ''}. 40 to 120 plain words, the answer "
        "itself first",
        f"    applies_to: {area.applies_to or EVERYWHERE}{_or_everywhere(area)}",
        f"    contacts: [{', '.join(area.drafts.contacts)}]  # ids in contacts.yaml",
        "    sources:",
        f"      - {{title: '', url: '', seen: {today.isoformat()}}}  # where the facts come from",
        f"    read: {today.isoformat()}",
        f"    review_by: {(today + timedelta(days=182)).isoformat()}",
    ]
    return _draft(name, only_topic(knowledge, workstream) or "topic", lines, held_out)


def only_topic(knowledge: Knowledge, workstream: str | None) -> str:
    """The one file that a workstream's answers stand in; "" where there are several, or none: then somebody
    has to choose."""
    own = {entry.topic for entry in knowledge.entries.values() if entry.workstream == workstream}
    return next(iter(own)) if len(own) == 1 else ""


def _or_everywhere(area: Area) -> str:
    return f"  # or {EVERYWHERE}" if area.applies_to else ""


def halves(wordings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Every other wording each: the first half to learn from, the second to test with. One wording is learnt
    from."""
    return list(wordings[::2]), list(wordings[1::2])


def new_id(title: str, knowledge: Knowledge) -> str:
    """An id made of the title's telling words that no entry has, or ever had."""
    telling = content_words(words(title))
    ascii_only = [re.sub(r"[^a-z0-9]", "", word) for word in telling]
    base = "-".join(word for word in ascii_only[:4] if word)[: ID_LIMIT - 3].strip("-") or "new-entry"
    taken = {
        *knowledge.entries,
        *knowledge.safety_entries,
        *(old for entry in knowledge.entries.values() for old in entry.was),
    }
    return next(
        name for name in (base, *(f"{base}-{number}" for number in range(2, 99))) if name not in taken
    )


def fresh_wordings(wordings: Sequence[str], known: Sequence[str]) -> list[str]:
    """Wordings without gaps that say something new, in their order."""
    seen = {_key(text) for text in known}
    fresh: list[str] = []
    for wording in wordings:
        key = _key(wording)
        if key and key not in seen and not _GAP.search(wording):
            seen.add(key)
            fresh.append(
                " ".join("".join(letter if letter.isprintable() else " " for letter in wording).split())[:300]
            )
    return fresh[:_MOST_WORDINGS]


def _key(wording: str) -> str:
    """The same for wordings that differ in letters' case, spaces or marks only."""
    return " ".join(words(wording))


def title_of(wordings: Sequence[str]) -> str:
    """The shortest wording that says something, as a question."""
    told = [wording for wording in wordings if len(words(wording)) >= 3] or list(wordings) or ["New entry"]
    best = min(told, key=lambda wording: (len(wording), wording)).rstrip(" ?.!")
    return f"{best[:1].upper()}{best[1 : TITLE_LIMIT - 1]}?"


def _draft(entry: str, topic: str, lines: Sequence[str], held_out: Sequence[str]) -> Draft:
    tests = [f"  {entry}:", *[f"    - {yaml_text(wording)}" for wording in held_out]] if held_out else []
    return Draft(
        f"knowledge/{topic}.yaml",
        "\n".join(lines) + "\n",
        f"knowledge/questions/{topic}.yaml",
        "\n".join(tests),
        entry,
    )


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,?!()£/-]*")


def yaml_text(value: str) -> str:
    """A text as YAML: plain where nothing in it can be misread, in quotes otherwise."""
    reserved = value.casefold() in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    return (
        value
        if _PLAIN.fullmatch(value) and value == value.strip() and not reserved
        else json.dumps(value, ensure_ascii=False)
    )


def wordings_in_order(members: Mapping[str, str]) -> list[str]:
    """Different wordings of a group's questions (id -> text), the first asked first."""
    seen: dict[str, str] = {}
    for text in members.values():
        seen.setdefault(_key(text), text)
    return list(seen.values())

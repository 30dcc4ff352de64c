"""The skeleton of a new entry from the answers to six questions. What nobody could know stays empty, and the
check refuses it until somebody has written it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sendbot.errors import KnowledgeError
from sendbot.knowledge.entries import NO_TOPICS, Knowledge
from sendbot.knowledge.frozen import ID_LIMIT, ID_PATTERN

HALF_A_YEAR = timedelta(days=182)
"""What the guide says for law, money and contacts: the shorter of the two times, to be lengthened."""


@dataclass(frozen=True)
class NewEntry:
    """To the questions, as typed."""

    file: str
    title: str
    asked: str
    contacts: str
    page: str


def fit_id(knowledge: Knowledge, name: str) -> str:
    """The id, when it can be one and is free. Raises KnowledgeError."""
    if not re.fullmatch(ID_PATTERN, name) or len(name) > ID_LIMIT:
        raise KnowledgeError(
            f'"{name}" cannot be an id. It has small letters, digits and single dashes, at most {ID_LIMIT} '
            "characters, as in ehcp-late."
        )
    if knowledge.entry(name) is not None or ("entries", name) in knowledge.places:
        raise KnowledgeError(f'There is an entry "{name}" already ({knowledge.place("entries", name)}).')
    return name


def add(
    folder: Path, name: str, answers: NewEntry, today: date, workstream: str, here: str | None = None
) -> tuple[Path, int]:
    """Write the skeleton at the end of its file; the file, and the line at which it begins. A new file gets
    the first lines that it needs; in one whose list is still empty, the example below it gives way. `here` is
    what local entries have as applies_to. Raises KnowledgeError."""
    stem = answers.file.strip().removesuffix(".yaml")
    path = folder / f"{stem}.yaml"
    if not re.fullmatch(ID_PATTERN, stem) or path.name in NO_TOPICS:
        raise KnowledgeError(f'"{answers.file}" holds no answers. Name a topic, such as ehcp.')
    before = path.read_text(encoding="utf-8") if path.exists() else _beginning(workstream, folder)
    before = _EMPTY.sub("entries:\n", before)
    if re.search(r"^entries:[ \t]*\[\]", before, re.MULTILINE) or _last_key(before) != "entries":
        raise KnowledgeError(
            f"{path.name} does not end with its entries, so an entry cannot be added at its end. Paste it by "
            f"hand:\n{entry(name, answers, today, here)}"
        )
    before = before if before.endswith("\n") else f"{before}\n"
    own = None if queue_of(before) == workstream else workstream
    path.write_text(f"{before}{entry(name, answers, today, here, own)}", encoding="utf-8")
    return path, before.count("\n") + 1


_EMPTY = re.compile(r"^entries:[ \t]*\[\][ \t]*\n(?:[ \t]*#.*\n|[ \t]*\n)*\Z", re.MULTILINE)
"""A list of entries that nobody has filled yet, with what stands below it as an example."""
_ADDRESS = re.compile(r"https?://\S+")
_BARE = re.compile(
    r"(?<![\w@.-])(?:www\.\S+|(?:[a-z0-9-]+\.)+(?:uk|org|com|net|info|gov)(?:/\S*)?(?![\w.-]))", re.I
)
"""An address without its beginning."""


def _beginning(workstream: str, folder: Path) -> str:
    """The first lines of a new file; an editor is told of its schema where the folder has that."""
    schema = "schemas/topic.schema.json"
    told = f"# yaml-language-server: $schema={schema}\n" if (folder / schema).is_file() else ""
    return f"{told}workstream: {workstream}\nentries:\n"


def queue_of(text: str) -> str:
    """The workstream that a file names for all its entries; nothing where it names none."""
    found = re.search(r"^workstream:[ \t]*([\w-]+)", text, re.MULTILINE)
    return found[1] if found else ""


def _last_key(text: str) -> str:
    found = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    return found[-1] if found else ""


def entry(
    name: str, answers: NewEntry, today: date, here: str | None = None, workstream: str | None = None
) -> str:
    """The entry as YAML, indented as an entry is; with a workstream of its own where its file has another."""
    asked = [part.strip() for part in answers.asked.split(";") if part.strip()]
    contacts = ", ".join(part.strip() for part in answers.contacts.split(",") if part.strip())
    title, address = page_of(answers.page)
    where = f"england (law and rights everywhere), or {here}" if here else "where it holds"
    lines = [
        f"  - id: {name}",
        f"    title: {_quoted(answers.title.strip())}",
        *([f"    workstream: {workstream}"] if workstream else []),
        "    questions:                  # 12 or more, better 25, as unlike one another as you can",
        *(f"      - {_quoted(part)}" for part in asked),
        "    answer:                     # write | here, and 40 to 120 words below it, indented",
        "    easy_read:                  # the same in shorter words, one idea a line; or delete this line",
        f"    applies_to:                 # {where}",
        f"    contacts: [{contacts}]",
        "    sources:",
        f"      - {{title: {_quoted(title or address)}, url: {_quoted(address)}, seen: {today}}}",
        f"    read: {today}",
        f"    review_by: {today + HALF_A_YEAR}  # a year at most",
    ]
    return "\n".join(lines) + "\n"


def page_of(said: str) -> tuple[str, str]:
    """The title and the address of a page, whatever stands between them. Where only https:// is missing it is
    put there: sites answer by it."""
    found = _ADDRESS.search(said)
    bare = None if found else _BARE.search(said)
    if bare:
        return (said[: bare.start()] + said[bare.end() :]).strip(" |,;"), f"https://{bare[0].rstrip(',;')}"
    if found is None:
        title, _, address = (part.strip() for part in said.rpartition("|"))
        return title, address
    return (said[: found.start()] + said[found.end() :]).strip(" |,;"), found[0].rstrip(",;")


def _quoted(text: str) -> str:
    """A text in double quotes, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)

"""Verbs for a partnership that begins, or that brings answers along: init, import, export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from sendbot.cli.folders import complain, knowledge_folder, open_knowledge
from sendbot.cli.shared import settings_now, today
from sendbot.errors import KnowledgeError, QuestionsFileError
from sendbot.exchange.drafted import drafted
from sendbot.exchange.given_out import as_json, as_sheet
from sendbot.exchange.reading_files import read_files
from sendbot.knowledge.freshness import own_of
from sendbot.knowledge.reading import read
from sendbot.knowledge.starting import (
    ASKED,
    ROLES,
    Beginning,
    files_of,
    id_of,
    missing_roles,
    name_trouble,
    trouble_of,
)

verbs = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@verbs.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write; it must be new or empty.")],
    name: Annotated[str | None, typer.Option("--name", help="The area, such as Marlowshire.")] = None,
    authority: Annotated[str | None, typer.Option("--authority", help="Its council.")] = None,
    towns: Annotated[
        list[str] | None,
        typer.Option("--town", help="A town of the area, the largest first; may be repeated."),
    ] = None,
    neighbours: Annotated[
        list[str] | None, typer.Option("--neighbour", help="A neighbouring area; may be repeated.")
    ] = None,
    contacts: Annotated[
        list[str] | None,
        typer.Option(
            "--contact",
            metavar="ROLE=DETAIL",
            help="A number or address, as in send-team=send@example.gov.uk; may be repeated. Roles: "
            + ", ".join(ROLES)
            + ".",
        ),
    ] = None,
    workstreams: Annotated[
        list[str] | None,
        typer.Option("--workstream", metavar="ID=NAME", help="A review queue; may be repeated."),
    ] = None,
    sendiass: Annotated[str | None, typer.Option("--sendiass", help="What SENDIASS is called there.")] = None,
    social_care: Annotated[
        str | None,
        typer.Option("--social-care", help="What the front door of children's social care is called."),
    ] = None,
) -> None:
    """Write a new area's folder: its names, contacts and workstreams, with the national entries beside them.

    What is not given is asked for at a terminal; elsewhere it is left out."""
    if folder.exists() and any(folder.iterdir()):
        raise KnowledgeError(f"{folder} is not empty. Name a new folder, so that nothing is written over.")
    said = _name("What is the area called", name)
    if not said:
        raise typer.BadParameter("--name is needed where nobody can be asked.")
    council = _name("What is its council called", authority, f"{said} Council")
    names = {
        "sendiass": _name("What is SENDIASS (free local advice) called there", sendiass, "SENDIASS"),
        "social-care": _name(
            "What is the front door of children's social care called", social_care, "the front door"
        ),
    }
    beginning = Beginning(
        name=said,
        authority=council,
        contacts=_contacts(contacts),
        names=names,
        workstreams=_workstreams(workstreams),
        towns=tuple(_names("Which towns are in it, the largest first", towns)),
        neighbours=tuple(_names("Which areas are its neighbours", neighbours)),
    )
    _write_all(folder, beginning)


def _write_all(folder: Path, beginning: Beginning) -> None:
    for path, text in files_of(beginning, today()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    found = read(folder)
    entries = found.knowledge.entries
    own = len(own_of(found.knowledge, entries.values()))
    print(f"{folder} is written: {len(entries)} entries, of which {len(entries) - own} are national. Next:")
    missing = missing_roles(beginning)
    if missing:
        print(f"  fill in {folder / 'contacts.yaml'}, at its end; answers leave these people out until then:")
        print("\n".join(f"    {role}: {ROLES[role][1]}" for role in missing))
    if not {"sendiass", "local-offer"} <= beginning.contacts.keys():
        print("  then write an entry about SENDIASS and one about the Local Offer: python bot.py new ID")
    print(f"  python bot.py check {folder}")
    print(f'  SENDBOT_KNOWLEDGE_DIR={folder} python bot.py ask "How long does an EHC plan take?"')
    print(f"  SENDBOT_KNOWLEDGE_DIR={folder} python bot.py doctor --live")


def _answer(question: str, given: str | None, usual: str = "") -> str:
    """What was given, or what is answered at a terminal, where Enter stands for what is usual."""
    if given is not None or not sys.stdin.isatty():
        return (given or usual).strip()
    return str(typer.prompt(question, default=usual, show_default=bool(usual))).strip()


def _name(question: str, given: str | None, usual: str = "") -> str:
    """What something is called. What is no name is refused where it was given, and asked for again at a
    terminal."""
    names = _named(lambda: [_answer(question, given, usual)], given is None)
    return names[0]


def _names(question: str, given: Sequence[str] | None) -> list[str]:
    """The same for several names."""
    return _named(lambda: list(given or _list(question)), not given)


def _named(ask: Callable[[], list[str]], asked: bool) -> list[str]:
    while True:
        names = ask()
        trouble = next((found for name in names if name and (found := name_trouble(name))), None)
        if trouble is None:
            return names
        if not asked or not sys.stdin.isatty():
            raise typer.BadParameter(trouble)
        print(f"  {trouble}")


def _list(question: str) -> list[str]:
    said = _answer(f"{question} (with commas between; Enter leaves it out)", None)
    return [part.strip() for part in said.split(",") if part.strip()]


def _contacts(given: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """The details of each role, in the order of roles."""
    found: dict[str, list[str]] = {}
    for text in given or ():
        role, mark, detail = text.partition("=")
        if not mark or role.strip() not in ROLES or not detail.strip():
            raise typer.BadParameter(f'"{text}" is no ROLE=DETAIL. Roles: {", ".join(ROLES)}.')
        found.setdefault(role.strip(), []).append(detail.strip())
        trouble = trouble_of(found[role.strip()])
        if trouble:
            raise typer.BadParameter(trouble)
    if given is None:
        for role in ASKED:
            details = _details(f"{ROLES[role][0]}: phone, email, web address")
            if details:
                found[role] = details
    return {role: tuple(found[role]) for role in ROLES if role in found}


def _details(question: str) -> list[str]:
    """Numbers and addresses that can be written down: where one cannot, it says why and asks for that one
    again; what was typed beside it is kept."""
    waiting, details = _list(question), list[str]()
    while waiting:
        detail = waiting.pop(0)
        trouble = trouble_of([*details, detail])
        if trouble is None:
            details.append(detail)
            continue
        print(f"  {trouble}")
        kept = ", ".join([*details, *waiting])
        waiting[:0] = _list(f"Instead of {detail}{f'; {kept} is kept' if kept else ''}")
    return details


def _workstreams(given: Sequence[str] | None) -> dict[str, str]:
    """Names by id; one that stands for all where none is named."""
    found: dict[str, str] = {}
    for text in _names("Which workstreams review questions, such as EHC plans, Transport", given):
        key, mark, named = text.partition("=")
        name = (named if mark else key).strip()
        if not name:
            raise typer.BadParameter(f'"{text}" names no workstream. Write ID=NAME, or the name alone.')
        if id_of(key) in found:
            raise typer.BadParameter(f'Two workstreams have the id "{id_of(key)}". Write another ID=NAME.')
        found[id_of(key)] = name
    return found or {"send": "SEND"}


@verbs.command("import")
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="The files of one system; Rasa's responses beside its nlu.yml."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the drafts are written; shown otherwise.")
    ] = None,
) -> None:
    """Make draft entries from a spreadsheet or another system's export; what could not be known is marked."""
    data = {path.name: _bytes(path) for path in _all(files)}
    made = drafted(read_files(data), open_knowledge(settings_now()))
    for sentence in made.report:
        complain(sentence)
    if out is None:
        print(made.text, end="")
        return
    if out.exists():
        raise QuestionsFileError(f"{out} exists already. Name another file, so that nothing is written over.")
    out.write_text(made.text, encoding="utf-8")
    complain(f"The drafts are in {out}.")


def _all(paths: Sequence[Path]) -> list[Path]:
    """The files that were named, and those in folders that were."""
    kinds = {".json", ".yml", ".yaml", ".csv", ".tsv", ".xlsx"}
    found: list[Path] = []
    for path in paths:
        inside = sorted(other for other in path.rglob("*") if other.suffix.casefold() in kinds)
        found += inside if path.is_dir() else [path]
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise QuestionsFileError(f"{path} cannot be read ({problem.strerror}).") from problem


@verbs.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .xlsx or .json.")],
    folder: Annotated[
        Path | None, typer.Option("--folder", help="The knowledge folder; the one of the settings otherwise.")
    ] = None,
    how: Annotated[
        Literal["xlsx", "json"] | None,
        typer.Option("--format", help="What to write, where the name does not say."),
    ] = None,
) -> None:
    """Write the knowledge as a spreadsheet or as JSON, for colleagues and other systems."""
    settings = settings_now()
    knowledge = read(knowledge_folder(settings, folder)).knowledge if folder else open_knowledge(settings)
    kind = how or out.suffix.casefold().removeprefix(".")
    if kind not in {"xlsx", "json"}:
        raise typer.BadParameter(f"{out} is neither .xlsx nor .json. Name one of them, or give --format.")
    data = as_sheet(knowledge) if kind == "xlsx" else as_json(knowledge).encode()
    try:
        out.write_bytes(data)
    except OSError as problem:
        raise QuestionsFileError(f"{out} could not be written ({problem.strerror}).") from problem
    print(f"{len(knowledge.entries)} entries and {len(knowledge.contacts)} contacts are in {out}.")

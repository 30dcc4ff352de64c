"""From a folder of YAML files to `Knowledge`, with every problem found on the way, each with file and line.

This is the one window of the knowledge floor: it reads files. It never raises for what a file holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from sendbot.errors import KnowledgeError
from sendbot.kept_times import times_in_words
from sendbot.knowledge.area import EVERYWHERE, Area, filled, packaged_area, with_packaged
from sendbot.knowledge.area import FILE as AREA_FILE
from sendbot.knowledge.checked_words import with_standing_checks
from sendbot.knowledge.entries import (
    TEXT_BEGINS,
    Contact,
    Entry,
    Half,
    Knowledge,
    LabelledQuestion,
    Language,
    Place,
    Problem,
    SafetyEntry,
    SafetyRule,
    Stage,
    Term,
    Workstream,
)
from sendbot.knowledge.error_sentences import say_errors
from sendbot.knowledge.frozen import ID_PATTERN
from sendbot.knowledge.halves import half_read
from sendbot.knowledge.layers import layered
from sendbot.knowledge.living_ids import with_living_ids
from sendbot.knowledge.misplaced import another_kind, stranger
from sendbot.knowledge.names_given import names_given
from sendbot.knowledge.nodes import LARGEST_FILE, Document, Odd, Path, parse
from sendbot.knowledge.problems import said_once, several
from sendbot.knowledge.strays import read_paths, stray_problems, unread_names

_Model = TypeVar("_Model", bound=BaseModel)
_KEPT_TIME = re.compile(rb"\{kept-([a-z]+)\}")
_TEST_KEYS = ("q", "question", "kind", "also", "holds", "lacks")


@dataclass(frozen=True)
class Reading:
    """What could be read of a folder, and what was wrong with it."""

    knowledge: Knowledge
    problems: tuple[Problem, ...]


def read(folder: FilePath, times: Mapping[str, str] | None = None) -> Reading:
    """Read a knowledge folder. Problems come sorted by file and line; what is sound is read all the same.

    `times` is what stands for `{kept-questions}` and its like; the times without any setting otherwise.
    """
    times = times or times_in_words()
    area = _area(folder, times) or packaged_area()
    national = _gathered(NATIONAL, times, area) if area.national else None
    gathered = _gathered(folder, times, area, national)
    knowledge, problems = gathered.knowledge(folder.name), list(gathered.problems)
    if national is not None:
        knowledge = layered(national.knowledge(NATIONAL.name), knowledge, area)
        problems += national.problems
    return Reading(with_standing_checks(with_living_ids(knowledge)), tuple(sorted(said_once(problems))))


NATIONAL = FilePath(__file__).resolve().parents[1] / "national"
"""The entries that hold in all of England, with the words that every area begins with; they come with the
package."""


def national_safety(own: Knowledge, times: Mapping[str, str] | None = None) -> Knowledge:
    """The help in danger that comes with the package, with this area's people: for a folder whose own does
    not pass."""
    national = _gathered(NATIONAL, times or times_in_words(), own.area).knowledge(NATIONAL.name)
    mine = Knowledge(contacts=own.contacts, workstreams=own.workstreams)
    return layered(national, mine, own.area)


@cache
def packaged_phones() -> Mapping[str, str]:
    """The telephone numbers of the contacts that come with the package, by their ids."""
    contacts = _document(NATIONAL, NATIONAL / "contacts.yaml", times_in_words()).value["contacts"]
    return {one["id"]: one["phone"] for one in contacts if "phone" in one}


def _gathered(
    folder: FilePath, times: Mapping[str, str], area: Area, beside: _Gathered | None = None
) -> _Gathered:
    """One folder, read with the names of an area in it; `beside` are the contacts that it need not have."""
    gathered = _Gathered(area=area)
    documents = list(_documents(folder, gathered.problems, times))
    gathered.unread.update(unread_names(folder))
    others = {name: contact.name for name, contact in beside.contacts.items()} if beside else {}
    known = names_given((document.value for document in documents), others, area.applies_to)
    for document in documents:
        document.known = known
        name = FilePath(document.name).relative_to(folder.name).as_posix()
        if folder == NATIONAL and name == AREA_FILE:
            continue  # what an area did not write stands there: it has been read already
        document.value = filled(document.value, gathered.area.signs())
        gathered.take(document, name)
        gathered.problems.extend(document.problems)
    return gathered


def _area(folder: FilePath, times: Mapping[str, str]) -> Area | None:
    """The area of a folder, if its file is sound; what is wrong with it is told when the folder is read."""
    path = folder / AREA_FILE
    document = _document(folder, path, times) if path.is_file() else None
    return area_of(document) if document is not None and isinstance(document.value, dict) else None


def area_of(document: Document) -> Area | None:
    """What an `area.yaml` says, over what comes with the package; its problems are the document's."""
    known = set(Area.model_fields)
    _known_keys(document, known, needs=("name", "authority", "applies_to"))
    written = {key: value for key, value in document.value.items() if key in known}
    return _validated(document, (), Area, "area.yaml", with_packaged(written))


def load(folder: str | FilePath, times: Mapping[str, str] | None = None) -> Knowledge:
    """A folder that is sound in form. Raises KnowledgeError, which carries every problem, otherwise."""
    folder = FilePath(folder)
    found = read(folder, times)
    errors = tuple(problem for problem in found.problems if problem.severity == "error")
    if errors:
        raise KnowledgeError(several(folder.name, errors), errors)
    return found.knowledge


def _documents(folder: FilePath, problems: list[Problem], times: Mapping[str, str]) -> Iterator[Document]:
    """Every file of the folder, parsed, in a fixed order."""
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        problems.append(
            Problem(
                Place(folder.name),
                f"The knowledge folder {what}. Give the folder that holds the YAML files.",
                code="no-folder",
            )
        )
        return
    paths = read_paths(folder)
    if not paths:
        problems.append(
            Problem(Place(folder.name), "There is no .yaml file in this folder.", code="no-folder")
        )
    problems.extend(stray_problems(folder))
    for path in paths:
        yield _document(folder, path, times)


def _name(folder: FilePath, path: FilePath) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _document(folder: FilePath, path: FilePath, times: Mapping[str, str]) -> Document:
    name = _name(folder, path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
            data += b"" if len(data) <= LARGEST_FILE else file.read()
    except OSError as error:
        document = Document(name)
        document.problem(
            Place(name),
            "unreadable",
            f"This file cannot be opened ({error.strerror}). Check its permissions.",
        )
        return document
    text, unknown = _with_times(data, times)
    document = parse(text, name)
    for line, key in unknown:
        message = f'"{{kept-{key}}}" is no time that is known. It can be: {", ".join(sorted(times))}.'
        document.problem(Place(name, line), "placeholder", message)
    return document


def _with_times(data: bytes, times: Mapping[str, str]) -> tuple[bytes, list[tuple[int, str]]]:
    """The text with how long things are kept, as the operator has set it; and each unknown name with its
    line."""
    unknown: list[tuple[int, str]] = []

    def filled(found: re.Match[bytes]) -> bytes:
        key = found[1].decode()
        if key not in times:
            unknown.append((data.count(b"\n", 0, found.start()) + 1, key))
            return found[0]
        return times[key].encode()

    return _KEPT_TIME.sub(filled, data), unknown


_ELSEWHERE = "in_other_languages"
"""In a file of examples: a list for each language, by its two letters."""


@dataclass
class _Gathered:
    """Collects models from documents, file by file."""

    problems: list[Problem] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    workstreams: dict[str, Workstream] = field(default_factory=dict)
    staff: list[int] = field(default_factory=list)
    wording: dict[str, str] = field(default_factory=dict)
    menu: dict[str, Stage] = field(default_factory=dict)
    safety_entries: dict[str, SafetyEntry] = field(default_factory=dict)
    safety_rules: dict[str, SafetyRule] = field(default_factory=dict)
    safety_examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near_misses: list[str] = field(default_factory=list)
    safety_elsewhere: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    tests: list[LabelledQuestion] = field(default_factory=list)
    places: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    area: Area = field(default_factory=packaged_area)
    unread: set[str] = field(default_factory=set)
    halves: dict[str, Half] = field(default_factory=dict)

    def knowledge(self, folder: str) -> Knowledge:
        return Knowledge(
            folder=folder,
            unread=frozenset(self.unread),
            halves=self.halves,
            entries=self.entries,
            contacts=self.contacts,
            terms=tuple(self.terms),
            workstreams=self.workstreams,
            staff=tuple(self.staff),
            wording=self.wording,
            menu=self.menu,
            safety_entries=self.safety_entries,
            safety_rules=tuple(self.safety_rules.values()),
            safety_examples=self.safety_examples,
            safety_near_misses=tuple(self.near_misses),
            safety_elsewhere=self.safety_elsewhere,
            languages=self.languages,
            tests=tuple(self.tests),
            places=self.places,
            area=self.area,
        )

    def take(self, document: Document, name: str) -> None:
        """Read one document by the kind of file that it is."""
        if not isinstance(document.value, dict):
            self.unread.add(name)
        if document.value is None:
            return
        if not isinstance(document.value, dict):
            place = document.place(())
            document.problem(
                place, "wrong-value", 'This file must begin with a name and a colon, such as "entries:".'
            )
            return
        room, _, rest = name.rpartition("/")
        readers: Mapping[str, Callable[[Document, str], None]] = {
            "safety.yaml": self._safety,
            "wording.yaml": self._wording,
            "glossary.yaml": self._glossary,
            "workstreams.yaml": self._workstreams,
            "menu.yaml": self._menu,
            AREA_FILE: self._area,
            "safety/": self._safety_examples,
            "languages/": self._language,
            "questions/": self._tests,
        }
        reader = readers.get(f"{room}/" if room else rest, self._topic)
        reader(document, rest.removesuffix(".yaml"))

    # Each method below reads one kind of file.

    def _topic(self, document: Document, stem: str) -> None:
        workstream = _text_at(document, "workstream")
        extra = {"topic": stem} | ({"workstream": workstream} if workstream else {})
        _known_keys(document, {"workstream", "entries", "contacts"}, needs=("entries",))
        if not isinstance(document.value.get("entries"), tuple):
            self.unread.add(f"{stem}.yaml")
        self._models(document, "entries", Entry, "entry", self.entries, extra)
        self._models(document, "contacts", Contact, "contact", self.contacts, {})
        self._shared(document, "entries", "entries", ("workstream",))

    def _area(self, document: Document, _stem: str) -> None:
        area_of(document)
        for path, place in document.places.items():
            self.places["area", *path] = place

    def _safety(self, document: Document, _stem: str) -> None:
        kept = ("read", "reviewed", "review_by", "workstream", "checked")
        shared = {key: document.value[key] for key in kept if key in document.value}
        _known_keys(document, {*kept, "entries", "rules"}, needs=("entries", "rules"))
        self._models(document, "entries", SafetyEntry, "entry", self.safety_entries, shared, "safety_entries")
        self._models(document, "rules", SafetyRule, "rule", self.safety_rules, {}, "safety_rules")
        self._shared(document, "entries", "safety_entries", kept)

    def _shared(self, document: Document, list_name: str, room: str, keys: Iterable[str]) -> None:
        """What a file says once for all its things stands where the file says it."""
        things = document.value.get(list_name)
        names = (
            [raw.get("id") for raw in things if isinstance(raw, dict)] if isinstance(things, tuple) else []
        )
        for key in keys:
            if key in document.value:
                for name in names:
                    self.places.setdefault((room, str(name), key), document.key_place((key,)))

    def _wording(self, document: Document, _stem: str) -> None:
        _known_keys(document, {"wording"}, needs=("wording",))
        for key, value in _mapping_at(document, "wording").items():
            path: Path = ("wording", key)
            self.places[path] = document.key_place(path)
            begins = document.places.get((*path, TEXT_BEGINS))
            if begins:
                self.places[*path, TEXT_BEGINS] = begins
            if _is_text(document, path, value, f'wording "{key}"'):
                self.wording[key] = value.strip()
        if not self.wording:
            self.unread.add("wording.yaml")

    def _glossary(self, document: Document, _stem: str) -> None:
        _known_keys(document, {"terms"}, needs=("terms",))
        known: dict[str, Term] = {}
        self._models(document, "terms", Term, "term", known, {}, "terms", key="term")
        self.terms.extend(known.values())

    def _menu(self, document: Document, _stem: str) -> None:
        _known_keys(document, {"stages"}, needs=("stages",))
        self._models(document, "stages", Stage, "stage", self.menu, {})

    def _workstreams(self, document: Document, _stem: str) -> None:
        _known_keys(document, {"workstreams", "staff"}, needs=("workstreams",))
        self._models(document, "workstreams", Workstream, "workstream", self.workstreams, {})
        for number, value in enumerate(_list_at(document, "staff")):
            place = document.place(("staff", number))
            if not isinstance(value, int) or isinstance(value, bool):
                written = value.typed if isinstance(value, Odd) else value
                message = (
                    f'"{written}" is no staff id. Write the number of a chat in digits, such as 123456789.'
                )
                document.problem(place, "wrong-value", message)
            elif 0 < value < _SHORTEST_CHAT:
                message = f"The staff id {value} is too short for a chat id: did commas part one number?"
                document.problem(
                    place, "wrong-value", f"{message} Write all its digits together, such as 123456789."
                )
            elif value in self.staff:
                message = f"The staff id {value} stands twice. Take one out."
                document.problem(place, "double", message)
            else:
                self.staff.append(value)

    def _safety_examples(self, document: Document, stem: str) -> None:
        key = "near_misses" if stem == "near-misses" else "examples"
        _known_keys(document, {key, _ELSEWHERE}, needs=(key,))
        texts = tuple(_texts_at(document, key))
        self.safety_elsewhere[stem] = {
            language: tuple(_texts_at(document, language, (_ELSEWHERE, language)))
            for language in _mapping_at(document, _ELSEWHERE)
        }
        for number in range(len(texts)):
            self.places["safety_examples", stem, number] = document.place((key, number))
        for path, place in document.places.items():
            if path[:1] == (_ELSEWHERE,):
                self.places["safety_examples", stem, *path] = document.key_place(path) or place
        if key == "near_misses":
            self.near_misses.extend(texts)
        else:
            self.safety_examples[stem] = texts

    def _language(self, document: Document, stem: str) -> None:
        found = _validated(document, (), Language, f'language file "{stem}"', document.value)
        self.places["languages", stem] = document.place(())
        if found is not None and found.language != stem:
            place = document.place(("language",))
            document.problem(
                place,
                "wrong-value",
                f'This file is called {stem}.yaml but its language is "{found.language}". Make them the '
                "same.",
            )
        elif found is not None:
            self.languages[found.language] = found
            for path in document.places:
                whole = isinstance(path[-1], str) and path[-1] != TEXT_BEGINS if path else False
                self.places["languages", stem, *path] = (
                    document.key_place(path) if whole else document.places[path]
                )

    def _tests(self, document: Document, stem: str) -> None:
        _known_keys(document, {"tests", "known_failures", "out_of_scope"}, needs=())
        failures = set(_texts_at(document, "known_failures"))
        rows: list[tuple[Path, Any, tuple[str, ...]]] = []
        for entry in _mapping_at(document, "tests"):
            self.places.setdefault(("tests", entry), document.key_place(("tests", entry)))
            listed = _list_at(document, "tests", entry)
            rows += [(("tests", entry, number), row, (entry,)) for number, row in enumerate(listed)]
        asked = {_question_of(row) for _, row, _ in rows}
        for number, failing in enumerate(_list_at(document, "known_failures")):
            if isinstance(failing, str) and failing not in asked:
                message = (
                    "known_failures names a question that is no test of this file. "
                    "Copy it from the test, or take it out."
                )
                document.warn(document.place(("known_failures", number)), "unknown-id", message)
        rows += [
            (("out_of_scope", number), row, ())
            for number, row in enumerate(_list_at(document, "out_of_scope"))
        ]
        for path, row, expected in rows:
            self._test(document, stem, path, row, expected, failures)

    def _test(
        self,
        document: Document,
        stem: str,
        path: Path,
        written: Any,
        expected: tuple[str, ...],
        failures: set[str],
    ) -> None:
        parts: dict[str, Any] = written if isinstance(written, dict) else {"q": written}
        question = _question_of(written)
        for key in parts:
            if key not in _TEST_KEYS and question is None and len(parts) == 1:
                message = (
                    f'A test has a colon after "{key}", so that it is read as a name with parts. Put the '
                    'whole text in quotes: "...".'
                )
                document.problem(document.key_place((*path, key)), "unknown-key", message)
                return
            if key not in _TEST_KEYS:
                document.problem(
                    document.key_place((*path, key)),
                    "unknown-key",
                    f'A test has "{key}". It can have: {", ".join(_TEST_KEYS)}.',
                )
        if not _is_text(document, path, question, "test"):
            return
        self.places["tests", len(self.tests)] = document.place(path)
        lists = {
            key: tuple(_texts_at(document, key, (*path, key)))
            for key in ("also", "holds", "lacks")
            if key in parts
        }
        self.tests.append(
            LabelledQuestion(
                question=str(question),
                expected=(*expected, *lists.get("also", ())),
                kind=str(parts.get("kind", stem)),
                known_failure=question in failures,
                holds=lists.get("holds", ()),
                lacks=lists.get("lacks", ()),
            )
        )

    def _models(
        self,
        document: Document,
        list_name: str,
        model: type[_Model],
        what: str,
        into: dict[str, _Model],
        extra: Mapping[str, Any],
        room: str = "",
        key: str = "id",
    ) -> None:
        """Validate a list of things one by one, so that a bad one does not hide the others."""
        inside = document.places_by_item()
        for number, raw in enumerate(_list_at(document, list_name)):
            path: Path = (list_name, number)
            if not isinstance(raw, dict):
                document.problem(
                    document.place(path),
                    "wrong-value",
                    f"Each {what} needs named parts, beginning with {key}:.",
                )
                continue
            foreign = stranger(what, raw)
            if foreign:
                document.problem(document.place(path), "unknown-key", foreign)
                continue
            name = raw.get(key)
            label = f'{what} "{name}"' if isinstance(name, str) else f"{what} {number + 1}"
            found = _validated(document, path, model, label, _current({**extra, **raw}, model))
            if isinstance(name, str):
                self._keep(document, inside[path], room or list_name, name, what)
                if self._applies_here(document, path, label, raw) and found is not None:
                    into.setdefault(name, found)
                elif model is Entry and (half := half_read({**extra, **raw}, document.known)):
                    self.halves.setdefault(name, half)

    def _applies_here(self, document: Document, path: Path, label: str, raw: Mapping[str, Any]) -> bool:
        """Does an entry apply to England or to this area? Where nothing is said of the area, to anything."""
        written, here = raw.get("applies_to", EVERYWHERE), self.area.applies_to
        if here is None or not isinstance(written, str) or written in {EVERYWHERE, here}:
            return True
        if not re.fullmatch(ID_PATTERN, written):
            return False  # told as what it is, no id
        document.problem(
            document.place((*path, "applies_to")),
            "wrong-value",
            f'{label} has "{written}" as applies_to. It can be: {EVERYWHERE} or {here}.',
        )
        return False

    def _keep(
        self, document: Document, places: list[tuple[Path, Place]], room: str, name: str, what: str
    ) -> None:
        """Remember where a thing and its parts stand; a second thing of that name is a problem."""
        if (room, name) in self.places:
            first = self.places[room, name]
            document.problem(
                places[0][1],
                "duplicate-id",
                f'{what} "{name}" exists already ({first}). Give one of them another id.',
            )
            return
        for inner, place in places:
            self.places[(room, name, *inner)] = place


_SHORTEST_CHAT = 10_000
"""Chat ids have five digits at least; a smaller number is a piece of one."""


def _current(raw: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Parts under the names of today: folders of version 0.3 wrote `reviewed` for an entry's `read`, and
    `checked` for a contact's."""
    before = "checked" if model is Contact else "reviewed"
    if (
        "read" in model.model_fields
        and "read" not in raw
        and before in raw
        and not isinstance(raw[before], dict)
    ):
        raw["read"] = raw.pop(before)
    return raw


def _validated(document: Document, path: Path, model: type[_Model], what: str, raw: Any) -> _Model | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        say_errors(document, path, what, model, error, raw)
        return None


def _question_of(written: object) -> object:
    """The question of a test, however it is written."""
    return written.get("q", written.get("question")) if isinstance(written, dict) else written


def _known_keys(document: Document, known: set[str], needs: tuple[str, ...]) -> None:
    other = another_kind(document.value, known - {"read", "reviewed", "review_by", "checked"})
    if other:
        document.problem(document.key_place((other[0],)), "unknown-key", other[1])
        return
    meant: set[str] = set()
    for key in document.value:
        if key not in known:
            near = process.extractOne(key, sorted(known), score_cutoff=60)
            meant |= {near[0]} if near else set()
            hint = f'Did you mean "{near[0]}"?' if near else f"It can have: {', '.join(sorted(known))}."
            document.problem(
                document.key_place((key,)),
                "unknown-key",
                f'This file has "{key}" at its left edge, which is not known. {hint}',
            )
    for key in needs:
        if key not in document.value and key not in meant:
            document.problem(
                document.place(()), "missing", f'This file has no "{key}:". Add it at the left edge.'
            )


def _list_at(document: Document, *path: str | int) -> tuple[Any, ...]:
    value: Any = document.value
    for key in path:
        if isinstance(value, tuple) and isinstance(key, int):
            value = value[key]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    if value is None or (isinstance(value, Odd) and value.kind == "nothing"):
        return ()
    if isinstance(value, tuple):
        return value
    document.problem(
        document.key_place(path),
        "wrong-value",
        f'"{path[-1]}" needs a list: one line for each, beginning with a dash.',
    )
    return ()


def _mapping_at(document: Document, key: str) -> Mapping[str, Any]:
    value = document.value.get(key)
    if isinstance(value, dict):
        return value
    if value is not None:
        document.problem(
            document.key_place((key,)),
            "wrong-value",
            f'"{key}" needs named parts, each on its own line with a colon.',
        )
    return {}


def _text_at(document: Document, key: str) -> str | None:
    value = document.value.get(key)
    return value if value is None or _is_text(document, (key,), value, f'"{key}"') else None


def _texts_at(document: Document, key: str, path: Path | None = None) -> Iterator[str]:
    """The texts of a list at the left edge, or of one further inside."""
    where = path or (key,)
    for number, value in enumerate(_list_at(document, *where)):
        if _is_text(document, (*where, number), value, key.replace("_", " ")):
            yield value


def _is_text(document: Document, path: Path, value: Any, what: str) -> bool:
    if isinstance(value, str) and value.strip():
        return True
    place = document.place(path)
    if isinstance(value, Odd) and value.kind != "nothing":
        message = (
            f'{what} has {value.typed}, which YAML reads as {value.kind}. Put it in quotes: "{value.typed}".'
        )
        document.problem(place, "needs-quotes", message)
    elif isinstance(value, str) or value is None or isinstance(value, Odd):
        document.problem(place, "wrong-value", f"{what} is empty. Fill it in, or delete the line.")
    else:
        document.problem(
            place, "wrong-value", f'{what} must be one text. If it holds a colon, put it in quotes: "...".'
        )
    return False

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sendbot.knowledge.reading import read
from sendbot.knowledge.schema import as_text, schemas
from tests.knowledge.broken_first import FIRST
from tests.knowledge.broken_second import SECOND
from tests.knowledge.slips import rows, sound_files, write

FOLDER = Path(__file__).parent.parent.parent / "knowledge"
TOP = {
    "area": "area",
    "safety": "safety",
    "wording": "wording",
    "glossary": "glossary",
    "workstreams": "workstreams",
    "menu": "menu",
}
ROOMS = {"languages": "language", "questions": "tests", "safety": "examples"}
FORM = {"missing", "unknown-key", "wrong-value", "needs-quotes"}
"""What the reader says of a file whose form is wrong."""
BEYOND = {
    "safety without its review date",  # each of its entries may have one of its own
    "a language file under another code",  # a schema does not know what its file is called
    "a term that YAML takes for no",  # editors read YAML 1.2, where NO is a word
    "examples under a misspelt name",  # near misses and examples share one schema
}


def kind(name: str) -> str:
    room, _, stem = name.removesuffix(".yaml").rpartition("/")
    return ROOMS[room] if room else TOP.get(stem, "topic")


def plain(value: Any) -> Any:
    """As an editor sees it: dates are text."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def checker(of: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schemas()[of])


def parsed(text: str) -> Any:
    """As `yaml.safe_load` reads it, in less time."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def refused(name: str, text: str) -> bool:
    return not checker(kind(name)).is_valid(plain(parsed(text)))


def test_the_kept_schemas_are_current() -> None:
    """If this fails: python -m tests.knowledge.keep_schemas"""
    kept = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "schemas").iterdir()}
    assert kept == {f"{name}.schema.json": as_text(schema) for name, schema in schemas().items()}


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.relative_to(FOLDER).as_posix()
)
def test_every_file_names_its_schema_and_fits_it(path: Path) -> None:
    name = path.relative_to(FOLDER).as_posix()
    text = path.read_text(encoding="utf-8")
    up = "../" if "/" in name else ""
    assert text.startswith(f"# yaml-language-server: $schema={up}schemas/{kind(name)}.schema.json\n")
    assert [error.message for error in checker(kind(name)).iter_errors(plain(parsed(text)))] == []


def test_every_field_is_explained() -> None:
    silent = []

    def walk(where: str, schema: Any) -> None:
        if isinstance(schema, dict):
            for name, inner in schema.get("properties", {}).items():
                silent.extend([f"{where}/{name}"] if not inner.get("description") else [])
            for key, inner in schema.items():
                walk(f"{where}/{key}", inner)

    for name, schema in schemas().items():
        walk(name, schema)
    assert silent == []


def test_what_the_reader_refuses_in_form_the_schema_refuses(tmp_path: Path) -> None:
    missed, tried = [], 0
    for number, slip in enumerate(rows((*FIRST, *SECOND))):
        folder = tmp_path / str(number) / "knowledge"
        write(folder, slip)
        text = (folder / slip.file).read_text(encoding="utf-8")
        wrong = [found for found in read(folder).problems if found.place.path == f"knowledge/{slip.file}"]
        try:
            parsed(text)
        except (yaml.YAMLError, ValueError):  # no YAML, or a day that no calendar has
            continue
        if slip.file in sound_files() and any(found.code in FORM for found in wrong):
            tried += 1
            missed += [slip.what] if not refused(slip.file, text) else []
    assert tried > 50
    assert set(missed) <= BEYOND, missed


def test_a_schema_without_its_strictness_would_let_slips_through() -> None:
    loose = json.loads(json.dumps(schemas()["topic"]))
    loose["$defs"]["Entry"]["additionalProperties"] = True
    entry = yaml.safe_load(sound_files()["topic.yaml"])["entries"][0] | {"tittle": "?"}
    value = plain({"entries": [entry]})
    assert jsonschema.Draft7Validator(loose).is_valid(value)
    assert not jsonschema.Draft7Validator(schemas()["topic"]).is_valid(value)

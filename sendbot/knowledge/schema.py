"""The shape of every kind of file as JSON Schema, so that editors complete, explain and check while a curator
types. Those in `knowledge/schemas` are kept current by a test.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.area import Area
from sendbot.knowledge.entries import (
    Contact,
    Entry,
    Language,
    SafetyEntry,
    SafetyRule,
    Stage,
    Term,
    Workstream,
)
from sendbot.knowledge.field_help import FIELD_HELP, FILE_HELP
from sendbot.knowledge.values import LANGUAGE_CODES
from sendbot.knowledge.wording import REQUIRED_WORDING

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PATTERNS = {"url": r"^https?://\S+$", "web": r"^https?://\S+$", "email": r"^\S+@\S+\.\S+$"}
_CODES: Schema = {"enum": sorted(LANGUAGE_CODES)}
_CONCERNS: Schema = {"enum": list(CONCERNS)}
_EXPLAINED_BY_FILE = frozenset({"topic"})
"""Filled in by the reader, never written."""


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file."""
    topic = _file(
        "topic",
        {"workstream": _TEXT, "entries": _list("Entry"), "contacts": _list("Contact")},
        needs=("entries",),
        models=(Entry, Contact),
    )
    return {
        "topic": topic,
        "glossary": _file("glossary", {"terms": _list("Term")}, needs=("terms",), models=(Term,)),
        "workstreams": _file(
            "workstreams",
            {
                "workstreams": _list("Workstream"),
                "staff": {"type": "array", "items": {"type": "integer", "minimum": 1}},
            },
            needs=("workstreams",),
            models=(Workstream,),
        ),
        "menu": _file("menu", {"stages": _list("Stage")}, needs=("stages",), models=(Stage,)),
        "area": _area(),
        "safety": _safety(),
        "wording": _wording(),
        "language": _language(),
        "tests": _tests(),
        "examples": _examples(),
    }


def as_text(schema: Schema) -> str:
    """A schema as it is kept in the folder."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _file(
    name: str, properties: dict[str, Schema], *, needs: tuple[str, ...], models: tuple[type, ...] = ()
) -> Schema:
    explained = {
        key: {**value, "description": FILE_HELP[key]} if key in FILE_HELP else value
        for key, value in properties.items()
    }
    found: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": FILE_HELP[f"{name} file"],
        "type": "object",
        "additionalProperties": False,
        "required": list(needs),
        "properties": explained,
    }
    return found | ({"$defs": _definitions(models)} if models else {})


def _list(model: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{model}"}}


def _definitions(models: tuple[type, ...]) -> Schema:
    _, shared = models_json_schema(
        [(model, "validation") for model in models], by_alias=True, ref_template="#/$defs/{model}"
    )
    found: Schema = shared["$defs"]
    for name, definition in found.items():
        _explain(name, definition)
    return found


def _explain(name: str, definition: Schema) -> None:
    """Make one definition as editors need it: each field with its help, without what the file fills in."""
    definition.pop("description", None)
    properties = definition["properties"]
    for field in _EXPLAINED_BY_FILE & properties.keys():
        properties.pop(field)
    if name in {"Entry", "SafetyEntry"}:  # the file's own workstream and dates fill these
        filled = {"workstream"} | ({"read", "review_by"} if name == "SafetyEntry" else set())
        definition["required"] = [field for field in definition["required"] if field not in filled]
    for field, value in properties.items():
        told = FIELD_HELP.get(f"{field} of a {name.casefold()}") or FIELD_HELP[field]
        properties[field] = _stricter(field, value) | {"description": told}
    if name == "SafetyEntry":
        properties["id"] |= _CONCERNS
    if name == "SafetyRule":
        properties["concern"] |= _CONCERNS
    if "translations" in properties:
        properties["translations"]["propertyNames"] = _CODES


def _stricter(field: str, value: Schema) -> Schema:
    """What the reader and the check want beyond the type: a day as one, an address as one, no bare null."""
    value = {key: inner for key, inner in value.items() if key not in {"title", "default"}}
    if "anyOf" in value:
        kinds = [kind for kind in value["anyOf"] if kind.get("type") != "null"]
        value = {key: inner for key, inner in value.items() if key != "anyOf"} | kinds[0]
    if value.get("format") == "date":
        return {**value, **_DAY}
    if value.get("type") == "string" and "pattern" not in value and "enum" not in value:
        return {**value, "pattern": _PATTERNS.get(field, r"\S")}
    return value


def _area() -> Schema:
    """What an area writes; what it leaves out is that of the package, so little is needed."""
    models = _definitions((Area,))
    own: Schema = models.pop("Area")
    for name in models.keys() - {"Checked"}:
        models[name].pop("required", None)
    found = _file("area", {}, needs=("name", "authority", "applies_to"))
    return {**found, "properties": own["properties"], "$defs": models}


def _safety() -> Schema:
    shared = {"read": _DAY, "reviewed": _DAY, "review_by": _DAY, "workstream": _TEXT}
    found = _file(
        "safety",
        {
            **shared,
            "checked": {"$ref": "#/$defs/Checked"},
            "entries": _list("SafetyEntry"),
            "rules": _list("SafetyRule"),
        },
        needs=("entries", "rules"),
        models=(SafetyEntry, SafetyRule),
    )
    return found


def _wording() -> Schema:
    keys = {
        key: {
            **_TEXT,
            "description": "It may use " + ", ".join(f"{{{name}}}" for name in sorted(names)) + "."
            if names
            else "A text that the bot says; it takes no placeholders.",
        }
        for key, names in REQUIRED_WORDING.items()
    }
    said: Schema = {"type": "object", "properties": keys, "required": list(keys)}
    return _file("wording", {"wording": said}, needs=("wording",))


def _language() -> Schema:
    inner = _definitions((Language,))["Language"]
    inner["properties"]["language"] |= _CODES
    for kind in ("crisis", "crisis_young"):
        inner["properties"][kind]["propertyNames"] = _CONCERNS
    return {
        **_file("language", {}, needs=()),
        "required": inner["required"],
        "properties": inner["properties"],
    }


def _tests() -> Schema:
    row: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "q": {**_TEXT, "description": FIELD_HELP["q"]},
            "question": {**_TEXT, "description": FIELD_HELP["q"]},
            "kind": {**_TEXT, "description": FIELD_HELP["kind"]},
            **{
                key: {**_TEXTS, "description": FIELD_HELP[f"{key} of a test"]}
                for key in ("also", "holds", "lacks")
            },
        },
        "anyOf": [{"required": ["q"]}, {"required": ["question"]}],
    }
    asked: Schema = {"type": "array", "items": {"anyOf": [_TEXT, row]}}
    return _file(
        "tests",
        {
            "tests": {"type": "object", "additionalProperties": asked},
            "known_failures": _TEXTS,
            "out_of_scope": asked,
        },
        needs=(),
    )


def _examples() -> Schema:
    elsewhere: Schema = {"type": "object", "propertyNames": _CODES, "additionalProperties": _TEXTS}
    found = _file(
        "examples",
        {"examples": _TEXTS, "near_misses": _TEXTS, "in_other_languages": elsewhere},
        needs=(),
    )
    return found | {"anyOf": [{"required": ["examples"]}, {"required": ["near_misses"]}]}

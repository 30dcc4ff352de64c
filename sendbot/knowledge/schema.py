"""The shape of a topic file as JSON Schema, so that editors complete and check while a curator types.

`python -m sendbot.knowledge.schema` prints it; `knowledge/entry.schema.json` is kept current by a test.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from sendbot.knowledge.entries import Contact, Entry


def entry_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a topic file: workstream, entries and, in contacts.yaml, contacts."""
    _, shared = models_json_schema(
        [(Entry, "validation"), (Contact, "validation")], by_alias=True, ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = shared["$defs"]
    entry = definitions["Entry"]
    entry["properties"].pop("topic")
    entry["required"] = [
        name for name in entry["required"] if name != "workstream"
    ]  # the file's own workstream fills it
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A topic file of the knowledge base",
        "type": "object",
        "additionalProperties": False,
        "required": ["entries"],
        "properties": {
            "workstream": {
                "type": "string",
                "description": "The review queue of all entries that name none themselves.",
            },
            "entries": {"type": "array", "items": {"$ref": "#/$defs/Entry"}},
            "contacts": {"type": "array", "items": {"$ref": "#/$defs/Contact"}},
        },
        "$defs": definitions,
    }


def as_text() -> str:
    """The schema as it is kept in the folder."""
    return json.dumps(entry_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")

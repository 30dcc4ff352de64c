"""The small library of `small_house` as a folder of YAML files, for tests that run the real program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tests.conversation.small_house import KNOWLEDGE, RULE, WORDING

_SOUND = Path(__file__).parent / "knowledge" / "sound"
"""A folder that is sound: its help in danger stands beside that of the library, so that the folder may go
live."""
_SOURCE = {"title": "Page", "url": "https://library.example/page", "seen": "2026-11-23"}


def _data(model: Any, *without: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        model.model_dump_json(by_alias=True, exclude_none=True, exclude=set(without))
    )
    return found


def _yaml(value: Any) -> str:
    """YAML with dates unquoted, as curators write them."""
    import re

    return re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(value, ensure_ascii=False, indent=1, default=str))


def write_small_folder(folder: Path) -> Path:
    """Write the whole folder and return it."""
    (folder / "questions").mkdir(parents=True)
    entries = [_data(entry, "topic") for entry in KNOWLEDGE.entries.values()]
    for row in entries:
        row["sources"] = row.get("sources") or [_SOURCE]
    danger = yaml.safe_load((_SOUND / "safety.yaml").read_text(encoding="utf-8"))
    people = yaml.safe_load((_SOUND / "contacts.yaml").read_text(encoding="utf-8"))["contacts"]
    contacts = [_data(contact) for contact in KNOWLEDGE.contacts.values()]
    for row in contacts:
        if not {"phone", "email", "web", "note", "sms"} & row.keys():
            row["note"] = "At the front desk."
    shared = {key: danger[key] for key in ("read", "review_by", "workstream")}
    helps = [{**shared, **row} for row in danger["entries"]]
    files = {
        "library": {"entries": entries},
        "area": {
            "name": "Bookshire",
            "authority": "Bookshire Council",
            "applies_to": "cheshire-east",
            "people": _data(KNOWLEDGE.area.people),
        },
        "contacts": {
            "contacts": [
                *contacts,
                *(
                    row
                    for row in people
                    if row["id"] in {"emergency-999", "nhs-111"} - set(KNOWLEDGE.contacts)
                ),
            ],
            "entries": [],
        },
        "glossary": {"terms": [_data(term) for term in KNOWLEDGE.terms]},
        "wording": {"wording": dict(WORDING)},
        "workstreams": {
            "workstreams": [
                {"id": "voice", "name": "Voice", "about": "All."},
                {"id": "care", "name": "Care", "about": "All."},
            ],
            "staff": [],
        },
        "safety": {
            "entries": [
                *({**_data(entry), "review_by": "2027-11-23"} for entry in KNOWLEDGE.safety_entries.values()),
                *helps,
            ],
            "rules": [
                {
                    "id": RULE.id,
                    "concern": RULE.concern,
                    "phrases": list(RULE.phrases),
                    "must_fire": list(RULE.must_fire),
                },
                *danger["rules"],
            ],
        },
    }
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(_yaml(content), encoding="utf-8")
    return folder

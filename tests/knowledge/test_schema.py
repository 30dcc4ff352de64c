from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sendbot.knowledge.schema import as_text, entry_schema

FOLDER = Path(__file__).parent.parent.parent / "knowledge"
NO_TOPICS = {"area.yaml", "safety.yaml", "wording.yaml", "glossary.yaml", "workstreams.yaml"}


def plain(value: Any) -> Any:
    """Dates as text, as JSON knows them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_kept_schema_is_current() -> None:
    """If this fails: python -m sendbot.knowledge.schema > knowledge/entry.schema.json"""
    assert (FOLDER / "entry.schema.json").read_text(encoding="utf-8") == as_text()


@pytest.mark.parametrize(
    "path",
    sorted(path for path in FOLDER.glob("*.yaml") if path.name not in NO_TOPICS),
    ids=lambda path: path.name,
)
def test_every_topic_file_fits_the_schema(path: Path) -> None:
    jsonschema.validate(plain(yaml.safe_load(path.read_text(encoding="utf-8"))), entry_schema())


def test_a_slip_does_not_fit() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"entries": [{"id": "x", "tittle": "?"}]}, json.loads(as_text()))

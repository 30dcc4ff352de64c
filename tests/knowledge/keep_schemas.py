"""Writes the schemas anew: `python -m tests.knowledge.keep_schemas`."""

from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.schema import as_text, schemas

FOLDER = Path(__file__).parent.parent.parent / "knowledge" / "schemas"

if __name__ == "__main__":
    for name, schema in schemas().items():
        (FOLDER / f"{name}.schema.json").write_text(as_text(schema), encoding="utf-8")

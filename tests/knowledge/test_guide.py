from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sendbot.knowledge.checks import check
from sendbot.knowledge.codes import CODES
from sendbot.knowledge.field_help import FIELD_HELP
from sendbot.knowledge.reading import read
from tests.marlowshire import TODAY, write_marlowshire

GUIDE = (Path(__file__).parent.parent.parent / "knowledge" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_guide_explains_every_code() -> None:
    assert dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", GUIDE, re.MULTILINE)) == CODES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.strip().split("\n")[0][:30])
def test_every_example_can_be_read_and_names_fields_that_exist(example: str) -> None:
    known = {name.partition(" of a ")[0] for name in FIELD_HELP} | {"tests"}

    def fields(value: object) -> set[str]:
        if isinstance(value, dict):
            return {str(key) for key in value} | {name for inner in value.values() for name in fields(inner)}
        return {name for inner in value for name in fields(inner)} if isinstance(value, list) else set()

    named = {name for name in fields(yaml.safe_load(example)) if re.fullmatch(r"[a-z_]+", name)}
    assert named <= known | {"uk", "pl"}, named - known
    assert len(EXAMPLES) >= 4


def test_the_entry_of_the_guide_can_be_pasted_as_it_stands(tmp_path: Path) -> None:
    folder = write_marlowshire(tmp_path / "m")
    (example,) = (text for text in EXAMPLES if "id: ehcp-late " in text)
    (folder / "mine.yaml").write_text(example.replace(": access ", ": plans "), encoding="utf-8")
    reading = read(folder)
    found = (*reading.problems, *check(reading.knowledge, TODAY))
    assert [str(one) for one in found if one.place.path == "m/mine.yaml" and one.severity == "error"] == []
    assert reading.knowledge.place("entries", "ehcp-late").path == "m/mine.yaml"

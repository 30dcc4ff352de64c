from __future__ import annotations

import re
from pathlib import Path

from sendbot.knowledge.codes import CODES

GUIDE = (Path(__file__).parent.parent.parent / "knowledge" / "README.md").read_text(encoding="utf-8")


def test_the_guide_explains_every_code() -> None:
    assert dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", GUIDE, re.MULTILINE)) == CODES

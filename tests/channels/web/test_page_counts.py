"""What the pages count has the documented names, and never a word."""

from __future__ import annotations

import re
from pathlib import Path

from sendbot.channels.web.page_counts import WebMetrics

PAGE = (Path(__file__).parents[3] / "docs" / "interfaces.md").read_text(encoding="utf-8")


def test_the_metrics_are_the_documented_ones() -> None:
    section = PAGE.split("\n## `/metrics` of the chat page\n", 1)[1].split("\n## ", 1)[0]
    documented = set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))
    names = set(re.findall(r"^# TYPE (sendbot_\w+) ", WebMetrics().text().decode(), re.MULTILINE))
    assert {name.removesuffix("_created") for name in names} == documented

"""What families wait for when something fails: `python -m tests.telegram.fault_table [words of a test's
name]`.

The rows and their tests are those of docs/operations.md. Each test is run as it is, with its real process,
and what its families wrote and got is measured from outside. That nothing is lost or kept twice is what the
tests assert: a row whose test fails says so. "Replies too many" counts what answers a press of a button, or
keeps a promise, too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.telegram.emulator import Emulator

ROOT = Path(__file__).parent.parent.parent
_HEADING = "## What is promised when something fails"


@dataclass
class Measured:
    """What one test's families and staff saw."""

    name: str
    ended: str = "passed"
    worst: float | None = None
    """Seconds; None where no family wrote."""
    unanswered: int = 0
    doubled: int = 0
    staff: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = "; ".join(sentence.splitlines()[0][:70] for sentence in self.staff) or "-"
        worst = "-" if self.worst is None else f"{self.worst:.1f} s"
        return (
            f"| {self.name} | {self.ended} | {worst} | without a reply {self.unanswered}, "
            f"replies too many {self.doubled} | {told} |"
        )


class Measuring:
    """Looks at the emulated Telegram of each test when the test is over."""

    def __init__(self) -> None:
        self._ended: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Remember how the test ended."""
        report: Any = yield
        if report.when == "call" or report.outcome != "passed":
            self._ended[item.nodeid] = report.outcome
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """Print the row, while the emulator is still there."""
        telegram = getattr(item, "funcargs", {}).get("telegram")
        if isinstance(telegram, Emulator):
            print(measured(item.name, self._ended.get(item.nodeid, "-"), telegram), flush=True)


def measured(name: str, ended: str, telegram: Emulator) -> Measured:
    """Each message of a chat is answered by the first reply after it that answers none before it."""
    found = Measured(name, ended)
    for chat, times in telegram.said_at.items():
        replies = [sent.at for sent in telegram.got(chat)]
        for at in times:
            later = next((reply for reply in replies if reply >= at), None)
            if later is None:
                found.unanswered += 1
                continue
            replies.remove(later)
            found.worst = max(found.worst or 0.0, later - at)
        found.doubled += len(replies)
    staff = [sent for sent in telegram.sent if sent.chat < 0 and sent.chat not in telegram.said_at]
    found.staff = list(dict.fromkeys(sent.text for sent in staff))
    return found


def tests_of_the_table() -> list[str]:
    """The tests that the table names, in its order."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = page.split(_HEADING, 1)[1].split("\n## ", 1)[0]
    return re.findall(r"`(test_\w+)` \|$", table, re.MULTILINE)


def main(words: list[str]) -> int:
    """Run them; pytest's exit code."""
    wanted = [name for name in tests_of_the_table() if all(word in name for word in words)]
    files = {
        str(path)
        for path in (ROOT / "tests").rglob("test_*.py")
        if any(f"def {name}(" in path.read_text(encoding="utf-8") for name in wanted)
    }
    options = ["-q", "-s", "-n", "0", "-p", "no:randomly", "--no-header", "-k", " or ".join(wanted)]
    return int(pytest.main([*options, *sorted(files)], plugins=[Measuring()]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

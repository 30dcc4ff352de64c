"""A folder of answers, and what is said when it is not as it should be, or takes its time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sendbot.cli.folders import told_when_slow
from tests.small_folder import write_small_folder
from tests.verbs import bot, polite
from tests.waiting import wait_until


def test_broken_knowledge_is_a_sentence(house: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    write_small_folder(folder)
    (folder / "library.yaml").write_text("entries: [", encoding="utf-8")
    assert "library.yaml" in polite(bot(house, "ask", "x", SENDBOT_KNOWLEDGE_DIR=str(folder)))


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_who_waits_is_told_for_what_at_a_terminal_and_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, pipe = Screen(), io.StringIO()
    monkeypatch.setattr("sys.stderr", screen)
    with told_when_slow(0.0):
        wait_until(lambda: "Getting the answers ready" in screen.getvalue())
    with told_when_slow(60.0):
        pass
    monkeypatch.setattr("sys.stderr", pipe)
    with told_when_slow(0.0):
        wait_until(lambda: "five to ten minutes" in pipe.getvalue())
    with told_when_slow(60.0):
        pass
    assert pipe.getvalue().count("Getting") == 1
    assert screen.getvalue().count("Getting") == 1

"""Settings become objects, or a sentence that says what is wrong."""

from __future__ import annotations

from pathlib import Path

from tests.small_folder import write_small_folder
from tests.verbs import bot, polite


def test_broken_knowledge_is_a_sentence(house: Path, tmp_path: Path) -> None:
    write_small_folder(tmp_path / "knowledge")
    (tmp_path / "knowledge" / "library.yaml").write_text("entries: [", encoding="utf-8")
    assert "library.yaml" in polite(bot(house, "ask", "x", SENDBOT_KNOWLEDGE_DIR=str(tmp_path / "knowledge")))

from __future__ import annotations

from pathlib import Path

from sendbot.mind.build import build_matcher
from sendbot.mind.confused import confused_questions
from tests.conversation.small_house import KNOWLEDGE


def test_questions_go_where_a_whole_fit_would_send_them(tmp_path: Path) -> None:
    found = {(entry, question) for entry, question, _ in confused_questions(KNOWLEDGE, None, tmp_path)}
    fitted = {(entry, question) for entry, question, _ in build_matcher(KNOWLEDGE, None).confused}
    asked = sum(len(texts) for texts in KNOWLEDGE.questions().values())
    assert len(found ^ fitted) <= asked // 4

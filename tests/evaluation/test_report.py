from __future__ import annotations

from sendbot.evaluation.baselines import token_set_ratio
from sendbot.evaluation.report import as_html, as_json, as_text, measure
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.decision import Candidate, Thresholds
from tests.matching.small_base import QUESTIONS

LINES = Thresholds(answer=0.7, clarify=0.3)
ASKED = [
    LabelledQuestion(question="right", expected=("a",), kind="plain"),
    LabelledQuestion(question="button", expected=("b",), kind="plain"),
    LabelledQuestion(question="wrong", expected=("b",), kind="story"),
    LabelledQuestion(question="low", expected=("a",), kind="story"),
    LabelledQuestion(question="bins", kind="far"),
    LabelledQuestion(question="fooled", kind="near"),
]
SCORES = {"right": 0.9, "button": 0.5, "wrong": 0.8, "low": 0.1, "bins": 0.05, "fooled": 0.75}


def rank(message: str) -> list[Candidate]:
    return [Candidate("a", SCORES[message]), Candidate("b", SCORES[message] / 2)]


def test_reports_show_the_figures_and_escape_messages() -> None:
    nasty = [LabelledQuestion(question="<script>alert(1)</script>", expected=("a",), kind="story"), *ASKED]
    report = measure(
        "set",
        nasty,
        lambda message: [] if "<" in message else rank(message),
        LINES,
        plain=token_set_ratio(QUESTIONS),
    )
    assert "right entry first" in as_text(report)
    assert '"first_right": 0.4' in as_json([report])
    page = as_html([report])
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert page.count("<svg") == 2

from __future__ import annotations

from sendbot.evaluation.baselines import token_set_ratio
from sendbot.evaluation.report import as_html, as_json, as_text, measure
from sendbot.knowledge.entries import LabelledQuestion
from tests.evaluation.small_set import ASKED, LINES, rank
from tests.matching.small_base import QUESTIONS


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


def test_known_failures_are_counted_and_those_that_are_right_by_now_are_named() -> None:
    known = [
        question.model_copy(update={"known_failure": question.question in {"right", "low", "bins"}})
        for question in ASKED
    ]
    shown = as_text(measure("set", known, rank, LINES))
    assert "Of 3 known failures 1 still fail." in shown
    mended = shown.partition("take these out of known_failures")[2]
    assert "'right'" in mended
    assert "'bins'" in mended
    assert "'low'" not in mended
    assert "known failures" not in as_text(measure("set", ASKED, rank, LINES))

"""The verb `evaluate`: reads files of labelled questions, measures, and writes the report in the form asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sendbot.errors import QuestionsFileError
from sendbot.evaluation.baselines import token_set_ratio
from sendbot.evaluation.labelled import read_questions
from sendbot.evaluation.report import Report, as_html, as_json, as_text, measure
from sendbot.knowledge.entries import LabelledQuestion

if TYPE_CHECKING:
    from sendbot.conversation.mind import Mind


def evaluate_files(files: Sequence[Path], mind: Mind, json: bool, html: Path | None) -> str:
    """Measure each file and return what to print; `html` is where a page with charts is written too."""
    plain = token_set_ratio(mind.knowledge.questions())
    reports = [measure(path.name, _questions(path), mind.matcher.rank, mind.thresholds, plain=plain, progress=with_progress) for path in files]
    if html is not None:
        _write(html, reports)
    return as_json(reports) if json else "\n".join(as_text(report) for report in reports)


def _questions(path: Path) -> list[LabelledQuestion]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8 text"
        raise QuestionsFileError(f"{path} cannot be read ({reason}).") from problem
    return read_questions(text.split("\n"), path.name)  # only "\n" ends a line: messages may hold odd control characters


def _write(path: Path, reports: Sequence[Report]) -> None:
    try:
        path.write_text(as_html(reports), encoding="utf-8")
    except OSError as problem:
        raise QuestionsFileError(f"The report could not be written to {path} ({problem.strerror}).") from problem


def with_progress(questions: Sequence[LabelledQuestion]) -> Iterable[LabelledQuestion]:
    """A progress bar on standard error where a person watches; nothing elsewhere."""
    if not sys.stderr.isatty():
        return questions
    from rich.console import Console
    from rich.progress import track

    return track(questions, description="Measuring", console=Console(stderr=True), transient=True)

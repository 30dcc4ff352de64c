"""The measuring verbs: `evaluate`, `compare`, `try` and `calibrate` read files, measure, and say what was
found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from json import dumps
from pathlib import Path

from sendbot.care.redaction import Redaction
from sendbot.cli.shared import today
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import View
from sendbot.conversation.crisis import notice
from sendbot.conversation.messages import Message
from sendbot.conversation.replies import plain
from sendbot.encoding.encoder import Encoder
from sendbot.errors import QuestionsFileError
from sendbot.evaluation import screening as care
from sendbot.evaluation.answered import Replies
from sendbot.evaluation.baselines import token_set_ratio
from sendbot.evaluation.compare import compare
from sendbot.evaluation.curves import trade_off_chart
from sendbot.evaluation.impact_text import curve_text, impact_text
from sendbot.evaluation.labelled import by_wholes, read_questions
from sendbot.evaluation.report import as_html, as_json, as_text, measure
from sendbot.exchange.labelled_table import labelled_rows
from sendbot.exchange.tabular import is_table
from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.knowledge.held import folded, reply_text
from sendbot.matching.calibration import choose_thresholds, trade_off
from sendbot.matching.matcher import Matcher
from sendbot.mind.mind import Mind


def evaluate_files(files: Sequence[Path], mind: Mind, json: bool, html: Path | None) -> str:
    """Measure each file, or the folder's own tests where there is none, and return what to print; `html` is
    where a page with charts is written too."""
    knowledge = mind.knowledge
    plain = token_set_ratio(knowledge.questions())
    replies = _replies(mind)
    sets = [(path.name, _questions(path)) for path in files] or [(_OWN_TESTS, _own_tests(knowledge))]
    reports = [
        measure(
            name,
            by_wholes(questions, knowledge),
            mind.rank,
            mind.thresholds,
            plain=plain,
            progress=with_progress,
            replies=replies,
        )
        for name, questions in sets
    ]
    if html is not None:
        _write(html, as_html(reports))
    return as_json(reports) if json else "\n".join(as_text(report) for report in reports)


def _replies(mind: Mind) -> Replies:
    """What a family reads of each entry: all of it, and the one message that a question leads to, in the
    words of the part that fits it."""
    knowledge = mind.knowledge

    def first(entry: str, question: str) -> str:
        shown = knowledge.entries[mind.nearest(entry, question)]
        reply = answer_reply(shown, knowledge, View(), question=question)
        return folded(plain(replace(reply, buttons=())))

    whole = {entry.id: reply_text(entry, knowledge.contacts) for entry in knowledge.entries.values()}
    return Replies(whole, first, mind.nearest)


_OWN_TESTS = "knowledge/questions"


def _own_tests(knowledge: Knowledge) -> list[LabelledQuestion]:
    if not knowledge.tests:
        raise QuestionsFileError(
            "The knowledge folder holds no tests in questions/. Write some, or name a file of questions."
        )
    return list(knowledge.tests)


def measure_screen(files: Sequence[Path], mind: Mind, json: bool) -> str:
    """What the safety screen, rules and trained look together, notices of labelled messages, and each
    miss."""
    found = [
        (
            path.name,
            care.measure_danger(
                care.read_danger(_lines(path), path.name),
                lambda text: notice(Message(text, today()), mind),
            ),
        )
        for path in files
    ]
    if json:
        return dumps([care.as_json(name, care.danger_figures(results)) for name, results in found], indent=2)
    return "\n".join(care.danger_text(name, results) for name, results in found)


def measure_details(files: Sequence[Path], remove: Callable[[str], Redaction], json: bool) -> str:
    """What redaction removes of labelled messages, each detail that it leaves and each clean message that it
    changes."""
    found = [
        (
            path.name,
            care.measure_personal(care.read_personal(_lines(path), path.name), remove),
        )
        for path in files
    ]
    if json:
        return dumps(
            [care.as_json(name, care.personal_figures(results)) for name, results in found], indent=2
        )
    return "\n".join(care.personal_text(name, results) for name, results in found)


def compare_folders(
    old: Knowledge,
    new: Knowledge,
    file: Path | None,
    kept: Sequence[str],
    encoder: Encoder | None,
    cache_dir: Path,
    json: bool,
) -> tuple[str, bool]:
    """What to print, and whether a safety or deadline match would be lost. Without `file` the folders' own
    tests are replayed."""
    questions = _questions(file) if file is not None else [*new.tests, *old.tests]
    impact = compare(old, new, questions, encoder, cache_dir, kept)
    text = (
        dumps([asdict(change) for change in impact.changes], ensure_ascii=False, indent=2)
        if json
        else impact_text(impact)
    )
    return text, bool(impact.dangerous)


def calibration(matcher: Matcher, target: float, chart: Path | None) -> str:
    """The trade-off curve, and the thresholds for a target; `chart` is where an SVG of it is written."""
    sample = matcher.fitted.sample
    curve = trade_off(sample, [step / 20 for step in range(1, 20)])
    if chart is not None:
        _write(chart, trade_off_chart(trade_off(sample, [step / 100 for step in range(101)])))
    return curve_text(curve, choose_thresholds(sample, target), target)


def _questions(path: Path) -> list[LabelledQuestion]:
    if not is_table(path.name):
        return read_questions(_lines(path), path.name)
    try:
        return labelled_rows(path.name, path.read_bytes())
    except OSError as problem:
        raise QuestionsFileError(f"{path} cannot be read ({problem.strerror}).") from problem


def _lines(path: Path) -> list[str]:
    """The lines of a file; only "\\n" ends one: messages may hold odd control characters."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8 text"
        raise QuestionsFileError(f"{path} cannot be read ({reason}).") from problem
    return text.split("\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise QuestionsFileError(f"{path} could not be written ({problem.strerror}).") from problem


def with_progress(questions: Sequence[LabelledQuestion]) -> Iterable[LabelledQuestion]:
    """A progress bar on standard error where a person watches; nothing elsewhere."""
    if not sys.stderr.isatty():
        return questions
    from rich.console import Console  # heavy: only where a person watches
    from rich.progress import track  # heavy: only where a person watches

    return track(questions, description="Measuring", console=Console(stderr=True), transient=True)

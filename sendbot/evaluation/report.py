"""An evaluation as people read it: plain text, JSON, or one HTML page with charts and the messages behind
each figure."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from sendbot.evaluation.answered import (
    AnsweredFigures,
    Replies,
    answered,
    answered_by_entry,
    shortfall,
    unanswered,
)
from sendbot.evaluation.curves import risk_chart, roc_chart
from sendbot.evaluation.labelled import (
    Figures,
    Progress,
    Rank,
    Result,
    by_entry,
    by_kind,
    confusions,
    figures,
    reasons,
    run,
)
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.decision import Thresholds

LABELS: Mapping[str, str] = {
    "answerable": "answerable questions",
    "unanswerable": "unanswerable messages",
    "first_right": "right entry first",
    "in_three": "right entry among the first three",
    "right_at_let_through": "answered right when 5 % of unanswerable messages are answered",
    "right": "right answer given",
    "right_button": "right entry among the buttons",
    "wrong": "wrong answer given",
    "declined": "declined",
    "false_answers": "unanswerable messages answered",
    "false_buttons": "unanswerable messages offered buttons",
    "separation": "answerable scored above unanswerable (area under ROC)",
}
"""What each figure is called, in the order in which it is shown."""

ANSWERED_LABELS: Mapping[str, str] = {
    "asked": "questions that say what their reply must hold",
    "matched": "matched: a right entry was given",
    "answered": "answered: what it says also holds what was asked",
    "at_once": "answered at once: its first message does, with no button pressed",
}
"""The same for what `answered` counts."""

_LISTED = 12
"""Lines of a list in a terminal; JSON and the page hold all."""

_RIGHT = {"right", "rightly declined"}
"""The verdicts with which a family was served as a curator meant."""

COMPARED = ("first_right", "in_three", "right_at_let_through", "separation")
"""The figures that need no threshold of one's own, so that a plain matcher can stand beside ours."""


@dataclass(frozen=True)
class Report:
    """One set of questions measured, with a plain matcher beside it."""

    name: str
    results: tuple[Result, ...]
    plain: Figures | None
    replies: Replies = field(default_factory=lambda: Replies({}))
    """What a family reads of each entry; without it nothing can be said about what is answered."""

    @property
    def answered(self) -> AnsweredFigures | None:
        """Matched and answered apart; None where no question says what its reply must hold."""
        found = answered(self.results, self.replies) if self.replies.whole else None
        return found if found and found.asked else None

    @property
    def figures(self) -> Figures:
        """The figures of the whole set."""
        return figures(self.results)


def measure(
    name: str,
    questions: Sequence[LabelledQuestion],
    rank: Rank,
    thresholds: Thresholds,
    plain: Rank | None = None,
    progress: Progress = iter,
    replies: Replies | None = None,
) -> Report:
    """Measure one set; `plain` is a matcher to compare with, `replies` what a family reads of each entry."""
    beside = figures(run(questions, plain, thresholds)) if plain else None
    return Report(name, tuple(run(questions, rank, thresholds, progress)), beside, replies or Replies({}))


def as_text(report: Report) -> str:
    """Figures, kinds, confused pairs and reasons, for a terminal or a screen reader."""
    shown, plain = asdict(report.figures), asdict(report.plain) if report.plain else {}
    lines = [report.name, ""]
    for key, label in LABELS.items():
        beside = f"   (token_set_ratio alone: {_share(plain[key])})" if key in COMPARED and plain else ""
        lines.append(f"  {_share(shown[key]):>8}  {label}{beside}")
    lines += _answered_lines(report)
    lines += ["", "  By kind: right first / in three / declined or false answers"]
    lines += [f"    {kind}: {_kind_line(found)}" for kind, found in by_kind(report.results).items()]
    pairs = confusions(report.results)[:_LISTED]
    lines += ["", "  Most confused: expected, given first, how often"] if pairs else []
    lines += [f"    {expected} -> {given}: {count}" for expected, given, count in pairs]
    lines += ["", "  Reasons for declining"] + [
        f"    {reason.value}: {count}" for reason, count in sorted(reasons(report.results).items())
    ]
    lines += _known_failure_lines(report)
    return "\n".join(lines) + "\n"


def _known_failure_lines(report: Report) -> list[str]:
    """What curators keep under `known_failures`: how many still fail, and which can be taken out."""
    known = [result for result in report.results if result.question.known_failure]
    mended = [result.question.question for result in known if result.verdict in _RIGHT]
    if not known:
        return []
    lines = ["", f"  Of {len(known)} known failures {len(known) - len(mended)} still fail."]
    lines += ["  No failure any more (take these out of known_failures)"] if mended else []
    return lines + [f"    {question[-80:]!r}" for question in mended]


def _answered_lines(report: Report) -> list[str]:
    """Matched and answered apart: in all, the entries whose replies fall short, and in what."""
    found = report.answered
    if found is None:
        return []
    shown = asdict(found)
    lines = ["", "  Matched is not answered"]
    lines += [f"  {_share(shown[key]):>8}  {label}" for key, label in ANSWERED_LABELS.items()]
    short = [
        f"    {entry}: {_share(figures.matched)} / {_share(figures.answered)} (of {figures.asked})"
        for entry, figures in answered_by_entry(report.results, report.replies).items()
        if figures.answered != figures.matched
    ]
    lines += ["", "  Entries whose replies fall short: matched / answered", *short] if short else []
    beside = [
        f"    {result.question.question[-80:]!r}: {result.top} {found}"
        for result, found in unanswered(report.results, report.replies)
    ]
    lines += ["", "  Matched and not answered", *beside[:_LISTED]] if beside else []
    return lines


def _kind_line(found: Figures) -> str:
    if found.answerable:
        return (
            f"{_share(found.first_right)} / {_share(found.in_three)} / declined "
            f"{_share(found.declined)} (of {found.answerable})"
        )
    return (
        f"answered {_share(found.false_answers)}, buttons {_share(found.false_buttons)} (of "
        f"{found.unanswerable})"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{100 * value:.1f} %"


def as_json(reports: Sequence[Report]) -> str:
    """Everything, for other programs."""
    return json.dumps([_as_data(report) for report in reports], ensure_ascii=False, indent=2)


def _as_data(report: Report) -> dict[str, object]:
    return {
        "name": report.name,
        "figures": asdict(report.figures),
        "token_set_ratio": asdict(report.plain) if report.plain else None,
        "answered": asdict(report.answered) if report.answered else None,
        "answered_by_entry": {
            entry: asdict(found)
            for entry, found in answered_by_entry(report.results, report.replies).items()
            if report.replies.whole
        },
        "by_kind": {kind: asdict(found) for kind, found in by_kind(report.results).items()},
        "by_entry": {entry: asdict(found) for entry, found in by_entry(report.results).items()},
        "confusions": confusions(report.results),
        "reasons": {reason.value: count for reason, count in reasons(report.results).items()},
        "messages": [
            {
                "question": result.question.question,
                "expected": result.question.expected,
                "kind": result.question.kind,
                "verdict": result.verdict,
                **_answered_data(result, report.replies),
                "candidates": [
                    [candidate.entry, candidate.score] for candidate in result.decision.candidates
                ],
            }
            for result in report.results
        ],
    }


def _answered_data(result: Result, replies: Replies) -> dict[str, object]:
    """Whether a reply that was given tells what was asked, and what it lacks; null where nothing was
    asked."""
    found = shortfall(result, replies) if replies.whole else None
    return {
        "answered": None if found is None else not found,
        "missing": list(found.missing) if found else [],
        "misleading": list(found.misleading) if found else [],
    }


_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>sendbot evaluation</title><style>
body{{font-family:sans-serif;line-height:1.5;max-width:70rem;margin:0 auto;padding:1rem;
color:#111;background:#fff}}
table{{border-collapse:collapse;margin:1rem 0}}
th,td{{text-align:left;padding:.3rem .8rem;border-bottom:1px solid #767676;vertical-align:top}}
caption{{text-align:left;font-weight:bold}}figure{{margin:1rem 0}}svg{{max-width:100%;height:auto}}
</style></head><body><main><h1>Evaluation</h1>{body}</main></body></html>
"""


def as_html(reports: Sequence[Report]) -> str:
    """One page that needs nothing else: no script, no network."""
    return _PAGE.format(body="".join(_section(report) for report in reports))


def _section(report: Report) -> str:
    shown, plain = asdict(report.figures), asdict(report.plain) if report.plain else {}
    rows = [
        (label, _share(shown[key]), _share(plain[key]) if key in COMPARED and plain else "")
        for key, label in LABELS.items()
    ]
    kinds = [(kind, _kind_line(found)) for kind, found in by_kind(report.results).items()]
    entries = [
        (entry, _share(found.first_right), _share(found.in_three), str(found.answerable))
        for entry, found in by_entry(report.results).items()
    ]
    wrong = [result for result in report.results if result.verdict not in _RIGHT]
    messages = [
        (
            result.verdict,
            result.question.question,
            ", ".join(result.question.expected),
            f"{result.top or '-'} ({result.score:.2f})",
        )
        for result in wrong
    ]
    tables = [
        _table("Figures", ("figure", "sendbot", "token_set_ratio alone"), rows),
        *_answered_tables(report),
        _table("By kind", ("kind", "figures"), kinds),
        _table("By entry", ("entry", "right first", "in three", "questions"), entries),
        _table(
            "Confused pairs",
            ("expected", "given first", "times"),
            [(a, b, str(n)) for a, b, n in confusions(report.results)],
        ),
        _table(
            "Messages not answered rightly",
            ("what happened", "message", "expected", "first candidate"),
            messages,
        ),
    ]
    charts = f"<figure>{roc_chart(report.results)}</figure><figure>{risk_chart(report.results)}</figure>"
    return f"<section><h2>{html.escape(report.name)}</h2>{tables[0]}{charts}{''.join(tables[1:])}</section>"


def _answered_tables(report: Report) -> list[str]:
    if report.answered is None:
        return []
    shown = asdict(report.answered)
    entries = [
        (entry, _share(found.matched), _share(found.answered), str(found.asked))
        for entry, found in answered_by_entry(report.results, report.replies).items()
    ]
    beside = [
        (result.question.question, str(result.top), ", ".join(found.missing), ", ".join(found.misleading))
        for result, found in unanswered(report.results, report.replies)
    ]
    return [
        _table(
            "Matched is not answered",
            ("figure", "sendbot"),
            [(label, _share(shown[key])) for key, label in ANSWERED_LABELS.items()],
        ),
        _table("Answered, by entry", ("entry", "matched", "answered", "questions"), entries),
        _table(
            "Matched and not answered",
            ("message", "entry", "does not hold", "must not hold"),
            beside,
        ),
    ]


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    head_row = f"<caption>{html.escape(caption)}</caption><thead><tr>{top}</tr></thead>"
    return f"<table>{head_row}<tbody>{body}</tbody></table>"

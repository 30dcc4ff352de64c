"""An impact preview, a trial and a trade-off curve as curators read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendbot.evaluation.compare import KINDS, Change, Impact, Kind
from sendbot.evaluation.trial import Trial
from sendbot.matching.calibration import TradeOff
from sendbot.matching.decision import Thresholds

HEADINGS: dict[Kind, str] = {
    "lost": "Lost: a right answer, a right button or an honest no would become something worse",
    "now answered": "Now answered: these were meant to have no answer; look whether the one that they would "
    "get is right, and take those that it answers out of knowledge/questions/out-of-scope.yaml",
    "gained": "Gained: more families would find their answer",
    "changed": "Changed: another answer would be given",
    "ambiguous": "Newly ambiguous: an answer would become a choice between buttons",
}

_SHOWN = 12
"""Rows of a kind: a screenful; the rest is counted."""


def impact_text(impact: Impact, most: int = _SHOWN) -> str:
    """Counts, then the questions of each kind, then a table by entry."""
    return "\n".join(_impact_lines(impact, most)) + "\n"


def _impact_lines(impact: Impact, most: int) -> Iterator[str]:
    counts = ", ".join(f"{len(impact.of(kind))} {kind}" for kind in KINDS)
    yield f"Tried {impact.tried} questions: {counts}."
    if impact.dangerous:
        yield f"STOP: {len(impact.dangerous)} of those lost are safety or deadline matches."
    for kind in KINDS:
        changes = sorted(impact.of(kind), key=lambda change: not change.protected)
        if changes:
            yield ""
            yield HEADINGS[kind]
            yield from (f"  {_change_line(change)}" for change in changes[:most])
            if len(changes) > most:
                yield f"  ... and {len(changes) - most} more (--json lists all)"
    touched = impact.by_entry()
    if touched:
        yield ""
        yield "By entry"
        yield from (
            f"  {entry}: {', '.join(f'{count[kind]} {kind}' for kind in KINDS if count[kind])}"
            for entry, count in touched.items()
        )


def _change_line(change: Change) -> str:
    mark = "[safety or deadline] " if change.protected else ""
    return f'{mark}"{" ".join(change.question.split())}": {change.before} -> {change.after}'


def trial_text(trial: Trial) -> str:
    """What a wording leads to now, and what adding it would change."""
    lines = [
        f'"{trial.question}" leads to: {trial.now}',
        *(f"  {score:.2f}  {entry}" for entry, score in trial.ranked),
        "",
    ]
    if trial.stolen:
        lines.append(f"Adding it to {trial.entry} would take questions from other entries:")
        lines += [f"  {question}" for question in trial.stolen]
    else:
        lines.append(f"Adding it to {trial.entry} takes no known question from another entry.")
    return "\n".join(lines) + "\n\n" + impact_text(trial.impact)


def curve_text(curve: Sequence[TradeOff], thresholds: Thresholds, target: float) -> str:
    """The trade-off curve as a table, with the thresholds in use."""
    lines = ["threshold   answered rightly   answered wrongly   unanswerable answered"]
    lines += [
        f"{point.threshold:>9.2f}   {_share(point.right):>16}   {_share(point.wrong):>16}   "
        f"{_share(point.answered_unanswerable):>21}"
        for point in curve
    ]
    lines += [
        "",
        f"At most {_share(target)} of unanswerable messages answered: answer at {thresholds.answer:.4f}, "
        f"offer buttons at {thresholds.clarify:.4f}.",
        "These are cross-validated shares: each question is judged by a matcher that has not seen it. "
        "Curators write an entry's questions as unlike",
        "one another as they can, so families' own messages do better than these.",
    ]
    return "\n".join(lines) + "\n"


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"

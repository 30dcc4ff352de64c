"""Charts of an evaluation as SVG text: how well scores separate, and what each threshold would cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sendbot.evaluation.labelled import Result
from sendbot.matching.calibration import TradeOff


def _chart(title: str, across: str, upwards: str) -> Any:
    import pygal
    from pygal.style import Style

    style = Style(background="white", plot_background="white", colors=("#0b5394", "#b45309", "#38761d"), font_family="sans-serif")
    # No scripts: the chart is a picture that opens anywhere, offline too.
    return pygal.XY(
        title=title, x_title=across, y_title=upwards, style=style, js=[], show_dots=False, width=760, height=420, range=(0, 100),
        xrange=(0, 100), legend_at_bottom=True, disable_xml_declaration=True,
    )  # fmt: skip


def roc_chart(results: Sequence[Result]) -> str:
    """Answerable questions let through against unanswerable ones let through, over all thresholds."""
    chart = _chart("Telling answerable from unanswerable", "Unanswerable let through, %", "Answerable let through, %")
    chart.add("this matcher", roc_points(results))
    chart.add("guessing", [(0, 0), (100, 100)])
    return str(chart.render(is_unicode=True))


def roc_points(results: Sequence[Result]) -> list[tuple[float, float]]:
    """(unanswerable %, answerable %) let through, from the strictest threshold to the loosest."""
    ordered = sorted(results, key=lambda result: -result.score)
    inside = sum(result.answerable for result in results) or 1
    outside = sum(not result.answerable for result in results) or 1
    points, right, wrong = [(0.0, 0.0)], 0, 0
    for result in ordered:
        right, wrong = (right + 1, wrong) if result.answerable else (right, wrong + 1)
        points.append((100 * wrong / outside, 100 * right / inside))
    return points


def risk_chart(results: Sequence[Result]) -> str:
    """The share of wrong answers among the answers given, against the share of messages answered."""
    chart = _chart("Risk and coverage", "Messages answered, %", "Of those, wrong, %")
    chart.add("wrong among answered", risk_points(results))
    return str(chart.render(is_unicode=True))


def risk_points(results: Sequence[Result]) -> list[tuple[float, float]]:
    """(answered %, wrong among answered %) from the strictest threshold to the loosest."""
    ordered = sorted(results, key=lambda result: -result.score)
    points, wrong = [], 0
    for count, result in enumerate(ordered, start=1):
        wrong += not (result.answerable and result.first_right)
        points.append((100 * count / len(ordered), 100 * wrong / count))
    return points


def trade_off_chart(curve: Sequence[TradeOff]) -> str:
    """What each answer threshold would do, as `bot.py calibrate` saves it."""
    chart = _chart("What each threshold would do", "Threshold, %", "Share, %")
    chart.add("answerable: right answer", [(100 * point.threshold, 100 * point.right) for point in curve])
    chart.add("answerable: wrong answer", [(100 * point.threshold, 100 * point.wrong) for point in curve])
    chart.add("unanswerable: answered", [(100 * point.threshold, 100 * point.answered_unanswerable) for point in curve])
    return str(chart.render(is_unicode=True))

"""Charts of an evaluation as SVG text: how well scores separate, and what each threshold would cost."""

from __future__ import annotations

from collections.abc import Sequence

from sendbot.evaluation.labelled import Result
from sendbot.matching.calibration import TradeOff

_WIDTH, _HEIGHT, _EDGE = 640, 400, 56
"""Pixels: what fits a printed page's column."""
_COLOURS = ("#0b5394", "#b45309", "#38761d")
_DASHES = ("none", "8 4", "2 4")

Line = tuple[str, Sequence[tuple[float, float]]]


def _chart(title: str, across: str, upwards: str, lines: Sequence[Line]) -> str:
    """Lines over two axes from 0 to 100 %, told apart by dashes as well as colours. Plain shapes: no script,
    no font."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT + 24 * len(lines)}" '
        f'role="img" aria-label="{title}" '
        'font-family="sans-serif" font-size="13">',
        f'<text x="{_EDGE}" y="20" font-size="16">{title}</text>',
        *[_mark(value) for value in range(0, 101, 20)],
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 4}" text-anchor="middle">{across}</text>',
        f'<text x="14" y="{_HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 '
        f'{_HEIGHT / 2})">{upwards}</text>',
        *[part for place, line in enumerate(lines) for part in _line(place, *line)],
        "</svg>",
    ]
    return "".join(parts)


def _x(value: float) -> float:
    return round(_EDGE + value / 100 * (_WIDTH - 2 * _EDGE), 1)


def _y(value: float) -> float:
    return round(_HEIGHT - _EDGE - value / 100 * (_HEIGHT - 2 * _EDGE), 1)


def _mark(value: int) -> str:
    """A grid line each way, with its figure."""
    return (
        f'<path d="M{_x(value)} {_y(0)}V{_y(100)}M{_x(0)} {_y(value)}H{_x(100)}" stroke="#ccc" fill="none"/>'
        f'<text x="{_x(value)}" y="{_y(0) + 18}" text-anchor="middle">{value}</text>'
        f'<text x="{_x(0) - 8}" y="{_y(value) + 4}" text-anchor="end">{value}</text>'
    )


def _line(place: int, name: str, points: Sequence[tuple[float, float]]) -> tuple[str, str]:
    style = f'stroke="{_COLOURS[place]}" stroke-dasharray="{_DASHES[place]}" stroke-width="2.5" fill="none"'
    path = " ".join(f"{_x(across)},{_y(upwards)}" for across, upwards in points)
    below = _HEIGHT + 16 + 24 * place
    return (
        f'<polyline points="{path}" {style}/>',
        f'<path d="M{_EDGE} {below}h40" {style}/><text x="{_EDGE + 50}" y="{below + 4}">{name}</text>',
    )


def roc_chart(results: Sequence[Result]) -> str:
    """Answerable questions let through against unanswerable ones let through, over all thresholds."""
    lines: list[Line] = [("this matcher", roc_points(results)), ("guessing", [(0, 0), (100, 100)])]
    return _chart(
        "Telling answerable from unanswerable",
        "Unanswerable let through, %",
        "Answerable let through, %",
        lines,
    )


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
    return _chart(
        "Risk and coverage",
        "Messages answered, %",
        "Of those, wrong, %",
        [("wrong among answered", risk_points(results))],
    )


def risk_points(results: Sequence[Result]) -> list[tuple[float, float]]:
    """(answered %, wrong among answered %) from the strictest threshold to the loosest."""
    ordered = sorted(results, key=lambda result: -result.score)
    points, wrong = [], 0
    for count, result in enumerate(ordered, start=1):
        wrong += not (result.answerable and result.first_right)
        points.append((100 * count / len(ordered), 100 * wrong / count))
    return points


def trade_off_chart(curve: Sequence[TradeOff]) -> str:
    """What each answer threshold would do, with thresholds from 0 to 100."""
    shares = (
        ("answered rightly", [(100 * point.threshold, 100 * point.right) for point in curve]),
        ("answered wrongly", [(100 * point.threshold, 100 * point.wrong) for point in curve]),
        (
            "unanswerable messages answered",
            [(100 * point.threshold, 100 * point.answered_unanswerable) for point in curve],
        ),
    )
    return _chart(
        "What each threshold would do", "Answer threshold, in hundredths", "Share of messages, %", shares
    )

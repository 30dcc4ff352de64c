"""Charts as SVG text: stacked bars over time and bars by name. Colours come from classes, so that a page can set them.

Own plain shapes, because charts of the desk must do without script, without inline style (a strict content security policy
refuses both) and without a library that hooks imports.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 260, 48, 36, 12
_ROW = 26

Series = tuple[str, Sequence[int]]


def stacked_bars(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """One bar for each label with a layer for each series, told apart by pattern classes `layer-0`, `layer-1`..."""
    totals = [sum(values[place] for _, values in series) for place in range(len(labels))]
    top = _round_up(max(totals, default=0))
    step = (_WIDTH - _LEFT) / max(1, len(labels))
    parts = [_opening(title, _HEIGHT), *_grid(top)]
    for place in range(len(labels)):
        foot = 0
        for number, (_, values) in enumerate(series):
            if values[place]:
                low, high = _y(foot, top), _y(foot + values[place], top)
                left = _LEFT + place * step + step * 0.1
                parts.append(f'<rect class="layer-{number}" x="{left:.1f}" y="{high:.1f}" width="{step * 0.8:.1f}" height="{low - high:.1f}"/>')
            foot += values[place]
    every = max(1, -(-len(labels) // 8))
    for place in range(0, len(labels), every):
        middle = _LEFT + (place + 0.5) * step
        parts.append(f'<text x="{middle:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{html.escape(labels[place])}</text>')
    return "".join([*parts, "</svg>"])


def named_bars(title: str, values: Sequence[tuple[str, int]]) -> str:
    """Bars that lie, the name before each and the figure after."""
    top = max((count for _, count in values), default=0) or 1
    parts = [_opening(title, len(values) * _ROW + 8)]
    for place, (name, count) in enumerate(values):
        middle = place * _ROW + _ROW / 2 + 4
        length = (_WIDTH - 330) * count / top
        parts.append(f'<text x="232" y="{middle + 5:.0f}" text-anchor="end">{html.escape(_short(name))}</text>')
        parts.append(f'<rect class="layer-0" x="240" y="{middle - 9:.0f}" width="{length:.1f}" height="18"/>')
        parts.append(f'<text x="{248 + length:.1f}" y="{middle + 5:.0f}">{count:,}</text>')
    return "".join([*parts, "</svg>"])


def _opening(title: str, height: int) -> str:
    return f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{html.escape(title)}">'


def _grid(top: int) -> list[str]:
    lines = []
    for quarter in range(5):
        value = top * quarter // 4
        y = _y(value, top)
        lines.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH}"/><text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{value:,}</text>')
    return lines


def _y(value: float, top: int) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * value / top


def _round_up(value: int) -> int:
    """The next figure that four steps divide well."""
    step = 1
    while True:
        for factor in (4, 8, 12, 20):
            if value <= factor * step:
                return factor * step
        step *= 10


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"

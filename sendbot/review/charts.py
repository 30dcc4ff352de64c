"""Charts as SVG, drawn by pygal: stacked bars over time and bars by name. All looks come from the page's
stylesheet.

What pygal adds for pages of its own (a style sheet, scripts, tooltips) is taken out: the desk's security
policy refuses inline style and
script, and each chart has its figures in a table beneath it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

_WIDTH, _HEIGHT, _ROW = 720, 280, 30
"""Pixels of the drawing; it scales with the page."""
_FONT = 15
"""Pixels: readable when the drawing is as wide as a phone."""
_LONGEST_NAME = 48
"""Characters: every name of a kind of danger stands whole, and half the drawing is left for the bars. Longer
ones are cut, and stand whole in the table below."""
_MOST_LABELS = 8
"""Days on the axis that do not touch each other."""
_BESIDE = 14
"""Pixels left of the figures of the axis: pygal reckons with narrower letters than some devices have."""
_NOT_OURS = {"defs", "title", "desc", "script", "style"}
_OVERLAYS = {"plot overlay", "plot tooltip-overlay"}

Series = tuple[str, Sequence[int]]


def stacked_bars(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """One bar for each label with a layer for each series (classes `serie-0`, `serie-1`...). All series are
    as long as the labels."""
    most = max((sum(values[place] for _, values in series) for place in range(len(labels))), default=0)
    chart = _library().StackedBar(**_settings(most, height=_HEIGHT, show_x_guides=False, spacing=0))
    every = max(1, -(-len(labels) // _MOST_LABELS))
    chart.x_labels = [_plain(label) if place % every == 0 else "" for place, label in enumerate(labels)]
    for name, values in series if most else ():
        chart.add(_plain(name), list(values))
    return _svg(chart, title)


def named_bars(title: str, values: Sequence[tuple[str, int]]) -> str:
    """Bars that lie, the first on top, the name before each and the figure in it."""
    most = max((count for _, count in values), default=0)
    height = len(values) * _ROW + 50
    chart = _library().HorizontalBar(**_settings(most, height=height, show_y_guides=False, print_values=True))
    chart.x_labels = [_plain(name) for name, _ in reversed(values)]
    if most:
        chart.add("", [count for _, count in reversed(values)])
    return _svg(chart, title)


@cache
def _library() -> Any:
    """pygal, without the import hook that it leaves behind for maps: Python warns of hooks of that kind."""
    import pygal  # heavy: only where a chart is drawn

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal


def _settings(most: int, **own: Any) -> dict[str, Any]:
    """`most` is the largest figure; 0 leaves the axis and its figures out."""
    style = _library().style.Style(
        label_font_size=_FONT, major_label_font_size=_FONT, value_font_size=_FONT, font_family="sans-serif"
    )
    shared = {
        "js": (),
        "css": (),
        "show_legend": False,
        "disable_xml_declaration": True,
        "no_prefix": True,
        "truncate_label": -1,
    }
    axis = (
        {"y_labels": _steps(most)}
        if most
        else {"show_y_labels": False, "show_x_labels": False, "no_data_text": "Nothing to show"}
    )
    return {
        **shared,
        **axis,
        "width": _WIDTH,
        "margin": 4,
        "margin_left": _BESIDE,
        "formatter": _figure,
        "style": style,
        **own,
    }


def _steps(most: int) -> list[dict[str, Any]]:
    """The figures beside the axis: whole ones, from 0 to the next that four steps divide well."""
    size = 1
    while True:
        for top in (4, 8, 12, 20):
            if most <= top * size:
                figures = [quarter * top * size // 4 for quarter in range(5)]
                return [{"label": _figure(figure), "value": figure} for figure in figures]
        size *= 10


def _figure(value: float) -> str:
    return f"{round(value):,}"


def _plain(text: str) -> str:
    """A name short enough for a chart, without characters that XML cannot hold."""
    kept = "".join(letter for letter in text if letter.isprintable())
    return kept if len(kept) <= _LONGEST_NAME else f"{kept[: _LONGEST_NAME - 1]}…"


def _svg(chart: Any, title: str) -> str:
    def ours(root: Any) -> Any:
        for parent in list(root.iter()):
            for child in list(parent):
                if (
                    not isinstance(child.tag, str)
                    or child.tag.rpartition("}")[2] in _NOT_OURS
                    or child.get("class") in _OVERLAYS
                ):
                    parent.remove(child)
        root.attrib.pop("id", None)
        root.attrib.update(
            {
                "class": "chart",
                "role": "img",
                "aria-label": "".join(letter for letter in title if letter.isprintable()),
            }
        )
        return root

    chart.add_xml_filter(ours)
    return str(chart.render(is_unicode=True))

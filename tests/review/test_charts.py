"""Charts: what they show, and that nothing in them can be run or break out."""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree

import pytest

from sendbot.review.charts import named_bars, stacked_bars

_SVG = "{http://www.w3.org/2000/svg}"
_HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b\ud800" + "x" * 400


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(svg).iter(f"{_SVG}text")]


def heights(svg: str, serie: int) -> list[float]:
    bars = ElementTree.fromstring(svg).find(f".//*[@class='series serie-{serie} color-{serie}']/{_SVG}g")
    return [float(bar.attrib["height"]) for bar in bars.iter(f"{_SVG}rect")] if bars is not None else []


@pytest.mark.parametrize(
    "svg",
    [
        stacked_bars(_HOSTILE, [_HOSTILE, "b"], [(_HOSTILE, [1, 2]), ("two", [0, 3])]),
        named_bars(_HOSTILE, [(_HOSTILE, 3), ("b", 0)]),
        stacked_bars("nothing", [], []),
        stacked_bars("one", ["only"], [("a", [0])]),
        named_bars("none", []),
    ],
)
def test_a_chart_is_xml_without_script_style_or_address(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    for part in root.iter():
        assert part.tag in {f"{_SVG}{name}" for name in ("svg", "g", "rect", "path", "text")}
        assert not {"style", "onclick", "href", "id"} & {name.rpartition("}")[2] for name in part.attrib}
    assert "http" not in re.sub(r'xmlns(:xlink)?="[^"]+"', "", svg)
    assert len(svg) < 20_000


def test_the_bars_are_as_high_as_the_figures_say() -> None:
    svg = stacked_bars("t", ["a", "b", "c"], [("one", [4, 2, 0]), ("two", [0, 2, 4])])
    one, two = heights(svg, 0), heights(svg, 1)
    assert one[0] == pytest.approx(2 * one[1])
    assert one[2] == two[0] == 0
    assert two[2] == pytest.approx(one[0])


@pytest.mark.parametrize(("most", "steps"), [(1, "01234"), (7, "02468"), (1234, "0 500 1,000 1,500 2,000")])
def test_the_axis_counts_in_whole_figures(most: int, steps: str) -> None:
    wanted = steps.split() if " " in steps else list(steps)
    assert texts(stacked_bars("t", ["a"], [("one", [most])]))[:5] == wanted


def test_nothing_to_show_is_said() -> None:
    assert "Nothing to show" in texts(stacked_bars("t", ["a"], [("one", [0])]))
    assert "Nothing to show" in texts(named_bars("t", []))


def test_of_many_weeks_a_few_are_named() -> None:
    svg = stacked_bars("t", [f"week {number}" for number in range(157)], [("one", [1] * 157)])
    assert len([text for text in texts(svg) if text.startswith("week")]) == 8
    assert len(heights(svg, 0)) == 157


def test_names_stand_in_order_with_their_figures() -> None:
    found = texts(named_bars("t", [("first", 1200), ("second", 3)]))
    assert found.index("second") < found.index("first")  # drawn from the bottom up
    assert {"1,200", "3"} <= set(found)


def test_the_library_leaves_no_import_hook_behind() -> None:
    stacked_bars("t", ["a"], [("one", [1])])
    assert [finder for finder in sys.meta_path if type(finder).__module__.startswith("pygal")] == []

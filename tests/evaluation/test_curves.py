from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sendbot.evaluation.curves import risk_chart, risk_points, roc_chart, roc_points, trade_off_chart
from sendbot.evaluation.labelled import Result
from sendbot.knowledge.entries import LabelledQuestion
from sendbot.matching.calibration import TradeOff
from sendbot.matching.decision import Candidate, Ranking, Thresholds, decide

LINES = Thresholds(answer=0.7, clarify=0.3)


def result(score: float, top: str, *expected: str) -> Result:
    return Result(
        LabelledQuestion(question="q", expected=expected, kind="plain"),
        decide(Ranking([Candidate(top, score)]), LINES),
    )


RESULTS = [result(0.9, "a", "a"), result(0.8, "a", "b"), result(0.6, "a"), result(0.2, "a", "a")]


def rounded(points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return [(round(across), round(upwards)) for across, upwards in points]


def test_letting_more_through_is_counted_from_the_strictest_threshold_on() -> None:
    assert rounded(roc_points(RESULTS)) == [(0, 0), (0, 33), (0, 67), (100, 67), (100, 100)]
    assert roc_points([]) == [(0, 0)]


def test_risk_is_the_share_of_wrong_among_what_is_answered() -> None:
    assert rounded(risk_points(RESULTS)) == [(25, 0), (50, 50), (75, 67), (100, 50)]


@pytest.mark.parametrize(
    "svg",
    [
        roc_chart(RESULTS),
        risk_chart(RESULTS),
        trade_off_chart([TradeOff(step / 10, 0.5, 0.1, 0.2) for step in range(11)]),
    ],
)
def test_a_chart_is_plain_shapes_with_a_name(svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    assert tree.get("aria-label")
    assert not [
        part for part in tree.iter() if part.tag.rpartition("}")[2] in {"script", "style", "image", "a"}
    ]


def test_lines_stand_where_their_figures_are_and_are_told_apart_without_colour() -> None:
    tree = ElementTree.fromstring(
        trade_off_chart([TradeOff(0.0, 1.0, 0.0, 1.0), TradeOff(1.0, 0.0, 0.0, 0.0)])
    )
    lines = [part for part in tree.iter() if part.tag.endswith("polyline")]
    (left, top), (right, bottom) = [
        [float(value) for value in point.split(",")] for point in lines[0].get("points", "").split()
    ]
    assert left < right
    assert top < bottom
    assert len({line.get("stroke-dasharray") for line in lines}) == len(lines) == 3

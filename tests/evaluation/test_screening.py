from __future__ import annotations

from collections.abc import Callable

import pytest

from sendbot.care.concerns import Concerns
from sendbot.care.redaction import Redacted, Redaction, Span, replaced
from sendbot.errors import QuestionsFileError
from sendbot.evaluation.screening import (
    as_json,
    danger_figures,
    danger_text,
    measure_danger,
    measure_personal,
    personal_figures,
    personal_text,
    read_danger,
    read_personal,
)

DANGER = [
    '{"message": "the water is rising", "kind": "must-fire", "category": "flood"}',
    '{"message": "it is burning", "kind": "must-fire", "category": "fire"}',
    '{"message": "we drown", "kind": "must-fire", "category": "flood"}',
    '{"message": "a book about floods", "kind": "must-not-fire"}',
    "",
    '{"question": "opening hours"}',
]
NOTICED = {
    "the water is rising": Concerns(sure=("flood",)),
    "it is burning": Concerns(perhaps=("flood", "fire")),
    "a book about floods": Concerns(perhaps=("flood",)),
}
PERSONAL = [
    '{"text": "ring 07700 900123 or Zebedee", "spans": [{"text": "07700 900123", "type": "PHONE"}, {"text": '
    '"Zebedee", "type": "PERSON"}]}',
    '{"question": "opening hours"}',
    '{"question": "meet me in May"}',
]


def test_danger_is_counted_as_the_names_of_the_figures_say() -> None:
    results = measure_danger(read_danger(DANGER, "set"), lambda text: NOTICED.get(text, Concerns()))
    assert danger_figures(results) == {
        "noticed": (2, 3),
        "noticed: fire": (1, 1),
        "noticed: flood": (1, 2),
        "noticed with a card": (1, 3),
        "right concern first, of those noticed": (1, 2),
        "cards on near misses": (0, 1),
        "cards or lines on near misses": (1, 1),
        "cards on ordinary questions": (0, 1),
        "cards or lines on ordinary questions": (0, 1),
    }
    text = danger_text("set", results)
    assert "missed (flood): we drown" in text
    assert "line without need (flood): a book about floods" in text
    assert "wrong first (flood, meant fire): it is burning" in text


def without(*words: str) -> Callable[[str], Redaction]:
    """A redaction that removes these words and nothing else."""

    def redact(text: str) -> Redaction:
        spans = tuple(
            Span(text.index(word), text.index(word) + len(word), "PERSON") for word in words if word in text
        )
        return Redaction(Redacted(replaced(text, spans)), spans)

    return redact


def test_details_are_counted_by_kind_and_what_is_left_is_shown() -> None:
    results = measure_personal(read_personal(PERSONAL, "set"), without("07700 900123", "May"))
    figures = personal_figures(results)
    assert figures["removed: PHONE"] == (1, 1)
    assert figures["removed: PERSON"] == (0, 1)
    assert figures["clean messages changed"] == (1, 2)
    assert as_json("set", figures)["figures"]["removed: PHONE"] == {"count": 1, "of": 1, "share": 1.0}  # type: ignore[index]
    text = personal_text("set", results)
    assert "changed: meet me in May, to: meet me in [name]" in text
    assert "left (PERSON): Zebedee" in text


@pytest.mark.parametrize("part", ["Zeb", "edee", "07700", "900123", "Zebede"])
def test_a_detail_of_which_a_letter_is_left_counts_as_left(part: str) -> None:
    figures = personal_figures(measure_personal(read_personal(PERSONAL[:1], "set"), without(part)))
    assert figures["details removed"] == (0, 2)


def test_every_place_of_a_detail_counts_and_words_that_only_begin_with_it_do_not() -> None:
    line = '{"text": "Jo said join Jo", "spans": [{"text": "Jo", "type": "PERSON"}]}'
    once = measure_personal(read_personal([line], "set"), without("Jo said"))
    assert once[0].left == (("Jo", "PERSON"),)
    twice = measure_personal(read_personal([line], "set"), without("Jo said", "join Jo"))
    assert twice[0].left == ()


def test_spans_that_do_not_lead_to_the_cleaned_text_count_for_nothing() -> None:
    def claims_everything(text: str) -> Redaction:
        return Redaction(Redacted(text), (Span(0, len(text), "PERSON"),))

    figures = personal_figures(measure_personal(read_personal(PERSONAL[:1], "set"), claims_everything))
    assert figures["details removed"] == (0, 2)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{oops"], "set:1: this line is not JSON"),
        (["", "[1]"], "set:2: this line is not a JSON object"),
        (["", " "], "set holds no messages"),
        (['{"message": 5, "kind": "must-fire"}'], 'set:1: each line needs "message"'),
        (['{"message": "x", "kind": "must-fire"}'], 'set:1: each line needs "message"'),
        (['{"message": "x", "kind": "perhaps"}'], 'set:1: each line needs "message"'),
    ],
)
def test_a_slip_in_a_file_of_danger_is_told_by_line(lines: list[str], said: str) -> None:
    with pytest.raises(QuestionsFileError, match=said):
        read_danger(lines, "set")


@pytest.mark.parametrize(
    "line",
    [
        '{"text": 5}',
        '{"text": "x", "spans": [1]}',
        '{"text": "x", "spans": [{"text": "x"}]}',
        '{"text": "x", "spans": 1}',
    ],
)
def test_a_slip_in_a_file_of_details_is_told_by_line(line: str) -> None:
    with pytest.raises(QuestionsFileError, match='set:1: each line needs "text" and "spans"'):
        read_personal([line], "set")

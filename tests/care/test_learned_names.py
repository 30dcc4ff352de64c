from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from sendbot.care.learned_names import LearnedNames, learned_names
from sendbot.care.redaction import redact
from sendbot.encoding.encoder import Encoded, Encoder, Vectors, load_encoder
from sendbot.evaluation.screening import PersonalMessage, measure_personal, personal_figures
from sendbot.knowledge.reading import load
from sendbot.mind.published_details import no_names, published
from tests.care.labelled import families, judged, judged_families, messages, personal
from tests.care.test_redaction import MESSAGES


@cache
def encoder() -> Encoder:
    return load_encoder()


@cache
def finder() -> LearnedNames:
    found = learned_names(encoder())
    assert found is not None
    return found


def cleaned(text: str) -> str:
    return redact(text, finder=finder()).text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("my son Jake Smith is 7 and has no school", "my son [name] is 7 and has no school"),
        ("please ring Mr and Mrs Tillotson about it", "please ring [name] about it"),
        ("can i have a taxi for Wojtek's brother", "can i have a taxi for [name]'s brother"),
        ("моя донька Оксана не розмовляє", "моя донька [name] не розмовляє"),
        ("we live at 22 Sycamore Rise with my mum", "we live at [address] with my mum"),
        ("he goes to Thornbush Primary School in Crewe", "he goes to [school] in Crewe"),
    ],
)
def test_a_detail_goes_whole_and_the_rest_stays(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "my lad wiv adhd",
        "hes bin diagnosd",
        "I am at the Co-op",
        "is Park Lane any good",
        "Will he get a place",
        "how do i appeal",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert cleaned(text) == text


def test_a_name_found_once_is_found_again() -> None:
    assert (
        "zuzanna" not in cleaned("My daughter Zuzanna needs help. the taxi forgot zuzanna twice").casefold()
    )


class Silent:
    """An encoder that must not be asked anything."""

    dimensions = 384

    def __init__(self, name: str) -> None:
        self.name = name

    def encode(self, texts: Sequence[str]) -> Encoded:
        raise AssertionError(texts)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)


def test_without_the_encoder_that_the_head_was_learned_on_there_is_no_finder() -> None:
    assert learned_names(None) is None
    assert learned_names(Silent("another-encoder-1")) is None


def test_places_in_a_long_text_are_places_of_the_whole() -> None:
    filler = "we have waited for a long time and nobody says anything. " * 40
    text = f"{filler}my son is called Benedikt. {filler}"
    found = [span for span in finder()(text) if text[span.start : span.end] == "Benedikt"]
    assert found


def test_what_holds_no_words_is_not_even_encoded() -> None:
    silent = learned_names(Silent(encoder().name))
    assert silent is not None
    assert silent("1 2 3 ?! 4") == []
    assert silent("") == []


@pytest.mark.parametrize("piece", ["my son ", "k*ll me ", "ab ", "called Jayden and "])
def test_what_says_the_same_over_and_over_is_not_encoded(piece: str) -> None:
    silent = learned_names(Silent(encoder().name))
    assert silent is not None
    assert isinstance(silent((piece * 4096)[:4096]), list)


class Counting:
    """An encoder that counts the letters that it is given."""

    dimensions = 384

    def __init__(self, within: Encoder) -> None:
        self.within, self.name, self.letters = within, within.name, 0

    def encode(self, texts: Sequence[str]) -> Encoded:
        self.letters += sum(map(len, texts))
        return self.within.encode(texts)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)


def test_a_long_post_costs_the_encoder_one_and_a_half_looks_at_most() -> None:
    counting = Counting(encoder())
    found = learned_names(counting)
    post = (
        " ".join(text for text in messages("judged-names"))[:4096].replace("[[PERSON ", "").replace("]]", "")
    )
    assert found is not None
    redact(post, finder=found)
    assert len(post) * 0.9 <= counting.letters <= 1.5 * len(post) + 10


@given(MESSAGES)
@settings(max_examples=25, deadline=None)
def test_redacting_again_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@cache
def figures() -> dict[str, tuple[int, int]]:
    keep = published(load(Path("knowledge")))
    both = [*personal(), *judged()]
    return personal_figures(measure_personal(both, lambda text: redact(text, keep, finder())))


def share(figure: tuple[int, int]) -> float:
    return figure[0] / figure[1]


@pytest.mark.parametrize(("kind", "least"), [("PERSON", 0.94), ("SCHOOL", 0.9), ("ADDRESS", 0.9)])
def test_names_schools_and_addresses_are_removed_whole(kind: str, least: float) -> None:
    assert share(figures()[f"removed: {kind}"]) >= least


def test_clean_messages_stay_as_they_are() -> None:
    assert share(figures()["clean messages changed"]) <= 0.04


def test_ordinary_messages_stay_as_they_are() -> None:
    ordinary = [*messages("ordinary"), *messages("near-misses")]
    changed = [text for text in ordinary if cleaned(text) != text]
    assert len(changed) <= 0.02 * len(ordinary), changed


def as_kept(messages: Sequence[PersonalMessage]) -> dict[str, tuple[int, int]]:
    """Figures over messages, cleaned as the bot cleans what it keeps."""
    known = load(Path("knowledge"))
    keep, local = published(known), no_names(known.area)
    found = learned_names(encoder(), local=local)
    return personal_figures(measure_personal(messages, lambda text: redact(text, keep, found, local)))


@pytest.mark.parametrize(
    ("half", "least_people", "most_changed"), [(families(), 0.96, 0.05), (judged_families(), 0.92, 0.06)]
)
def test_what_tired_families_write_is_cleaned(
    half: Sequence[PersonalMessage], least_people: float, most_changed: float
) -> None:
    found = as_kept(half)
    assert share(found.pop("clean messages changed")) <= most_changed
    assert share(found.pop("removed: PERSON")) >= least_people
    found.pop("details removed")
    assert {kind: figure for kind, figure in found.items() if figure[0] < figure[1]} == {}


def test_the_figures_see_a_finder_that_finds_half() -> None:
    sighted = share(figures()["removed: PERSON"])
    blind = personal_figures(measure_personal(judged(), lambda text: redact(text, finder=lambda _: [])))
    assert share(blind["removed: PERSON"]) < 0.1 < sighted
    halved = personal_figures(
        measure_personal(
            judged(),
            lambda text: redact(
                text,
                finder=lambda given: [
                    type(span)(span.start, (span.start + span.end + 1) // 2, span.type)
                    for span in finder()(given)
                ],
            ),
        )
    )
    assert share(halved["removed: PERSON"]) < 0.2

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from sendbot.encoding.centred import CentredEncoder
from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.knowledge.reading import load
from sendbot.review.grouping import Grouping
from sendbot.review.wordings import Rarity
from tests.review.asked import TOPICS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    knowledge = load(ROOT / "knowledge")
    return CentredEncoder(
        load_encoder(), [q for entry in knowledge.entries.values() for q in entry.questions]
    )


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity.of(
        question for entry in load(ROOT / "knowledge").entries.values() for question in entry.questions
    )


@pytest.fixture
def grouping(encoder: Encoder, rarity: Rarity) -> Grouping:
    return Grouping(encoder, rarity)


def asked() -> Iterator[tuple[str, str, str]]:
    """(id, topic, text), the topics mixed as they would come in."""
    longest = max(len(texts) for texts in TOPICS.values())
    for place in range(longest):
        for number, (topic, texts) in enumerate(TOPICS.items()):
            if place < len(texts):
                yield f"q-{number:04d}{place:04d}", topic, texts[place]


ASKED = list(asked())
QUESTIONS = [(name, text) for name, _, text in ASKED]


def test_two_wordings_of_one_thing_come_together_from_the_second_on(grouping: Grouping) -> None:
    one, two, other = grouping.add(
        [
            ("q-a", "how do I get a blue badge"),
            ("q-b", "blue badge application"),
            ("q-c", "school uniform grant"),
        ]
    )
    assert one.group == two.group == "g-a"
    assert two.like == "q-a"
    assert other.group == "g-c"
    assert other.like is None


def test_groups_are_pure_and_not_too_many(grouping: Grouping) -> None:
    groups = {joined.question: joined.group for joined in grouping.add(QUESTIONS)}
    pairs = [(groups[one[0]] == groups[two[0]], one[1] == two[1]) for one, two in combinations(ASKED, 2)]
    together = [same for joined, same in pairs if joined]
    assert sum(together) / len(together) >= 0.93
    assert sum(together) / sum(same for _, same in pairs) >= 0.7
    assert len(set(groups.values())) <= 38


def test_the_same_questions_always_end_the_same(encoder: Encoder, rarity: Rarity) -> None:
    at_once = Grouping(encoder, rarity).add(QUESTIONS)
    one_by_one = Grouping(encoder, rarity)
    singly = [joined for question in QUESTIONS for joined in one_by_one.add([question])]
    assert [(joined.question, joined.group, joined.like) for joined in at_once] == [
        (joined.question, joined.group, joined.like) for joined in singly
    ]


def test_what_is_restored_goes_on_as_before(encoder: Encoder, rarity: Rarity) -> None:
    texts = dict(QUESTIONS)
    whole = Grouping(encoder, rarity)
    first = whole.add(QUESTIONS[:40])
    expected = whole.add(QUESTIONS[40:])
    again = Grouping(encoder, rarity)
    again.restore(
        [
            (joined.question, joined.group, texts[joined.question], joined.vector)
            for joined in first
            if joined.exemplar
        ]
    )
    assert again.add(QUESTIONS[40:]) == expected


def test_vectors_of_another_encoder_are_worked_out_again(encoder: Encoder, rarity: Rarity) -> None:
    again = Grouping(encoder, rarity)
    again.restore([("q-a", "g-a", "how do I get a blue badge", b"")])
    assert again.add([("q-b", "blue badge application")])[0].group == "g-a"


def test_a_group_does_not_wander(grouping: Grouping) -> None:
    chain = [
        "bin day",
        "bin day for disabled people",
        "disabled people parking",
        "parking at school",
        "school holidays",
        "holidays abroad",
    ]
    groups = {
        joined.group for joined in grouping.add([(f"q-{place}", text) for place, text in enumerate(chain)])
    }
    assert len(groups) >= 3


def test_a_split_sticks(grouping: Grouping) -> None:
    grouping.add([("q-a", "how do I get a blue badge"), ("q-b", "blue badge application for a child")])
    grouping.place("q-b", "blue badge application for a child", "g-b")
    assert grouping.add([("q-c", "blue badge application for my child")])[0].group == "g-b"
    assert grouping.add([("q-d", "how can I get a blue badge")])[0].group == "g-a"


def test_a_merge_sticks(grouping: Grouping) -> None:
    grouping.add([("q-a", "how do I get a blue badge"), ("q-b", "parking permit for disabled drivers")])
    grouping.merge("g-b", "g-a")
    assert grouping.add([("q-c", "parking permits for disabled drivers")])[0].group == "g-a"


def test_it_can_say_why(grouping: Grouping) -> None:
    why = grouping.why("blue badge application", "how do I get a blue badge")
    assert why.words == ("blue", "badge")
    assert why.similarity > 0.6
    assert grouping.why("school uniform grant", "bin day").words == ()


def test_without_an_encoder_words_do_it_alone(rarity: Rarity) -> None:
    grouping = Grouping(None, rarity)
    one, two, three = grouping.add(
        [("q-a", "blue badge application"), ("q-b", "applying for a blue badge"), ("q-c", "bin day")]
    )
    assert one.group == two.group != three.group


@pytest.mark.parametrize("text", ["", "?", "the", "\u202e", "😀", "a" * 5000, "blue badge\x00"])
def test_odd_texts_find_a_group(grouping: Grouping, text: str) -> None:
    grouping.add([("q-a", "blue badge")])
    assert grouping.add([("q-b", text)])[0].group

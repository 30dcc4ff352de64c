from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.encoding.remembered import Remembering
from sendbot.knowledge.reading import load
from sendbot.review.grouping import Grouping
from sendbot.review.subject_space import Queues
from sendbot.review.wordings import Rarity
from tests.review.asked import TOPICS
from tests.review.judged import JUDGED, NOISE, SUBJECTS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def queues(encoder: Encoder) -> Queues:
    """What the knowledge in the repository teaches; `bot.py check` has made its vectors, or they are made
    here."""
    entries = load(ROOT / "knowledge").entries.values()
    asked = [(question, entry.id) for entry in entries for question in entry.questions]
    remembering = Remembering(encoder, ROOT / "data" / "cache")
    vectors = remembering.vectors([question for question, _ in asked])
    return Queues.learn(
        vectors, [entry for _, entry in asked], {entry.id: entry.workstream for entry in entries}
    )


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity.of(
        question for entry in load(ROOT / "knowledge").entries.values() for question in entry.questions
    )


@pytest.fixture
def grouping(encoder: Encoder, rarity: Rarity, queues: Queues) -> Grouping:
    return Grouping(encoder, rarity, queues)


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


Labelled = list[tuple[str, str | None]]


def mixed(subjects: Sequence[str], noise: Sequence[str], seed: int) -> Labelled:
    """Questions with their subjects, in an order as they might come in; noise belongs to nothing."""
    found: Labelled = [(text, subject) for subject in subjects for text in SUBJECTS[subject]]
    found += [(text, None) for text in noise]
    random.Random(seed).shuffle(found)
    return found


def judged(grouping: Grouping, asked: Labelled) -> tuple[float, float, float]:
    """Of the pairs put together, how many belong together; of those that do, how many are; how many stand
    alone."""
    joined = grouping.add([(f"q-{place:08d}", text) for place, (text, _) in enumerate(asked)])
    groups = [one.group for one in joined]
    pairs = [
        (groups[one] == groups[two], asked[one][1] is not None and asked[one][1] == asked[two][1])
        for one, two in combinations(range(len(asked)), 2)
    ]
    together = [same for joint, same in pairs if joint]
    alone = sum(number == 1 for number in Counter(groups).values()) / len(asked)
    return sum(together) / len(together), sum(together) / sum(same for _, same in pairs), alone


def test_groups_mean_something_on_the_half_that_judges(
    encoder: Encoder, rarity: Rarity, queues: Queues
) -> None:
    figures = [
        judged(Grouping(encoder, rarity, queues), mixed(JUDGED, NOISE[1::2], seed)) for seed in (1, 2, 3)
    ]
    precision, recall, alone = (sum(row) / len(row) for row in zip(*figures, strict=True))
    assert precision >= 0.85
    assert recall >= 0.35
    assert alone <= 0.55


def test_the_judge_sees_it_when_nothing_is_learnt_from_the_knowledge(
    encoder: Encoder, rarity: Rarity
) -> None:
    precision, recall, _ = judged(Grouping(encoder, rarity), mixed(JUDGED, NOISE[1::2], 1))
    assert precision < 0.6 or recall < 0.2


def test_easy_groups_stay_pure(grouping: Grouping) -> None:
    groups = {joined.question: joined.group for joined in grouping.add(QUESTIONS)}
    pairs = [(groups[one[0]] == groups[two[0]], one[1] == two[1]) for one, two in combinations(ASKED, 2)]
    together = [same for joined, same in pairs if joined]
    assert sum(together) / len(together) >= 0.8
    assert sum(together) / sum(same for _, same in pairs) >= 0.8


def test_a_queue_is_told_only_where_it_can_be(grouping: Grouping) -> None:
    told = grouping.add(
        [
            ("q-a", "they refused the taxi to school how do i appeal"),
            ("q-b", "tell me a joke"),
            ("q-c", "where do I get ear defenders for my son"),
        ]
    )
    assert [one.queue for one in told] == ["inclusion", None, None]


def test_the_same_questions_always_end_the_same(encoder: Encoder, rarity: Rarity, queues: Queues) -> None:
    at_once = Grouping(encoder, rarity, queues).add(QUESTIONS)
    one_by_one = Grouping(encoder, rarity, queues)
    singly = [joined for question in QUESTIONS for joined in one_by_one.add([question])]
    assert [(joined.question, joined.group, joined.like) for joined in at_once] == [
        (joined.question, joined.group, joined.like) for joined in singly
    ]


def test_what_is_restored_goes_on_as_before(encoder: Encoder, rarity: Rarity, queues: Queues) -> None:
    texts = dict(QUESTIONS)
    whole = Grouping(encoder, rarity, queues)
    first = whole.add(QUESTIONS[:40])
    expected = whole.add(QUESTIONS[40:])
    again = Grouping(encoder, rarity, queues)
    again.restore(
        [
            (joined.question, joined.group, texts[joined.question], joined.vector)
            for joined in first
            if joined.exemplar
        ]
    )
    assert again.add(QUESTIONS[40:]) == expected


def test_vectors_of_another_encoder_are_worked_out_again(
    encoder: Encoder, rarity: Rarity, queues: Queues
) -> None:
    again = Grouping(encoder, rarity, queues)
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

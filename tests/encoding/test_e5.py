from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from sendbot.encoding import e5
from sendbot.encoding.e5 import E5Encoder
from sendbot.encoding.encoder import centred, load_encoder, unit


@pytest.fixture(scope="module")
def encoder() -> E5Encoder:
    return E5Encoder.load()


ORDINARY = [
    "where is the school",
    "how do I pay",
    "my son is five",
    "what time is it",
    "who is the head teacher",
    "can I get help",
]


def test_a_question_is_nearer_to_its_meaning_than_to_another_in_any_language(encoder: E5Encoder) -> None:
    centre = encoder.vectors(ORDINARY).mean(axis=0)
    asked = [
        "my son has been excluded from school",
        "mój syn został wyrzucony ze szkoły",
        "моєму сину заборонили ходити до школи",
    ]
    vectors = centred(encoder.vectors([*asked, "when are the bins emptied"]), centre)
    alike = vectors @ vectors[0]
    assert alike[1] > alike[3] + 0.2
    assert alike[2] > alike[3] + 0.2


def test_vectors_have_length_one_and_each_token_has_a_state_and_a_place(encoder: E5Encoder) -> None:
    text = "Can Siân appeal?  She's in Year 9."
    encoded = encoder.encode([text, "", "ok"])
    assert encoded.vectors.shape == (3, encoder.dimensions)
    assert np.allclose(np.linalg.norm(encoded.vectors, axis=1), 1, atol=1e-5)
    assert [len(states) for states in encoded.states] == [len(offsets) for offsets in encoded.offsets]
    assert "".join(text[start:end] for start, end in encoded.offsets[0]) == text.replace(" ", "")
    assert encoded.offsets[1].shape == (0, 2)


def test_a_part_of_a_text_has_a_vector_of_its_own(encoder: E5Encoder) -> None:
    text = "The school was lovely to us. Now he has been excluded and I want to appeal."
    encoded = encoder.encode([text])
    centre = encoder.vectors(ORDINARY).mean(axis=0, keepdims=True)
    goal = centred(encoder.vectors(["appeal against an exclusion"]), centre)[0]
    first, second = (
        centred(encoded.part(0, start, end)[None], centre)[0] for start, end in ((0, 28), (29, len(text)))
    )
    assert second @ goal > first @ goal + 0.05
    assert np.allclose(encoded.part(0, 500, 600), encoded.vectors[0])


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800", "\x00", "a" * 100_000, "🙂" * 500, "word " * 2000, "e\u0301" * 300, "\u200b"]
)
def test_any_text_can_be_encoded(encoder: E5Encoder, text: str) -> None:
    encoded = encoder.encode([text])
    assert np.isfinite(encoded.vectors).all()
    assert encoded.offsets[0].max(initial=0) <= len(text)


def test_the_end_of_a_long_message_is_read(encoder: E5Encoder) -> None:
    start = "He likes trains and we went to the park with his sister. " * 40
    encoded = encoder.encode([start, f"{start} He was excluded on Friday."])
    assert 0.9 < float(encoded.vectors[0] @ encoded.vectors[1]) < 0.99999
    assert encoded.offsets[1][-1, 1] == len(start) + 27


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: E5Encoder) -> None:
    texts = [
        "how long does it take",
        "a",
        "what happens when the council says no to a plan for my child and nobody explains why",
    ]
    together = encoder.vectors(texts)
    alone = np.vstack([encoder.vectors([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9995


def test_no_texts_give_no_vectors(encoder: E5Encoder) -> None:
    assert encoder.vectors([]).shape == (0, encoder.dimensions)
    assert encoder.encode([]).vectors.shape == (0, encoder.dimensions)


def test_the_default_encoder_is_loaded_from_a_data_folder(tmp_path: Path, encoder: E5Encoder) -> None:
    fresh = load_encoder(tmp_path)
    assert fresh.name == encoder.name
    assert np.array_equal(fresh.vectors(ORDINARY), encoder.vectors(ORDINARY))


def test_a_row_of_zeros_stays_without_direction() -> None:
    assert not unit(np.zeros((1, 3))).any()


def tokens_read(encoder: E5Encoder, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many tokens the model is given for a text."""
    seen: list[int] = []

    class Counting:
        def forward_batch(self, inputs: list[list[int]]) -> object:
            seen.extend(len(tokens) for tokens in inputs)
            return real.forward_batch(inputs)

    real = encoder._model
    monkeypatch.setattr(encoder, "_model", Counting())
    encoder._recent = {}
    encoded = encoder.encode([text])
    monkeypatch.setattr(encoder, "_model", real)
    assert np.isfinite(encoded.vectors).all()
    assert len(encoded.states[0]) == len(encoded.offsets[0])
    return sum(seen)


LETTER = (
    "Dear team, my daughter is in year five and her school says that she does not need a plan. The speech "
    "therapist wrote a long report last spring, and we did not get it until October, when her class teacher "
    "left. Since then nobody answers my emails. I asked the office "
    "twice whom I can turn to, and they gave me "
    "a number that rings out. Her taxi comes late on most days, so "
    "that she misses assembly and cries. We have "
    "a meeting in two weeks, and I would like to know what I may bring, whether my sister can come with me, "
    "and how long they have to decide after that. My husband works nights and cannot be there. She also has "
    "asthma and a hearing aid, for which the nurse has a care plan that was never shared with the kitchen. "
    "Could somebody please explain who pays for the swimming lessons that the old school promised us, and "
    "what happens to the transport when we move to Crewe in January? Thank you for reading all of this, I "
    "know that it is much, and I did not know where else I should begin. Kind regards, a tired mum."
)


def test_a_letter_is_read_to_its_end_and_of_what_is_no_writing_a_little(
    encoder: E5Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tokens_read(encoder, LETTER, monkeypatch)
    assert len(LETTER) > 1_000
    assert whole >= len(encoder._cut(LETTER)[0])
    for nonsense in ("a@" * 2_000, "e" + "\u0301" * 3_999, "Aa " * 1_333, "O'" * 2_000, "\ufdfa" * 4_000):
        assert tokens_read(encoder, nonsense, monkeypatch) < 700, nonsense[:4]
    piece = "a@" * 440
    assert tokens_read(encoder, piece, monkeypatch) >= 880, "names are looked for in all of a piece"


def test_a_letter_between_signs_is_still_read(encoder: E5Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = tokens_read(encoder, LETTER, monkeypatch)
    assert tokens_read(encoder, "!?" * 250 + LETTER + "!?" * 250, monkeypatch) > alone * 0.7


def test_many_texts_read_on_two_threads_give_what_one_gives(
    encoder: E5Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"how long {'very ' * (number % 30)}does a plan number {number} take" for number in range(90)]
    at_once: list[int] = []

    class Watched(ThreadPoolExecutor):
        def __init__(self, threads: int) -> None:
            at_once.append(threads)
            super().__init__(threads)

    monkeypatch.setattr(e5, "ThreadPoolExecutor", Watched)
    one = encoder.encode(texts)
    assert at_once == []
    monkeypatch.setattr(e5, "_MANY", 50)
    two = encoder.encode(texts)
    assert at_once == [2]
    assert np.array_equal(one.vectors, two.vectors)
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(one.states, two.states, strict=True))

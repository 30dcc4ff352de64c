from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from sendbot.matching.small_talk import LONGEST, SmallTalk, plain_talk

JUDGED = yaml.safe_load(Path(__file__).with_name("small_talk_judged.yaml").read_text(encoding="utf-8"))


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Each text as the letters pairs that it holds: enough to tell thanks from a question."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for first, second in zip(text.casefold(), text.casefold()[1:], strict=False):
            row[(ord(first) * 31 + ord(second)) % 512] += 1
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


QUESTIONS = ("how do I appeal a decision of the council", "who pays for the school bus",
    "when is the review of the plan", "what does a tribunal do")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [("❤️❤️", "thanks"), ("👍", "affirm"), ("😭", "mood"), ("👋", "greeting"), ("???", "confused"),
     ("🦆", "laugh"), ("Dziękuję bardzo!", "thanks"), ("sorry to bother you", "sorry")],
)  # fmt: skip
def test_emoji_and_word_for_word_examples_need_no_model(text: str, kind: str) -> None:
    found = plain_talk(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("text", ["", "...", "how do I appeal", "12"])
def test_other_texts_are_not_plainly_small_talk(text: str) -> None:
    assert plain_talk(text) is None


def test_nothing_that_is_judged_with_is_learned_from() -> None:
    judged = [*chain(*JUDGED["small_talk"].values()), *JUDGED["questions"]]
    assert [text for text in judged if plain_talk(text) and any(map(str.isalnum, text))] == []


def test_a_kind_is_learned_and_not_a_list() -> None:
    look = SmallTalk.fit(encode, encode(QUESTIONS * 60))
    thanks, question = (
        look.talk(text, lambda text=text: encode([text])[0])  # type: ignore[misc]  # the loop's own text
        for text in ("oh thank you ever so much", "who pays for the bus to school")
    )
    assert thanks is not None
    assert question is not None
    assert (thanks.kind, thanks.score > 0.5, question.score < 0.5) == ("thanks", True, True)
    assert look.talk("word " * (LONGEST + 1), lambda: encode(["word"])[0]) is None

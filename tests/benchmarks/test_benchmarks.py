"""The protocols are right on small data; where the outside data lies beside the checkout, its figures hold
too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sendbot.assistant import Assistant
from tests.benchmarks import by_web, memory, outside, speed
from tests.benchmarks.desk_previews import held
from tests.benchmarks.outside import OUTSIDE, Run
from tests.benchmarks.peers import PEERS, sendbot
from tests.conversation.small_house import MIND
from tests.matching.small_base import QUESTIONS

needs_data = pytest.mark.skipif(
    not outside.DATA.is_dir(), reason="the outside data does not lie beside this checkout"
)

DONE = Run((("a", 0.9), ("b", 0.8), ("a", 0.4), ("a", 0.6), ("b", 0.1)), ("a", "b", "b", OUTSIDE, OUTSIDE))


def test_figures_are_what_their_names_say() -> None:
    assert outside.accuracy(DONE) == pytest.approx(2 / 3)
    assert outside.right_let_through(DONE, 0.5) == pytest.approx(2 / 3)
    assert outside.right_let_through(DONE, 0.0) == pytest.approx(2 / 3)
    assert outside.separation(DONE) == pytest.approx(5 / 6)
    assert outside.best_mcc(DONE) >= outside.mcc(DONE, 0.7) > outside.mcc(DONE, 0.0)


@pytest.mark.parametrize("name", PEERS)
def test_peers_find_their_own_questions_and_survive_odd_messages(name: str) -> None:
    rank = PEERS[name](QUESTIONS)
    for entry, asked in QUESTIONS.items():
        assert rank(asked[0])[0] == entry
    for odd in ("", "??", "the of and", "\x00"):
        rank(odd)


def test_made_up_entries_differ() -> None:
    questions = speed.made_up(2_000)
    assert len({question for asked in questions.values() for question in asked}) == 20_000


@needs_data
@pytest.mark.parametrize(("bot", "best", "own"), [("sofmattress", 0.70, 0.65), ("curekart", 0.65, 0.61)])
def test_hint3_stays_above_every_platform(bot: str, best: float, own: float) -> None:
    questions, messages = outside.hint3(bot)
    rank, threshold = sendbot(questions)
    done = outside.run(rank, messages)
    assert outside.best_mcc(done) >= best
    assert outside.mcc(done, threshold) >= max(own, *outside.platform_best(bot).values())


TALKS = (
    ("borrow book",),
    ("purple elephants", "thanks"),
    ("borrow loan", "the second one"),
    ("we are drowning", "borrow book", "scotland"),
)


async def test_the_web_page_and_ask_say_the_same() -> None:
    found = await by_web.compared(TALKS, MIND)
    assert found.same, found
    assert found.played == 4
    assert found.counts[0]["questions"] > 0


async def test_where_the_web_page_says_something_else_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = by_web.by_ask

    async def hard_of_hearing(messages: Sequence[str], assistant: Assistant) -> list[by_web.Page]:
        return await asked([text.replace("drowning", "fine") for text in messages], assistant)

    monkeypatch.setattr(by_web, "by_ask", hard_of_hearing)
    found = await by_web.compared(TALKS, MIND)
    assert found.different == (3,)
    assert not found.same


async def test_a_set_that_is_not_there_is_skipped_plainly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(by_web, "SHARED", tmp_path)
    (tmp_path / "followups.jsonl").write_text('{"messages": ["borrow book", "thanks"]}\n', encoding="utf-8")
    said = await by_web.table(MIND)
    assert "followups: 0 of 1 differ; the same counts" in said
    assert "everyday is skipped: there is no everyday.jsonl beside this checkout." in said


def test_memory_is_looked_at_before_the_messages_after_them_and_after_threads_had_them_too() -> None:
    assert held() > 20
    looks = iter((1.0, 2.0, 3.0))
    assert memory.measured(MIND, lambda: next(looks)) == (1.0, 2.0, 3.0)

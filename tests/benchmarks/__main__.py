"""One command prints every table: `python -m tests.benchmarks`, or some of them: `python -m tests.benchmarks
hint3 speed`."""

from __future__ import annotations

import asyncio
import sys

from sendbot.mind.mind import Mind
from tests.benchmarks import (
    asked_on,
    beside,
    by_web,
    few_questions,
    framed,
    outside,
    said_again,
    share_of_questions,
    speed,
    talk,
)
from tests.benchmarks.peers import PEERS, sendbot

SIZES = (10, 100, 1_000, 10_000)
"""Entries; each has ten questions."""


def main(chosen: list[str]) -> None:
    """Print the chosen tables, all without a choice."""
    tables = {
        "hint3": _hint3,
        "clinc150": _clinc150,
        "speed": _speed,
        "brevity": _brevity,
        "follow-ups": _follow_ups,
        "asked-on": _asked_on,
        "said-again": _said_again,
        "framed": _framed,
        "beside": _beside,
        "by-web": _by_web,
        "few": _few,
        "share-of-questions": _share_of_questions,
    }
    for name, table in tables.items():
        if not chosen or name in chosen:
            table()


def _few() -> None:
    print("Entries with few questions beside others with many")
    print(f"  {few_questions.table()}")


def _share_of_questions() -> None:
    print("What a share of the questions finds")
    print(f"  {share_of_questions.table()}")


def _brevity() -> None:
    print("How long replies are, danger aside")
    print(f"  {talk.brevity(_mind())}")


def _follow_ups() -> None:
    print("What a message means after what came before it")
    print(f"  {talk.follow_ups(_mind())}")


def _asked_on() -> None:
    print("What families ask on after an answer")
    print(f"  {asked_on.asked_on(_mind())}")


def _said_again() -> None:
    print("What is said again of an answer, to questions that it holds and others")
    print(f"  {said_again.table(_mind())}")


def _framed() -> None:
    print("Held-out tests of the knowledge, plain and with something said around them")
    print(f"  {framed.framed(_mind())}")


def _beside() -> None:
    print("Danger noticed, plainly and with an ordinary clause beside it")
    print(f"  {beside.beside()}")


def _by_web() -> None:
    print("The same messages on the web page and through ask")
    print(f"  {asyncio.run(by_web.table(_mind()))}")


def _mind() -> Mind:
    from sendbot.cli.shared import settings_now
    from sendbot.cli.wiring import open_mind

    return open_mind(settings_now())


def _hint3() -> None:
    if not outside.DATA.is_dir():
        print(f"HINT3 is skipped: there is no folder {outside.DATA}.")
        return
    print(
        "HINT3, Matthews correlation: threshold calibrated on the training file / best on the test; accuracy "
        "without declining"
    )
    for bot in outside.BOTS:
        questions, messages = outside.hint3(bot)
        rank, threshold = sendbot(questions)
        done = outside.run(rank, messages)
        print(
            f"  {bot}: sendbot  {outside.mcc(done, threshold):.3f} / {outside.best_mcc(done):.3f}  accuracy "
            f"{outside.accuracy(done):.3f}"
        )
        for name, fit in PEERS.items():
            done = outside.run(fit(questions), messages)
            print(f"  {bot}: {name}  - / {outside.best_mcc(done):.3f}  accuracy {outside.accuracy(done):.3f}")
        for name, best in outside.platform_best(bot).items():
            print(f"  {bot}: {name} (published)  - / {best:.3f}")


def _clinc150() -> None:
    if not outside.DATA.is_dir():
        print(f"CLINC150 is skipped: there is no folder {outside.DATA}.")
        return
    print(
        "CLINC150: accuracy / area under ROC / right when 5 % and 10 "
        "% of out-of-scope queries are let through"
    )
    for shots in (5, 10):
        questions, messages = outside.clinc150(shots)
        for name, rank in (
            ("sendbot", sendbot(questions)[0]),
            *((name, fit(questions)) for name, fit in PEERS.items()),
        ):
            done = outside.run(rank, messages)
            through = [outside.right_let_through(done, share) for share in (0.05, 0.1)]
            print(
                f"  {shots} each: {name}  {outside.accuracy(done):.3f} / {outside.separation(done):.3f} / "
                f"{through[0]:.3f} / {through[1]:.3f}"
            )


def _speed() -> None:
    print("Speed: questions, fit, median and 99th percentile of ranking one message, memory so far")
    for entries in SIZES:
        for found in speed.measure(entries):
            print(
                f"  {found.questions:>7,} {found.name}: fit {found.fit_seconds:.1f} s, "
                f"{found.median_ms:.2f} ms, {found.slow_ms:.2f} ms, {found.memory_mb:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])

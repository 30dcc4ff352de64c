"""A child that fits: real processes that end well, are killed, take too much or too long."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from sendbot.errors import FittingError
from sendbot.upkeep.fitting_child import run_aside


def work_well(done: Path) -> None:
    done.write_text(Path("/proc/self/oom_score_adj").read_text(encoding="ascii"), encoding="ascii")


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    os._exit(3)


def take_memory(megabytes: int) -> None:
    taken = [bytearray(os.urandom(1_000_000)) for _ in range(megabytes)]
    time.sleep(600 + len(taken))


def take_for_ever() -> None:
    time.sleep(600)


def test_work_that_ends_well_says_nothing_and_is_the_first_to_go_where_memory_is_short(
    tmp_path: Path,
) -> None:
    run_aside(partial(work_well, tmp_path / "done"))
    assert int((tmp_path / "done").read_text(encoding="ascii")) == 900


def test_a_child_that_the_system_kills_is_a_sentence() -> None:
    with pytest.raises(FittingError, match="most likely because the memory ran out"):
        run_aside(be_killed)


def test_a_child_that_fails_says_how_it_ended() -> None:
    with pytest.raises(FittingError, match="exit code 3"):
        run_aside(fail)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not say who holds what")
def test_a_child_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(FittingError, match="more than 120 MB of memory"):
        run_aside(partial(take_memory, 160), memory=120_000_000)


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(FittingError, match="minutes"):
        run_aside(take_for_ever, seconds=0.2)

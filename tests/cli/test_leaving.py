"""A process that still fits answers on a thread ends with its own code."""

from __future__ import annotations

import subprocess
import sys

_AT_WORK = """
import sys, threading, time
from sendbot.cli.leaving import leave
from sendbot.upkeep.reload import THREAD

def work():
    try:
        time.sleep(600)
    finally:
        print("taken down")

if {at_work}:
    threading.Thread(target=work, name=THREAD, daemon=True).start()
print("last words", end="")
import atexit
atexit.register(print, ", and Python was taken down", end="")
leave(3)
"""


def left(at_work: bool) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", _AT_WORK.format(at_work=at_work)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_thread_at_work_neither_keeps_the_process_nor_spoils_its_code() -> None:
    assert left(at_work=True) == (3, "last words")


def test_without_one_python_ends_as_always() -> None:
    assert left(at_work=False) == (3, "last words, and Python was taken down")

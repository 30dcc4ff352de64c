"""The end of a process that may still fit answers on a thread: it goes at once, with its own exit code."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from typing import NoReturn

from sendbot.upkeep.reload import THREAD


def leave(code: int) -> NoReturn:
    """End with this code.

    A thread that still reads or fits answers would be cut off inside compiled code when Python takes itself
    down, which ends the process with SIGABRT instead of its code. So Python is then not taken down: what is
    to be said is said, children end, and the process goes.
    """
    if not any(thread.name == THREAD for thread in threading.enumerate()):
        sys.exit(code)
    for child in multiprocessing.active_children():
        child.terminate()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

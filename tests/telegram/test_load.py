"""What the benchmark of load says of a process is read from a real one."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.telegram.load import Growth


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system has no /proc")
def test_growth_sees_memory_files_and_threads() -> None:
    growth, end = Growth(), threading.Event()
    growth.look(os.getpid(), 0)
    one_more = threading.Thread(target=end.wait)
    one_more.start()
    with Path(__file__).open(encoding="utf-8"):
        growth.look(os.getpid(), 1)
    end.set()
    one_more.join()
    (_, memory, files, threads), (_, _, later_files, later_threads) = growth.samples
    assert memory > 10
    assert later_files == files + 1
    assert later_threads == threads + 1
    assert "open files" in str(growth)

"""A fork is what a start from nothing would be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forked.command import CAN_FORK, loaded_anew, program
from tests.verbs import environment
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="here each start loads everything")

_TELLS = """
import json, os, sys, threading
print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get("MINE"), sys.stdin.read(), os.getppid(),
                  len(sys.modules), [thread.name for thread in threading.enumerate()]]), flush=True)
print("aside", file=sys.stderr)
raise SystemExit(7)
"""
_WAITS = """
import signal, sys, time
def ended(number, frame):
    print("told", number, flush=True)
    raise SystemExit(3)
signal.signal(signal.SIGTERM, ended)
print("waits", flush=True)
time.sleep(600)
"""


def started(folder: Path, code: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """A program of our own in the place of `bot.py`."""
    script = folder / "script.py"
    script.write_text(code, encoding="utf-8")
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*program()[:-1], str(script), *arguments],
        cwd=folder, env=os.environ | settings, stdin=pipe, stdout=pipe, stderr=pipe, text=True,
    )  # fmt: skip


def test_arguments_folder_settings_input_output_and_exit_code_are_its_own(tmp_path: Path) -> None:
    one = started(tmp_path, _TELLS, "a", "b c", MINE="zażółć")
    said, aside = one.communicate("typed", PATIENCE)
    assert said.startswith(f'[["a", "b c"], "{tmp_path}", "za\\u017c\\u00f3\\u0142\\u0107", "typed"')
    assert said.endswith('["MainThread"]]\n')
    assert aside == "aside\n"
    assert one.returncode == 7
    assert "MINE" not in os.environ


def test_many_run_at_once(tmp_path: Path) -> None:
    running = [started(tmp_path, _TELLS, str(number)) for number in range(8)]
    said = [one.communicate(str(number), PATIENCE)[0] for number, one in enumerate(running)]
    assert [text.split("]")[0] for text in said] == [f'[["{number}"' for number in range(8)]


def test_it_is_another_process_each_time_that_has_loaded_everything(tmp_path: Path) -> None:
    plain = started(tmp_path, "import os, sys; print(os.getpid(), 'sqlalchemy' in sys.modules)")
    again = started(tmp_path, "import os, sys; print(os.getpid(), 'sqlalchemy' in sys.modules)")
    (one, loaded), (two, _) = (each.communicate("", PATIENCE)[0].split() for each in (plain, again))
    assert one != two
    assert loaded == "True"


def test_a_signal_is_handed_on(tmp_path: Path) -> None:
    with started(tmp_path, _WAITS) as one:
        assert one.stdout is not None
        assert one.stdout.readline() == "waits\n"
        one.terminate()
        assert one.wait(PATIENCE) == 3
        assert one.stdout.read() == f"told {int(signal.SIGTERM)}\n"


def test_where_the_stand_in_is_killed_the_program_ends(tmp_path: Path) -> None:
    with started(tmp_path, "import os, time; print(os.getpid(), flush=True); time.sleep(600)") as one:
        assert one.stdout is not None
        pid = int(one.stdout.readline())
        one.kill()
        assert one.wait(PATIENCE) == -signal.SIGKILL
    wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_it_ends_as_the_program_ends(tmp_path: Path) -> None:
    one = started(tmp_path, "import os; os.abort()")
    one.communicate("", PATIENCE)
    assert one.returncode == -signal.SIGABRT


def test_what_takes_effect_while_loading_is_loaded_anew(tmp_path: Path) -> None:
    code = "import os, sys; print('sqlalchemy' in sys.modules)"
    said, _ = started(tmp_path, code, PYTHONHASHSEED="1").communicate("", PATIENCE)
    assert said == "False\n"
    said, _ = started(tmp_path, code, PYTHONUNBUFFERED="1").communicate("", PATIENCE)
    assert said == "True\n"


@pytest.mark.parametrize("arguments", [("--help",), ("redact", "my son Jake"), ("show", "nothing-of-it")])
def test_the_program_says_the_same_either_way(house: Path, arguments: tuple[str, ...]) -> None:
    said = [
        subprocess.run(
            [*command, *arguments], env=environment(house), cwd=house, capture_output=True, check=False
        )
        for command in (program(), loaded_anew())
    ]
    assert loaded_anew()[0] == sys.executable
    assert [one.returncode for one in said] == [said[1].returncode] * 2
    assert said[0].stdout == said[1].stdout
    assert said[0].stderr == said[1].stderr

"""The page as operators run it, `python bot.py web` in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from urllib.request import urlopen

from tests.forked.command import program
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until


class Page:
    """A running page over a folder."""

    def __init__(self, house: Path, *options: str, port: int | None = None, **settings: str) -> None:
        self.house, self.options = house, options
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {
            "knowledge_dir": str(house / "knowledge"),
            "data_dir": str(house / "data"),
            "encoder": "none",
            **settings,
        }
        plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
        self._environment = plain | {f"SENDBOT_{name.upper()}": value for name, value in own.items()}
        self._log = house / f"web-{id(self)}.log"

    def __enter__(self) -> Page:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it serves."""
        command = [*program(), "web", "--port", str(self.port), *self.options]
        with self._log.open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                command, env=self._environment, cwd=self.house, stdout=said, stderr=subprocess.STDOUT
            )
        wait_until(lambda: "Families can ask" in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        with urlopen(f"{self.url}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200

    @property
    def said(self) -> str:
        """Everything that stood in the terminal so far."""
        return self._log.read_text(encoding="utf-8")

    def kill(self) -> None:
        """As a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """Stop it as an operator does."""
        if self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(PATIENCE) == 0, self.said

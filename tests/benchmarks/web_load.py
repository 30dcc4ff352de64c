"""How many questions a second the chat page answers, over real sockets with the real knowledge: `python -m
tests.benchmarks.web_load`.

The asker runs on the same machine and takes its share of the processors. Questions are the knowledge folder's
own tests, each once before any is asked again, so that nothing is fast because it was asked before.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from sendbot.knowledge.reading import load
from tests.channels.web.live import Page

ROOT = Path(__file__).parents[2]
RATE, SECONDS, COPIES = 100, 20, 2


def questions() -> list[str]:
    """Everything that the folder's own tests ask."""
    return [test.question for test in load(ROOT / "knowledge").tests]


async def ask(port: int, text: str) -> float:
    """One question on a connection of its own; the seconds from the first byte to the last."""
    body = urlencode({"text": text}).encode()
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        f"X-Forwarded-For: 198.51.100.{hash(text) % 250}\r\nContent-Type: "
        f"application/x-www-form-urlencoded\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:60].decode())
    return time.perf_counter() - began


async def steady(port: int, texts: list[str], rate: float, seconds: float) -> tuple[list[float], int, float]:
    """Ask at a rate; the times, how many went wrong, and how long all of it took."""
    tasks = []
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(port, texts[number % len(texts)])))
    done = await asyncio.gather(*tasks, return_exceptions=True)
    times = sorted(one for one in done if isinstance(one, float))
    return times, len(done) - len(times), time.perf_counter() - began


def main(rate: float = RATE, seconds: float = SECONDS, copies: int = COPIES) -> None:
    """Start the copies and print what was seen."""
    texts = questions()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        house = Path(folder)
        (house / "knowledge").symlink_to(ROOT / "knowledge")
        (house / "data").mkdir()
        for name in ("cache", "encoder"):
            if (ROOT / "data" / name).exists():
                (house / "data" / name).symlink_to(ROOT / "data" / name)
        options = ("--shared", "--proxy", "127.0.0.1")
        first = running.enter_context(Page(house, *options, encoder="default"))
        for _ in range(copies - 1):
            running.enter_context(Page(house, *options, port=first.port, encoder="default"))
        asyncio.run(steady(first.port, texts[-40:], 10, 4))  # what is only loaded when it is first wanted
        cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        times, wrong, took = asyncio.run(steady(first.port, texts, rate, seconds))
        cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu
        load = (
            Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
            if Path("/proc/loadavg").exists()
            else "?"
        )
        middle, late = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.99))
        print(
            f"{copies} copies, {rate:g} a second wanted for {seconds:g} s: {len(times) / took:.1f} a second "
            f"answered, {wrong} went wrong"
        )
        print(
            f"  median {middle:.0f} ms, 99th percentile {late:.0f} ms; the asker took {cpu:.1f} s of "
            f"processor; load of the machine {load}"
        )
        for copy in subprocess.run(
            ["ps", "-o", "pid,rss,cputime,args"], capture_output=True, text=True, check=False
        ).stdout.splitlines():
            if f"--port {first.port}" in copy:
                print(f"  {copy[:60]}")


if __name__ == "__main__":
    given = [*map(float, sys.argv[1:]), *(RATE, SECONDS, COPIES)[len(sys.argv) - 1 :]]
    main(given[0], given[1], int(given[2]))

"""A folder of a thousand entries: the real ones copied with twelve ways of asking each, and what checking,
fitting and ranking take: `python -m tests.benchmarks.large_folder [entries]`."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import yaml

from sendbot import load_encoder, load_knowledge
from sendbot.mind.build import build_matcher
from tests.benchmarks.speed import made_up_word

_KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
_KEPT = ("workstream", "applies_to", "contacts", "sources", "read", "review_by", "easy_read")
_QUESTIONS = 12
_TITLE = 60
"""Characters of a title, within what may be shown on a button or heading."""
_A_FILE = 50
"""Entries of one file, so that files are as long as curators' own."""


def entries_of(folder: Path) -> list[dict[str, object]]:
    """The whole entries of a folder's topics, with their topic's workstream."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        topic = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(topic, dict) and isinstance(topic.get("entries"), list):
            found += [{"workstream": topic.get("workstream"), **entry} for entry in topic["entries"]]
    return [entry for entry in found if entry.get("questions") and "part_of" not in entry]


class _AsCuratorsWrite(yaml.SafeDumper):
    """Long texts as blocks, as in the guide."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_AsCuratorsWrite.add_representer(str, _text)


def copies(entries: list[dict[str, object]], wanted: int) -> Iterator[dict[str, object]]:
    """So many more entries, each with a made-up word of its own in all that it says and is asked by."""
    for number in range(wanted):
        entry = entries[number % len(entries)]
        word = made_up_word(number + 1)
        asked = entry["questions"]
        assert isinstance(asked, list)
        yield {
            "id": f"{entry['id']}-{word}",
            "title": f"{word}: {entry['title']}"[:_TITLE].strip(),
            "questions": [f"{question} {word}" for question in asked[:_QUESTIONS]],
            "answer": str(entry["answer"]).replace(". ", f" with {word}. ", 1),
            **{key: entry[key] for key in _KEPT if entry.get(key) is not None},
        }


def write(folder: Path, wanted: int) -> None:
    """The real folder with copies beside it, so many entries in all."""
    shutil.copytree(_KNOWLEDGE, folder)
    own = entries_of(_KNOWLEDGE)
    made = list(copies(own, wanted - len(own)))
    for start in range(0, len(made), _A_FILE):
        topic = {"entries": made[start : start + _A_FILE]}
        text = yaml.dump(topic, Dumper=_AsCuratorsWrite, allow_unicode=True, sort_keys=False, width=1000)
        (folder / f"more-{start // _A_FILE}.yaml").write_text(text, encoding="utf-8")


def checked(folder: Path) -> tuple[float, str]:
    """Seconds of processor time that `check --no-matching` takes, and the last line that it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "bot.py", "check", str(folder), "--no-matching"],
        capture_output=True,
        text=True,
        check=False,
        cwd=_KNOWLEDGE.parent,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, (done.stdout.strip().splitlines() or ["nothing"])[-1]


def main() -> None:
    """Print the figures."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "knowledge"
        write(folder, wanted)
        used, said = checked(folder)
        print(f"{wanted} entries: check without matching {used:.1f} s of processor time; it says: {said}")
        knowledge = load_knowledge(folder)
        asked = sum(len(questions) for questions in knowledge.questions().values())
        start, began = time.process_time(), time.perf_counter()
        matcher = build_matcher(knowledge, load_encoder())
        fitted, waited = time.process_time() - start, time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{asked:,} questions fitted from nothing in {fitted:.0f} s of processor time ({waited:.0f} s), "
        f"{memory:.0f} MB at most"
    )
    took = []
    for test in knowledge.tests[::20]:
        start = time.process_time()
        matcher.rank(test.question)
        took.append(1000 * (time.process_time() - start))
    print(f"ranking a message: {median(took):.1f} ms of processor time (median of {len(took)})")


if __name__ == "__main__":
    main()

"""`python -m tests.training.national`: make the national layer that comes with the package anew."""

from __future__ import annotations

from pathlib import Path

from sendbot.knowledge.area import FILE
from sendbot.knowledge.reading import NATIONAL
from tests.training.national.layer import Layer


def main() -> None:
    """Write every file of the layer, and take away what is not in it any more."""
    files = Layer(Path("knowledge")).files()
    for old in NATIONAL.rglob("*.yaml"):
        if old.relative_to(NATIONAL).as_posix() not in {*files, FILE}:
            old.unlink()
    for name, text in files.items():
        path = NATIONAL / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(files)} files in {NATIONAL.name}/.")


if __name__ == "__main__":
    main()

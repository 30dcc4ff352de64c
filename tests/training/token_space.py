"""`python -m tests.training.token_space [FILE]`: make the space anew and write it where the package looks for
it, or to FILE.

Takes some ten seconds. The same packages and processor give the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from sendbot.encoding.converted import NAME
from sendbot.encoding.encoder import load_encoder
from sendbot.encoding.token_space import FILE, TokenSpace, learn_space, written
from sendbot.matching.reading.word_lists import out_of_scope_pool

PLACE = Path(__file__).parents[2] / "sendbot/encoding/data" / FILE


def made() -> TokenSpace:
    """The space of what the pool's messages are made of."""
    found = load_encoder().encode([message for _, message in out_of_scope_pool()])
    return learn_space(NAME, np.concatenate([states for states in found.states if len(states)]))


def main(path: Path) -> None:
    """Make it, and write it."""
    np.savez_compressed(path, **written(made()))  # type: ignore[arg-type]  # numpy's stub takes no mapping of arrays
    print(f"{path} holds {path.stat().st_size / 1e6:.2f} MB.")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE)

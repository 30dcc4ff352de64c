"""`python -m tests.training.names [FILE]`: make the head anew and write it where the package looks for it, or
to FILE.

Takes some five minutes on one core. The same knowledge, packages and processor give the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from sendbot.care.name_head import FILE, written
from sendbot.encoding.converted import NAME
from sendbot.encoding.encoder import load_encoder
from tests.training.names.corpus import ROOT, corpus
from tests.training.names.fitting import fitted, labelled


def main(path: Path) -> None:
    """Make messages, encode them, fit, write."""
    found = corpus()
    encoder = load_encoder()
    print(f"{len(found.learned)} messages are encoded by {encoder.name}.", flush=True)
    words = labelled(found.learned, encoder)
    print(f"The networks are fitted to {len(words.kinds)} words.", flush=True)
    np.savez_compressed(path, **written(fitted(words, NAME)))  # type: ignore[arg-type]
    print(
        f"{path} holds {path.stat().st_size / 1e6:.2f} MB. Judge it with: python -m "
        f"tests.training.names.judging"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sendbot/care/data" / FILE)

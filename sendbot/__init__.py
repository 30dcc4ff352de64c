"""sendbot: curated answers for families of children and young people with SEND, or an honest "I don't know".

from sendbot import Matcher, load_encoder, calibrate, decide, redact, load_knowledge

These six names are what others may build on (docs/interfaces.md); each is loaded when it is first asked for.
"""

import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    # Before numpy loads. A message needs small sums only: threads that wait for one another
    # made a busy bot thirty times slower.
    os.environ.setdefault(_name, "1")

try:
    __version__ = version("sendbot")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

_PUBLIC = {
    "Matcher": ("sendbot.matching.matcher", "Matcher"),
    "load_encoder": ("sendbot.encoding.encoder", "load_encoder"),
    "calibrate": ("sendbot.matching.matcher", "calibrate"),
    "decide": ("sendbot.matching.decision", "decide"),
    "redact": ("sendbot.care.redaction", "redact"),
    "load_knowledge": ("sendbot.knowledge.reading", "load"),
}

__all__ = ["Matcher", "calibrate", "decide", "load_encoder", "load_knowledge", "redact"]


def __getattr__(name: str) -> Any:
    """One of the public names. Raises AttributeError for any other."""
    if name not in _PUBLIC:
        raise AttributeError(f"sendbot has no public name {name!r}; it has {', '.join(__all__)}")
    module, inside = _PUBLIC[name]
    return getattr(import_module(module), inside)

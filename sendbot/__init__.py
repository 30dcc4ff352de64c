"""sendbot: curated answers for families of children and young people with SEND, or an honest "I don't know"."""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    # Before numpy loads. A message needs small sums only: threads that wait for one another made a busy bot thirty times slower.
    os.environ.setdefault(_name, "1")

from importlib.metadata import PackageNotFoundError, version  # noqa: E402  # the line above must come first

try:
    __version__ = version("sendbot")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

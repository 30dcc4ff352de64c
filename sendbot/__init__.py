"""sendbot: curated answers for families of children and young people with SEND, or an honest "I don't know"."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("sendbot")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

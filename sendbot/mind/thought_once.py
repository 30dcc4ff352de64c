"""A message is thought once: whoever asks for the same text again, shortly after, gets what was found."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_LATEST = 32
"""Texts: the messages under way at one time, with what they are joined to. The oldest is forgotten first."""

_T = TypeVar("_T")


class Once(Generic[_T]):
    """The latest findings by text, in memory only. Threads may share it."""

    def __init__(self) -> None:
        self._latest: OrderedDict[str, _T] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, text: str, find: Callable[[str], _T]) -> _T:
        """What `find` finds in the text; nothing is kept of a look that fails."""
        with self._lock:
            if text in self._latest:
                self._latest.move_to_end(text)
                return self._latest[text]
        found = find(text)
        with self._lock:
            self._latest[text] = found
            while len(self._latest) > _LATEST:
                self._latest.popitem(last=False)
        return found

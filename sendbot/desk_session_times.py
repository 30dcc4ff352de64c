"""How long a desk session lasts, and when an idle one ends. The table of `kept_times` takes the first from
here."""

from __future__ import annotations

from datetime import timedelta

LONGEST_SESSION = timedelta(hours=10)
"""A working day at the desk."""

IDLE_SESSION = timedelta(minutes=30)
"""Long enough for a telephone call in the middle of an answer; a screen that was left is closed after it."""

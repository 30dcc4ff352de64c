"""How many buttons families are shown: of entries to choose between, and of one reply."""

from __future__ import annotations

CHOICES_OFFERED = 3
"""The most entries that a family is asked to choose between: each is one more line to read."""

BUTTON_LIMIT = 4
"""The most buttons of one reply. More choices than this are hard to hold in mind, read aloud or at the end of
a long day."""

from __future__ import annotations

import sqlite3
from pathlib import Path

QUESTION = "how do I borrow a book?"


UNKNOWN = "zebras gnus yaks and camels?"


def kept(house: Path) -> list[str]:
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        return [row[0] for row in database.execute("SELECT text FROM logged_questions")]

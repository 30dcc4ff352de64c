from __future__ import annotations

from sendbot.desk.context import DeskOptions
from sendbot.desk_session_times import IDLE_SESSION, LONGEST_SESSION
from sendbot.kept_times import kept_table


def test_the_desk_and_the_table_of_what_is_kept_take_their_times_from_here() -> None:
    (sessions,) = (row for row in kept_table() if row.key == "sessions")
    assert sessions.time == LONGEST_SESSION
    options = DeskOptions()
    assert (options.longest, options.idle) == (LONGEST_SESSION, IDLE_SESSION)
    assert IDLE_SESSION < LONGEST_SESSION

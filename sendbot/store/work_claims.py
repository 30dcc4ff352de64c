"""Work that one process at a time may do is claimed with a time: is a claim over?"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa


def unclaimed(claimed_at: sa.Column[datetime], now: datetime, lasts: timedelta) -> sa.ColumnElement[bool]:
    """May somebody begin? A claim of later than now is of a clock that ran ahead: it would keep everybody
    out until that day."""
    return sa.or_(claimed_at.is_(None), claimed_at < now - lasts, claimed_at > now + lasts)

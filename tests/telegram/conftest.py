"""Faults, load and failover: what they start runs through lines that the channel's own tests measure."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _started_unmeasured(unmeasured: None) -> None:
    """Every module here."""

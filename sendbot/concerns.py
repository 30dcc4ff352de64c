"""The kinds of danger, the most pressing first: one order for the rules, the trained look, the cards and the
checks."""

from __future__ import annotations

CONCERNS = (
    "safety-suicide-self-harm",
    "safety-medical-emergency",
    "safety-child-at-risk",
    "safety-domestic-abuse",
    "safety-carer-breaking-point",
)
"""Ids of the entries in `knowledge/safety.yaml` that hold the help."""

"""The kinds of danger, the most pressing first. So the rules order what they find; where the trained look has
an opinion, `care/concerns` puts its likeliest first."""

from __future__ import annotations

CONCERNS = (
    "safety-suicide-self-harm",
    "safety-medical-emergency",
    "safety-child-at-risk",
    "safety-domestic-abuse",
    "safety-carer-breaking-point",
)
"""Ids of the entries in `knowledge/safety.yaml` that hold the help."""

"""Why a message was treated as it was, as plain lines for staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sendbot.matching.decision import decide
from sendbot.matching.matcher import Explanation, Matcher
from sendbot.mind.mind import Mind


def explained(message: str, mind: Mind) -> str:
    """Corrections, expansions, each candidate's score by feature, thresholds and the decision."""
    if not isinstance(mind.matcher, Matcher):
        return "This matcher cannot explain itself."
    return "\n".join(_lines(mind.matcher.explain(mind.asked(message)), mind))


def _lines(found: Explanation, mind: Mind) -> Iterator[str]:
    signs = found.signs
    decision = decide(found.ranking, mind.thresholds)
    yield f"language: {found.language}"
    yield f"corrected: {_pairs(signs.corrections)}"
    yield f"read as well: {_pairs(signs.expansions)}"
    yield f"known words: {signs.known_share:.0%}"
    if signs.reason is not None:
        yield f"sign: {signs.reason.value}{f' ({signs.chat})' if signs.chat else ''}"
    if len(found.parts) > 1:
        yield "read in parts: " + "; ".join(f'"{text}" ({share:.2f})' for text, share in found.parts)
    for candidate in found.ranking:
        yield (
            f"{candidate.score:.3f}  {candidate.entry}  ({_figures(found.opinions.get(candidate.entry, {}))})"
        )
    if found.features:
        yield f"what the first score rests on: {_figures(found.features)}"
    yield f"thresholds: answer at {mind.thresholds.answer:.3f}, clarify at {mind.thresholds.clarify:.3f}"
    yield f"decision: {type(decision).__name__.casefold()}, {decision.reason.value}"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{before} -> {after}" for before, after in pairs) or "nothing"


def _figures(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())

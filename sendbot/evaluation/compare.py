"""The impact preview: what a change to the knowledge folder would do to questions whose answers are known,
and to kept ones.

impact = compare(live, edited, edited.tests, encoder)
[change.question for change in impact.of("lost")]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from sendbot.care.redaction import without_labels
from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.evaluation.labelled import Result, by_wholes, run
from sendbot.evaluation.touched import touched
from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.matching.decision import Answer, Clarify, Decision, Ranking
from sendbot.matching.matcher import Matcher
from sendbot.mind.build import build_matcher, build_screen

_NOISE = 0.03
"""Every fit moves scores by about so much; a question that crosses a line by less is not news."""

Kind = Literal["gained", "lost", "changed", "ambiguous", "now answered"]
KINDS: tuple[Kind, ...] = ("lost", "now answered", "gained", "changed", "ambiguous")
"""Now answered is what was labelled as having no answer, and would be given an entry that the change brings
or rewrites: whether that is a loss or what the entry was written for only a person can tell."""

_WORTH = {"right": 3, "right button": 2, "declined": 1, "wrong buttons": 1, "wrong": 0}
_WORTH_UNANSWERABLE = {"rightly declined": 2, "false buttons": 1, "false answer": 0}
"""How well a family was served, so that two verdicts can be compared."""


@dataclass(frozen=True)
class Change:
    """One question that would be treated otherwise."""

    question: str
    kind: Kind
    before: str
    after: str
    entries: tuple[str, ...]
    """The entries concerned: those expected, or those that were and would be given."""
    protected: bool = False
    """Does losing it endanger a family: a safety concern, or an entry with a statutory deadline?"""
    asked: bool = False
    """Is it what a family asked, and not a question of the knowledge's own?"""


@dataclass(frozen=True)
class Impact:
    """All changes, and how many questions were tried."""

    changes: tuple[Change, ...]
    tried: int

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind, in the questions' order."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def dangerous(self) -> tuple[Change, ...]:
        """Safety or deadline matches that would be lost."""
        return tuple(change for change in self.changes if change.kind == "lost" and change.protected)

    def by_entry(self) -> dict[str, Counter[Kind]]:
        """How many changes of each kind touch each entry."""
        counts: dict[str, Counter[Kind]] = {}
        for change in self.changes:
            for entry in change.entries:
                counts.setdefault(entry, Counter())[change.kind] += 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1]["lost"], -item[1].total(), item[0])))


def compare(
    old: Knowledge,
    new: Knowledge,
    questions: Sequence[LabelledQuestion],
    encoder: Encoder | None,
    cache_dir: Path | None = None,
    kept: Sequence[str] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Impact:
    """Replay labelled `questions` and `kept` ones (redacted, without a label) against both folders.

    The safety rules are replayed over every example and near miss of either folder.
    """
    labelled = list(dict.fromkeys(questions))
    asked = [*labelled, *(LabelledQuestion(question=text, kind=KEPT) for text in dict.fromkeys(kept))]
    say("The matcher learns the changed answers.")
    reading = Remembering(encoder, cache_dir) if encoder is not None else None
    # One measure of how sure to be, and one pair of thresholds, for both: they move a little with every fit,
    # and that would hide what the change itself does.
    as_it_is = build_matcher(old, reading, cache_dir, reading)
    matchers = (as_it_is, build_matcher(new, reading, cache_dir, reading, sure_as=as_it_is))
    say(f"{len(asked)} questions are looked at again.")
    again = _worth_asking(asked, (old, new), matchers)
    say(f"{len(again)} of them may be moved by the change, and are asked in full.")
    before, after = (
        run(by_wholes(again, knowledge), partial(_rank, matcher), matchers[0].thresholds)
        for knowledge, matcher in zip((old, new), matchers, strict=True)
    )
    if reading is not None:
        reading.save()
    timed = frozenset(
        knowledge.whole(entry.id) for knowledge in (old, new) for entry, _ in knowledge.deadlines()
    )
    fresh = frozenset(
        new.whole(name) for name, entry in new.entries.items() if old.entries.get(name) != entry
    )
    changes = [
        change
        for pair in zip(before, after, strict=True)
        if (change := _change(*pair, timed, fresh)) is not None
    ]
    danger = _danger(old, new)
    return Impact((*danger, *changes), len(asked) + len(_examples(old, new)))


def _worth_asking(
    asked: Sequence[LabelledQuestion],
    knowledge: tuple[Knowledge, Knowledge],
    matchers: tuple[Matcher, Matcher],
) -> list[LabelledQuestion]:
    """The questions whose reply, or whose right answer, the change can move."""
    moved = touched([without_labels(question.question) for question in asked], knowledge, matchers)
    expected = zip(*(by_wholes(asked, one) for one in knowledge), strict=True)
    return [
        question
        for question, may_move, (was, would) in zip(asked, moved, expected, strict=True)
        if may_move or was != would
    ]


def _rank(matcher: Matcher, question: str) -> Ranking:
    """What a kept question asks, as it was read when it was asked: without its personal details."""
    return matcher.rank(without_labels(question))


KEPT = "kept"
"""The kind of a question without a label: nobody has said what its right answer is."""


def _change(before: Result, after: Result, timed: frozenset[str], fresh: frozenset[str]) -> Change | None:
    """What became of one question. `timed` entries have a deadline, `fresh` ones are new or rewritten."""
    if before.top == after.top and abs(before.score - after.score) < _NOISE:
        return None
    if before.question.kind == KEPT:
        return _kept_change(before, after)
    expected = before.question.expected
    worth = _WORTH if expected else _WORTH_UNANSWERABLE
    difference = worth[after.verdict] - worth[before.verdict]
    if difference == 0:
        return _moved(before, after, expected)
    entries = expected or _concerned(before.decision, after.decision)
    kind: Kind = (
        "gained"
        if difference > 0
        else "now answered"
        if not expected and fresh & set(_given(after.decision))
        else "ambiguous"
        if (before.verdict, after.verdict) == ("right", "right button")
        else "lost"
    )
    protected = bool(timed & set(expected))
    return Change(
        question=before.question.question,
        kind=kind,
        before=described(before.decision),
        after=described(after.decision),
        entries=entries,
        protected=protected,
    )


def _moved(before: Result, after: Result, expected: tuple[str, ...]) -> Change | None:
    """As good or bad as before, but with another entry."""
    if _given(before.decision) == _given(after.decision) or not isinstance(after.decision, Answer):
        return None
    entries = expected or _concerned(before.decision, after.decision)
    return Change(
        before.question.question, "changed", described(before.decision), described(after.decision), entries
    )


def _kept_change(before: Result, after: Result) -> Change | None:
    was, would = _given(before.decision), _given(after.decision)
    if was == would or (isinstance(before.decision, Clarify) and isinstance(after.decision, Clarify)):
        return None
    kind: Kind = "changed"
    if isinstance(after.decision, Answer) and not isinstance(before.decision, Answer):
        kind = "gained"
    elif isinstance(before.decision, Answer) and not isinstance(after.decision, Answer):
        kind = "ambiguous" if isinstance(after.decision, Clarify) else "lost"
    return Change(
        before.question.question,
        kind,
        described(before.decision),
        described(after.decision),
        _concerned(before.decision, after.decision),
        asked=True,
    )


def _given(decision: Decision) -> tuple[str, ...]:
    if isinstance(decision, Answer):
        return (decision.entry,)
    return ("", *decision.entries) if isinstance(decision, Clarify) else ()


def _concerned(*decisions: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for decision in decisions for entry in _given(decision) if entry))


def described(decision: Decision) -> str:
    """A decision in a few words: "answer ehcp-late", "buttons dla, dla-refused" or "no answer"."""
    if isinstance(decision, Answer):
        return f"answer {decision.entry}"
    return f"buttons {', '.join(decision.entries)}" if isinstance(decision, Clarify) else "no answer"


def _examples(old: Knowledge, new: Knowledge) -> dict[str, str]:
    """Every message that must raise a concern, with that concern, from the rules and the examples of both
    folders."""
    found: dict[str, str] = {}
    for knowledge in (old, new):
        for rule in knowledge.safety_rules:
            found.update(dict.fromkeys(rule.must_fire, rule.concern))
        for concern, messages in knowledge.safety_examples.items():
            found.update(dict.fromkeys(messages, concern))
    return found


def _danger(old: Knowledge, new: Knowledge) -> list[Change]:
    """Concerns that the rules of the old folder noticed and those of the new one would not, and the other way
    round."""
    if old.safety_rules == new.safety_rules:
        return []
    before, after = build_screen(old), build_screen(new)
    changes = []
    for message, concern in _examples(old, new).items():
        was, would = concern in before.screen(message), concern in after.screen(message)
        if was != would:
            kind: Kind = "lost" if was else "gained"
            names = {True: f"help for {concern}", False: "not noticed"}
            changes.append(Change(message, kind, names[was], names[would], (concern,), protected=True))
    return changes

from __future__ import annotations

from sendbot.evaluation.compare import Change, Impact
from sendbot.evaluation.impact_text import curve_text, impact_text, trial_text
from sendbot.evaluation.trial import Trial
from sendbot.matching.calibration import TradeOff
from sendbot.matching.decision import Thresholds

LOST = Change("how long\n  have I to appeal", "lost", "answer appeal", "no answer", ("appeal",))
SAFETY = Change("the water is rising", "lost", "help: flood", "no help", ("flood",), protected=True)
GAINED = tuple(
    Change(f"gained {number}", "gained", "no answer", "answer hours", ("hours",)) for number in range(15)
)


def test_what_is_dangerous_is_said_first_and_stands_first() -> None:
    text = impact_text(Impact((LOST, SAFETY), 20))
    assert text.startswith("Tried 20 questions: ")
    assert "STOP: 1 of those lost are safety or deadline matches." in text
    assert text.index("[safety or deadline]") < text.index("have I to appeal")
    assert '"how long have I to appeal": answer appeal -> no answer' in text


def test_many_changes_are_cut_and_counted_by_entry() -> None:
    text = impact_text(Impact((LOST, *GAINED), 20))
    assert "STOP" not in text
    assert "... and 3 more (--json lists all)" in text
    assert "  hours: 15 gained" in text
    assert text.index("  appeal: 1 lost") < text.index("  hours: 15 gained")


def test_no_change_is_one_line() -> None:
    assert impact_text(Impact((), 3)).count("\n") == 1


def test_a_trial_says_what_it_would_take_from_others() -> None:
    taken = Trial(
        "fee",
        "hours",
        "answer fines",
        (("fines", 0.9), ("hours", 0.1)),
        Impact((Change("late fee", "lost", "answer fines", "answer hours", ("fines",)),), 3),
    )
    assert "Adding it to hours would take questions from other entries:\n  late fee" in trial_text(taken)
    assert '"fee" leads to: answer fines\n  0.90  fines' in trial_text(taken)
    assert "takes no known question from another entry" in trial_text(
        Trial("fee", "hours", "nothing", (), Impact((), 3))
    )


def test_a_curve_is_a_table_with_the_thresholds_in_use() -> None:
    text = curve_text([TradeOff(0.5, 0.9, 0.05, 0.02)], Thresholds(answer=0.61234, clarify=0.3), 0.05)
    assert "     0.50             90.0 %              5.0 %                   2.0 %" in text
    assert (
        "At most 5.0 % of unanswerable messages answered: answer at 0.6123, offer buttons at 0.3000." in text
    )

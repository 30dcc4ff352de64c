from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendbot.care.concerns import Concerns, Opinion, Strength, weigh

NAMES = st.lists(st.sampled_from(["flood", "fire", "storm"]), unique=True).map(tuple)
OPINIONS = st.builds(Opinion, st.sampled_from(Strength), st.just(("fire", "flood")), st.booleans())


def test_without_an_opinion_the_rules_alone_decide() -> None:
    assert weigh(("flood",), None) == Concerns(sure=("flood",))
    assert weigh((), None) == Concerns()
    assert not weigh((), None)


def test_the_likeliest_of_several_comes_first_and_an_unknown_one_last() -> None:
    found = weigh(("storm", "flood", "fire"), Opinion(Strength.SURE, ("fire", "flood"), True))
    assert found.sure == ("fire", "flood", "storm")


@given(NAMES, OPINIONS)
def test_what_the_rules_found_is_weakened_at_most_and_never_lost(
    found: tuple[str, ...], opinion: Opinion
) -> None:
    together = weigh(found, opinion)
    assert set(found) <= set(together.all)
    assert not (together.sure and together.perhaps)
    if found:
        assert bool(together.sure) is opinion.agrees


@given(OPINIONS)
def test_the_look_alone_can_raise_either(opinion: Opinion) -> None:
    together = weigh((), opinion)
    assert bool(together.sure) is (opinion.strength is Strength.SURE)
    assert bool(together.perhaps) is (opinion.strength is Strength.PERHAPS)


@pytest.mark.parametrize(("firmly", "card"), [(False, False), (True, True)])
def test_a_rule_for_a_hardship_needs_more_agreement(firmly: bool, card: bool) -> None:
    opinion = Opinion(Strength.NONE, ("fire",), True, firmly)
    assert bool(weigh(("safety-carer-breaking-point",), opinion).sure) is card
    assert weigh(("safety-carer-breaking-point",), opinion)
    assert weigh(("safety-carer-breaking-point", "flood"), opinion).sure

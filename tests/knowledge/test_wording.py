from __future__ import annotations

import re

from sendbot.knowledge.wording import REQUIRED_WORDING, say, wording_problems
from tests.conversation.small_house import WORDING


def test_the_shipped_wording_is_complete_and_holds_nothing_unused() -> None:
    assert wording_problems(WORDING) == ()
    assert set(WORDING) == set(REQUIRED_WORDING)


def test_every_placeholder_that_a_line_may_use_is_used() -> None:
    used = {key: set(re.findall(r"\{([a-z_]+)\}", text)) for key, text in WORDING.items()}
    assert used == {key: set(names) for key, names in REQUIRED_WORDING.items()}


def test_missing_words_and_unknown_placeholders_are_sentences() -> None:
    broken = dict(WORDING, checked="Checked {when}", fallback=" ", clarify="{date}?")
    assert wording_problems(broken) == (
        'Wording "fallback" is missing. Add it to wording.yaml.',
        'Wording "clarify" uses {date}, which the bot cannot fill in. It takes no placeholders.',
        'Wording "checked" uses {when}, which the bot cannot fill in. It may use {date}.',
    )


def test_values_are_never_read_as_placeholders() -> None:
    assert (
        say({"kept-without": "without {details}"}, "kept-without", details="{details} {0} %s")
        == "without {details} {0} %s"
    )


def test_no_wording_holds_a_number_or_address() -> None:
    found = {key: re.findall(r"\d{5,}|@|https?:|www\.", text) for key, text in WORDING.items()}
    assert not any(found.values())

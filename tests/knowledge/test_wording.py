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
        'Wording "checked" uses {when}, which the bot cannot fill in. It may use {by}, {date}.',
    )


def test_values_are_never_read_as_placeholders() -> None:
    assert (
        say({"kept-without": "without {details}"}, "kept-without", details="{details} {0} %s")
        == "without {details} {0} %s"
    )


def test_no_wording_holds_a_number_or_address() -> None:
    found = {key: re.findall(r"\d{5,}|@|https?:|www\.", text) for key, text in WORDING.items()}
    assert not any(found.values())


def test_no_text_says_that_answers_were_checked_before_they_were() -> None:
    """Only the lines that the bot says of an entry or contact which a person has checked may say so."""
    may = {"checked", "contacts-checked"}
    says = re.compile(r"(?<!not )(?<!not yet been )\bchecked\b", re.IGNORECASE)
    told = {key: text.replace("Nobody who speaks it has checked", "") for key, text in WORDING.items()}
    assert [key for key, text in told.items() if key not in may and says.search(text)] == []


def test_the_line_of_a_checked_answer_reads_well() -> None:
    assert (
        say(WORDING, "checked", by="SEND team", date="1 December 2026")
        == "Checked by the SEND team on 1 December 2026."
    )
    assert (
        say(WORDING, "read", month="June 2026")
        == "From pages read in June 2026. The council has not checked this yet."
    )

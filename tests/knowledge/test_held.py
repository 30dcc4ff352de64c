from __future__ import annotations

from sendbot.knowledge.held import folded, reply_text, stands, unmet
from tests.conversation.small_house import KNOWLEDGE


def test_bold_marks_case_spaces_and_curly_quotes_are_folded() -> None:
    assert (
        folded("**Don’t\n  wait**: “15  School\u00a0days” – at most")
        == 'don\'t wait: "15 school days" - at most'
    )


def test_words_that_run_over_a_bold_mark_or_a_line_are_held() -> None:
    text = folded("The council **must\nanswer** within 15 school days.")
    assert not unmet(text, ["council must answer", "WITHIN 15 school days"])


def test_what_is_missing_and_what_misleads_is_named() -> None:
    found = unmet(folded("Within 10 days."), ["15 school days", "within"], ["10 days", "20 days"])
    assert (found.missing, found.misleading) == (("15 school days",), ("10 days",))
    assert str(found) == 'does not hold "15 school days" and must not hold "10 days"'


def test_words_begin_where_a_word_begins_and_numbers_are_whole() -> None:
    assert not stands("25", "until 2025 or 250 days")
    assert stands("25", "up to age 25.")
    assert not stands("authorised", "unauthorised absence")
    assert stands("appeal", "two appeals")


def test_a_reply_is_title_answer_and_cards_without_sources_and_dates() -> None:
    text = reply_text(KNOWLEDGE.entries["borrow"], KNOWLEDGE.contacts)
    assert not unmet(text, ["How do I borrow a book?", "Show your card at the desk", "0300 123 5012"])
    assert not stands("June 2025", text)
    assert not stands("library.example/borrow", text)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot import load_knowledge
from sendbot.conversation.buttons import View
from sendbot.conversation.own_words import own
from sendbot.knowledge.wording import REQUIRED_WORDING
from tests.conversation.small_house import KNOWLEDGE

POLISH = KNOWLEDGE.languages["pl"].model_copy(
    update={"wording": {"button-more": "Więcej", "language-set": "{number} z {all}"}}
)
BOTH = replace(KNOWLEDGE, languages={"pl": POLISH})


def test_easy_read_comes_before_a_language_and_a_language_before_english() -> None:
    assert own(BOTH, View(), "button-more") == "More people and where this is from"
    assert own(BOTH, View(language="pl"), "button-more") == "Więcej"
    assert own(BOTH, View(True, "pl"), "button-more") == "More help"
    assert own(BOTH, View(language="pl"), "button-none") == "None of these"


def test_placeholders_are_filled_in_every_language() -> None:
    assert own(BOTH, View(language="pl"), "language-set", number=3, all=9) == "3 z 9"


SHIPPED = load_knowledge(Path(__file__).parents[2] / "knowledge")
STAYS_ENGLISH = (
    "date-",  # dates are worked out and written in English
    "button-day",
    "contact-",  # stand before what is English: what a contact is for, when it is open
    "contacts-",
    "read",
    "source",
    "checked",
    "unchecked",
    "term",
    "command-",  # Telegram's menu, the same for everybody
    "poster",
    "inline-none",
    "group-hello",
    "language-which",
    "language-set-",
    "easy-read-",  # Easy Read is written in English alone
    "no-easy-read",
    "helped-hard",
    "button-full-easy",
    "button-more-easy",
    "button-helped-easy",
    "fallback-easy",
    "clarify-kept-without",  # names what was taken out, by its English names
    "kept-without",
    "tell-kept",  # name a time by its English name
    "link-made",
    "link-gone",
    "link-email-",
    "page-name",
    "page-topics-more",
    "page-contacts-more",
    "page-privacy-",
    "page-accessibility-more",
    "examples",
)


@pytest.mark.parametrize("language", sorted(SHIPPED.languages))
def test_whatever_the_bot_says_of_itself_is_written_in_each_language(language: str) -> None:
    """A new sentence is either written in all of them, or has its reason above."""
    needed = {key for key in REQUIRED_WORDING if not key.startswith(STAYS_ENGLISH)}
    assert needed - set(SHIPPED.languages[language].wording) == set()

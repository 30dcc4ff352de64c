from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.buttons import View
from sendbot.conversation.own_words import own
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

"""How one visitor sees the pages: kept in addresses, never in a cookie."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.requests import Request

from sendbot.channels.web.blocks import Blocks
from sendbot.channels.web.look import Look, chosen_language, framed
from tests.conversation.small_house import KNOWLEDGE

POLISH = KNOWLEDGE.languages["pl"]
SPOKEN = replace(
    KNOWLEDGE,
    languages={
        "pl": POLISH.model_copy(
            update={"wording": {"page-send": "Wyślij", "language-set": "{number} z {all}"}}
        ),
        "ar": POLISH.model_copy(update={"language": "ar", "wording": {"page-send": "أرسل"}}),
    },
)


def look(language: str = "en", easy: bool = False) -> Look:
    return Look(SPOKEN, Blocks(SPOKEN), language, easy)


def test_labels_come_in_the_language_and_fall_back_to_english() -> None:
    assert look("pl")("page-send") == "Wyślij"
    assert look("pl")("page-again") == "Start again"
    assert look("pl", easy=True)("page-send") == "Wyślij", "Easy Read changes answers, not buttons"


def test_a_page_is_only_said_to_be_in_a_language_that_has_words_for_it() -> None:
    assert (look("ar").lang, look("ar").dir) == ("ar", "rtl")
    assert (look("pl").lang, look("pl").dir) == ("pl", "ltr")
    bare = Look(KNOWLEDGE, Blocks(KNOWLEDGE), "pl")
    assert bare.lang == "en"


def test_addresses_keep_how_somebody_reads_and_nothing_else() -> None:
    assert look().address("/topics") == "/topics"
    assert look("pl", True).address("/topics") == "/topics?lang=pl&easy=1"
    assert look("pl", True).address("/topics", lang="en") == "/topics?lang=en&easy=1"


def test_what_a_language_offers_is_said_with_numbers() -> None:
    assert look("pl").of_language() == f"1 z {len(KNOWLEDGE.entries)}"


@pytest.mark.parametrize("code", ["", "xx", "en", "../etc", "<script>", "pl "])
def test_an_unknown_language_is_english(code: str) -> None:
    assert chosen_language(code, SPOKEN) == "en"
    assert chosen_language("pl", SPOKEN) == "pl"


def test_the_browser_says_when_the_page_is_inside_another() -> None:
    def request(kind: str) -> Request:
        return Request({"type": "http", "headers": [(b"sec-fetch-dest", kind.encode())]})

    assert framed(request("iframe"))
    assert not framed(request("document"))

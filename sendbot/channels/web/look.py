"""How one visitor sees the pages: the language, Easy Read, inside another site or not, and the words for
it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from sendbot.channels.web.blocks import Blocks
from sendbot.channels.web.tongues import direction
from sendbot.conversation.buttons import View
from sendbot.conversation.own_words import own
from sendbot.knowledge.entries import Knowledge

_NEEDED = "page-send"
"""A language without this word has no words for the pages, and they stay in English."""


@dataclass(frozen=True)
class Look:
    """One visitor's view."""

    knowledge: Knowledge
    blocks: Blocks
    language: str = "en"
    easy_read: bool = False
    framed: bool = False
    """The page is shown inside one of somebody else's site."""

    @property
    def view(self) -> View:
        """As the conversation knows it."""
        return View(self.easy_read, self.language)

    @property
    def lang(self) -> str:
        """The language of the pages' own words."""
        known = self.knowledge.languages.get(self.language)
        return self.language if known is not None and _NEEDED in known.wording else "en"

    @property
    def dir(self) -> str:
        """Which way it runs."""
        return direction(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """A label. Easy Read changes answers, not the names of buttons."""
        return own(self.knowledge, View(language=self.lang), key, **values)

    def text(self, key: str, **values: object) -> Markup:
        """Curated paragraphs, each in its language."""
        return self.blocks.text(own(self.knowledge, self.view, key, **values), self.lang)

    def of_language(self) -> str:
        """What a language offers, and whether anybody has read its words through."""
        entries = self.knowledge.entries
        translated = sum(self.language in entry.translations for entry in entries.values())
        key = "language-set-checked" if self.knowledge.languages[self.language].checked else "language-set"
        name = self.knowledge.languages[self.language].name
        return self(key, language=name, number=translated, all=len(entries))

    def address(self, path: str, **fields: str) -> str:
        """An address of ours that keeps how this visitor reads."""
        kept = {"lang": self.language if self.language != "en" else "", "easy": "1" if self.easy_read else ""}
        query = {key: value for key, value in {**kept, **fields}.items() if value}
        return f"{path}?{urlencode(query)}" if query else path

    def languages(self) -> list[tuple[str, str]]:
        """Every language to choose from: its code and its own name."""
        return [("en", "English"), *((one.language, one.name) for one in self.knowledge.languages.values())]


def chosen_language(code: str, knowledge: Knowledge) -> str:
    """The language that was chosen, English when there is no such."""
    return code if code in knowledge.languages else "en"


def framed(request: Request) -> bool:
    """Does the browser say that the page is shown inside another one?"""
    return request.headers.get("sec-fetch-dest") in {"iframe", "frame", "embed", "object"}

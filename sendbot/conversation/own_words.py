"""The bot's own words as this family reads them: Easy Read where it chose that, its language where there are
words in it, else plain English."""

from __future__ import annotations

from sendbot.conversation.buttons import View
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.wording import filled, say


def own(knowledge: Knowledge, view: View, key: str, **values: object) -> str:
    """The words of a key: Easy Read first, then the language's own, then English."""
    easy = f"{key}-easy"
    if view.easy_read and easy in knowledge.wording:
        return say(knowledge.wording, easy, **values)
    language = knowledge.languages.get(view.language)
    if language is not None and key in language.wording and not view.easy_read:
        return filled(language.wording[key], **values)
    return say(knowledge.wording, key, **values)

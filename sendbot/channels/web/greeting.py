"""What the page says before anything was asked, in the order in which it is needed: who is here, then (below
the field for the question) whom to ring in danger, what could be asked, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sendbot.channels.web.look import Look
from sendbot.conversation.own_words import own
from sendbot.knowledge.entries import Knowledge
from sendbot.words.marks import Bullets, Line, paragraphs, spaced


@dataclass(frozen=True)
class Greeting:
    """The curated words of welcome, cut where the field for the question comes in."""

    hello: Markup
    danger: Markup
    rest: Markup
    lead: str
    """What stands before the examples."""
    examples: tuple[str, ...]
    """Questions that can be asked by pressing them."""


def greeting(look: Look) -> Greeting:
    """The welcome as this visitor reads it."""
    hello, *others = paragraphs(own(look.knowledge, look.view, "welcome"))
    numbers = _numbers(look.knowledge)
    danger = [text for text in others if any(number in text for number in numbers)]
    rest = [text for text in others if text not in danger]
    examples = spaced(own(look.knowledge, look.view, "examples"))
    return Greeting(
        hello=_shown(look, [hello]),
        danger=_shown(look, danger),
        rest=_shown(look, rest),
        lead=" ".join(_plain(line) for one in examples if not isinstance(one, Bullets) for line in one.lines),
        examples=tuple(_plain(item) for one in examples if isinstance(one, Bullets) for item in one.items),
    )


def _shown(look: Look, texts: list[str]) -> Markup:
    return look.blocks.text("\n\n".join(texts), look.lang) if texts else Markup("")


def _plain(line: Line) -> str:
    return "".join(run.text for run in line)


def _numbers(knowledge: Knowledge) -> set[str]:
    """Whom to ring in danger: by these numbers the paragraph about it is known in every language."""
    named = (knowledge.contacts.get(name) for name in knowledge.area.people.danger)
    return {contact.phone for contact in named if contact is not None and contact.phone}

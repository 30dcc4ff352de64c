"""What can be asked about, as a menu of two steps: a time of life or a subject, then its answers as buttons.
Curators write it in `knowledge/menu.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.conversation import buttons
from sendbot.conversation.answers import open_button, person_button
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Part, Reply, Words
from sendbot.knowledge.entries import Knowledge

_TITLES = 3
"""Where nobody has written a menu, a few titles of each file show what there is."""


def topics_reply(knowledge: Knowledge, view: View) -> Reply:
    """The first step; where there is no menu, titles to read."""
    parts: tuple[Part, ...] = (Words(own(knowledge, view, "topics")),)
    if not knowledge.menu:
        return Reply((*parts, *_titles(knowledge)))
    offered = (
        Button(stage.title_in(view.language), buttons.write(buttons.STAGE, stage.id, view.token()))
        for stage in knowledge.menu.values()
    )
    return Reply(parts, tuple(offered))


def stage_reply(stage_id: str, knowledge: Knowledge, view: View) -> Reply | None:
    """The second step: the answers of a stage; the first again where none is named, None for an unknown
    one."""
    if not stage_id:
        return topics_reply(knowledge, view)
    stage = knowledge.menu.get(stage_id)
    if stage is None:
        return None
    entries = [entry for name in stage.entries if (entry := knowledge.entry(name))]
    offered = tuple(open_button(entry, view) for entry in entries)
    return Reply((Words(own(knowledge, view, "topic-which")),), (*offered, *menu_button(knowledge, view)))


def menu_button(knowledge: Knowledge, view: View) -> Iterator[Button]:
    """The way to the menu, where there is one."""
    if knowledge.menu:
        yield Button(own(knowledge, view, "button-topics"), buttons.write(buttons.STAGE, "", view.token()))


def first_buttons(knowledge: Knowledge, view: View) -> Iterator[Button]:
    """What a greeting, /help and an honest no offer: the menu, a person, a language."""
    yield from menu_button(knowledge, view)
    yield from person_button(knowledge, view)
    if knowledge.languages:
        yield Button(
            own(knowledge, view, "button-language"), buttons.write(buttons.LANGUAGE, "", view.token())
        )


def _titles(knowledge: Knowledge) -> Iterator[Part]:
    topics: dict[str, list[str]] = {}
    for entry in knowledge.entries.values():
        topics.setdefault(entry.topic, []).append(entry.title)
    for titles in topics.values():
        yield Words("\n".join(f"- {title}" for title in titles[:_TITLES]))

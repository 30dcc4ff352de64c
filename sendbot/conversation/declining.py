"""The honest no: one sentence, the one most fitting person or place, and what becomes of the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sendbot.conversation import buttons
from sendbot.conversation.answers import contacts_of, open_button, people_first, people_lines
from sendbot.conversation.buttons import Button
from sendbot.conversation.chatting import topic_buttons
from sendbot.conversation.events import Abstained
from sendbot.conversation.language_lines import led_without_answer
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, Part, Reply, Words, can_be_asked
from sendbot.conversation.scene import Scene
from sendbot.conversation.topics import first_buttons
from sendbot.knowledge.area import NamedPeople
from sendbot.matching.decision import Reason


def _nobody(_people: NamedPeople) -> tuple[str, ...]:
    return ()


_NEAR = 0.75
"""The share of the score for choices from which on an entry is near enough to lend whom to turn to. At half
of it physiotherapists were named for a question about an extra bedroom."""
_NEAREST = 2
"""Entries that may help with a family's own case: the one about the team, and the closest."""
_WAYS_ON = 2
"""The menu and a person. Whoever reads an honest no has chosen a language already, or needs none."""


@dataclass(frozen=True)
class _NoAnswer:
    """How an abstention is worded, whom it points to, and whether its question is worth keeping."""

    wording: str
    contacts: Callable[[NamedPeople], tuple[str, ...]] = _nobody
    kept: bool = True
    offers_closest: bool = False
    elsewhere: bool = False
    """The family lives in another area: nobody of this one is named."""


_FALLBACK = _NoAnswer("fallback")
_NO_ANSWER = {
    Reason.PERSONAL_CASE: _NoAnswer("personal-case", lambda people: people.own_case, offers_closest=True),
    Reason.OTHER_PLACE: _NoAnswer("other-place", lambda people: people.elsewhere, elsewhere=True),
    Reason.UNREADABLE: _NoAnswer("unreadable", kept=False),
    Reason.ONLY_STOP_WORDS: _NoAnswer("only-stop-words", kept=False),
    Reason.NOT_A_QUESTION: _NoAnswer("not-a-question", kept=False),
}


def declined(scene: Scene) -> Turn:
    """Why there is no answer, whom to turn to, and what became of the question."""
    how = _NO_ANSWER.get(scene.decision.reason, _FALLBACK)
    question_id = scene.message.question_id if how.kept else None
    redacted = scene.redacted() if question_id else None
    kept: tuple[Part, ...] = scene.kept_words(redacted, "kept")
    if how.kept and scene.message.not_kept:
        kept = (Words(scene.say("not-kept")),)
    told = scene.own_led(how.wording, *_person(scene, how), *kept)
    parts = led_without_answer(told, scene.language, scene.mind)
    event = Abstained(
        scene.decision.candidates,
        str(scene.decision.reason),
        scene.language,
        question_id,
        redacted.text if redacted else None,
    )
    reply = Reply(parts, tuple(_offered(scene, how, question_id)), Kind.FALLBACK)
    return scene.turn(reply, event, kept=how.kept, asked_back=not how.kept)


def _person(scene: Scene, how: _NoAnswer) -> tuple[Part, ...]:
    """The one most fitting: of the reason, else of the closest entry, else whoever helps with anything."""
    if not how.kept:
        return ()
    knowledge = scene.mind.knowledge
    named = how.contacts(knowledge.area.people)
    if named and how.elsewhere:  # a page that finds the right people is better than this area's own service
        return people_lines(named, knowledge, 1, scene.message.before.told, scene.view.easy_read)
    ids = [*named, *_lent(scene), *people_first(knowledge)]
    asked = [name for name in ids if name in knowledge.contacts and can_be_asked(knowledge.contacts[name])]
    return people_lines(asked or ids, knowledge, 1, scene.message.before.told, scene.view.easy_read)


def _lent(scene: Scene) -> Iterator[str]:
    """The contacts of entries that come near; those that belong to their own answers stay there, and below a
    card none is lent."""
    if scene.message.below_card:
        return iter(())
    near = scene.mind.thresholds.clarify * _NEAR
    close = [item.entry for item in scene.decision.candidates[:2] if item.score >= near]
    kept_back = scene.mind.knowledge.area.people.kept_back
    return (name for name in contacts_of(close, scene.mind.knowledge) if name not in kept_back)


def _offered(scene: Scene, how: _NoAnswer, question_id: str | None) -> Iterator[Button]:
    if how.offers_closest:
        close = [
            scene.mind.knowledge.entry(item.entry)
            for item in scene.decision.candidates[:2]
            if item.score >= scene.mind.thresholds.clarify
        ]
        team = scene.mind.knowledge.entry(scene.mind.knowledge.area.entries.team)
        shown = {entry.id: entry for entry in (team, *close) if entry}
        yield from (open_button(entry, scene.view) for entry in islice(shown.values(), _NEAREST))
    if question_id:
        taken_back = buttons.write(buttons.FORGET, question_id, scene.view.token())
        yield Button(scene.say("button-forget"), taken_back)
    if how.kept:
        yield from islice(first_buttons(scene.mind.knowledge, scene.view), _WAYS_ON)
    else:
        yield from topic_buttons(scene.mind, scene.view)

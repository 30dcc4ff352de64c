"""One turn: danger first, then the answer, the question back, or the honest "I do not know".

turn = take_turn(Message("how long does an ehcp take", today), mind)
[plain(reply) for reply in turn.replies]
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sendbot.care.redaction import Redaction, describe, redact
from sendbot.care.weighing import Concerns
from sendbot.conversation import buttons
from sendbot.conversation.answers import answer_reply, contact_cards, contacts_of, open_button
from sendbot.conversation.buttons import BUTTON_LIMIT, Button, View
from sendbot.conversation.commands import command_turn
from sendbot.conversation.crisis import crisis_turn, notice, with_line
from sendbot.conversation.dates import reads_as_date, work_out_reply
from sendbot.conversation.events import Abstained, Answered, Chatted, Clarified, Event, Explained
from sendbot.conversation.glossary import asked_term, gloss, mentions
from sendbot.conversation.language_lines import language_of, lead_in, lead_without_answer
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Outcome, Turn
from sendbot.conversation.replies import Kind, Part, Reply, Words
from sendbot.knowledge.entries import Entry, Term
from sendbot.knowledge.wording import REQUIRED_WORDING, say
from sendbot.matching.decision import Answer, Clarify, Decision, Ranking, Reason, Signs, decide
from sendbot.mind.mind import Mind
from sendbot.mind.published_details import published

__all__ = ["Message", "Mind", "Turn", "crisis_turn", "notice", "ordinary_turn", "take_turn"]

_CARDS = 3
"""More people than this to turn to are no help in choosing."""
_NOT_LENT = frozenset({"emergency-999"})
"""A contact that belongs to its own answer: it would frighten whoever only asked something that we do not know."""
_TALK_TO_SOMEONE = frozenset({"robot", "swearing", "help"})
_WITH_EXAMPLES = frozenset({"greeting", "help", "orders", "other"})


@dataclass(frozen=True)
class _NoAnswer:
    """How an abstention is worded, whom it points to, and whether its question is worth keeping."""

    wording: str
    entries: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    kept: bool = True
    offers_closest: bool = False


_FALLBACK = _NoAnswer("fallback", ("contact-human",))
_NO_ANSWER = {
    Reason.PERSONAL_CASE: _NoAnswer(
        "personal-case", ("contact-send-team", "contact-human"), offers_closest=True
    ),
    Reason.OTHER_PLACE: _NoAnswer("other-place", contacts=("contact-charity", "ceias")),
    Reason.UNREADABLE: _NoAnswer("unreadable", kept=False),
    Reason.ONLY_STOP_WORDS: _NoAnswer("only-stop-words", kept=False),
    Reason.NOT_A_QUESTION: _NoAnswer("not-a-question", kept=False),
}


@dataclass(frozen=True)
class _Scene:
    """What one turn looks at, gathered so that it is read once."""

    message: Message
    mind: Mind
    language: str
    decision: Decision
    signs: Signs

    @property
    def view(self) -> View:
        """How the family wants to read."""
        return View(self.message.easy_read, self.language)

    def say(self, key: str, **values: object) -> str:
        """The curated words of a key."""
        return say(self.mind.knowledge.wording, key, **values)

    def redacted(self) -> Redaction:
        """The question without personal details."""
        return redact(self.message.text, keep=published(self.mind.knowledge))

    def led(self, *parts: Part) -> tuple[Part, ...]:
        """The parts, after the lines for a family that writes in another language."""
        return (*lead_in(self.language, self.mind), *parts)

    def turn(
        self, reply: Reply | None, event: Event | None, outcome: Outcome = "abstain", entry: str | None = None
    ) -> Turn:
        """The turn that ends this scene."""
        replies = () if reply is None else (reply,)
        events = () if event is None else (event,)
        return Turn(
            replies=replies,
            events=events,
            decision=self.decision,
            language=self.language,
            outcome=outcome,
            entry=entry,
            reason=str(self.decision.reason),
        )


def take_turn(message: Message, mind: Mind) -> Turn:
    """The whole turn. A channel that wants help in danger on its way at once calls the three steps itself."""
    concerns = notice(message, mind)
    return ordinary_turn(message, mind, concerns).after(crisis_turn(message, mind, concerns))


_CALM = Concerns()


def ordinary_turn(message: Message, mind: Mind, concerns: Concerns = _CALM) -> Turn:
    """The turn without its cards: what it would have been without a concern, but nothing of such a message is kept."""
    if not concerns:
        return _ordinary(message, mind)
    return with_line(_ordinary(replace(message, question_id=None), mind), message, mind, concerns)


def _ordinary(message: Message, mind: Mind) -> Turn:
    command = _asked_directly(message, mind)
    if command is not None:
        return command
    ranking = mind.matcher.rank(message.text)
    signs = ranking.signs if isinstance(ranking, Ranking) else Signs()
    scene = _Scene(
        message=message,
        mind=mind,
        language=language_of(message, mind),
        decision=decide(ranking, mind.thresholds),
        signs=signs,
    )
    if isinstance(scene.decision, Answer):
        return _answered(scene, scene.decision)
    return _unanswered(scene)


def _asked_directly(message: Message, mind: Mind) -> Turn | None:
    """A command such as "/date appeal 3 March", or the date that the last reply asked for."""
    if message.date_for is not None and reads_as_date(message.text, message.now):
        return work_out_reply(message.date_for, message.text, mind.knowledge, message.now)
    return command_turn(message, mind)


def _answered(scene: _Scene, decision: Answer) -> Turn:
    entry = scene.mind.knowledge.entry(decision.entry)
    if entry is None:  # an index from another version of the folder; an honest no is better than a crash
        return _abstained(scene)
    term = asked_term(scene.message.text, scene.mind.knowledge.terms)
    explained = (
        (Words(gloss(term, scene.mind.knowledge.wording)),)
        if term and not mentions(term, entry.title)
        else ()
    )
    reply = answer_reply(entry, scene.mind.knowledge, scene.view, scene.led(*explained))
    return scene.turn(
        reply, Answered(entry.id, scene.language, easy_read=scene.view.easy_read), "answer", entry.id
    )


def _unanswered(scene: _Scene) -> Turn:
    """No clear answer: small talk, a word to explain, a choice to offer, or an honest no."""
    if not scene.message.text.strip():
        return scene.turn(Reply((Words(scene.say("empty")), Words(scene.say("examples")))), None)
    if scene.signs.chat is not None:
        return _chatted(scene, scene.signs.chat)
    term = asked_term(scene.message.text, scene.mind.knowledge.terms)
    if term is not None:
        return _explained(scene, term)
    return _clarified(scene, scene.decision) if isinstance(scene.decision, Clarify) else _abstained(scene)


def _chatted(scene: _Scene, about: str) -> Turn:
    key = about if f"chat-{about}" in REQUIRED_WORDING else "other"
    parts: list[Part] = [Words(scene.say(f"chat-{key}"))]
    if key in _WITH_EXAMPLES:
        parts.append(Words(scene.say("examples")))
    if key in _TALK_TO_SOMEONE:
        parts += contact_cards(
            contacts_of(("contact-human",), scene.mind.knowledge), scene.mind.knowledge, _CARDS
        )
    about_bot = scene.mind.knowledge.entry("about-bot") if key == "robot" else None
    offered = (open_button(about_bot, scene.view),) if about_bot else ()
    return scene.turn(Reply(scene.led(*parts), offered), Chatted(key))


def _explained(scene: _Scene, term: Term) -> Turn:
    """A glossary term, with the closest entry that speaks of it."""
    entries = (scene.mind.knowledge.entry(candidate.entry) for candidate in scene.decision.candidates)
    related = next(
        (
            entry
            for entry in entries
            if entry and mentions(term, f"{entry.title} {' '.join(entry.questions)}")
        ),
        None,
    )
    reply = Reply(
        scene.led(Words(gloss(term, scene.mind.knowledge.wording))),
        (open_button(related, scene.view),) if related else (),
        Kind.ANSWER,
    )
    return scene.turn(reply, Explained(term.term, scene.language), "answer", related.id if related else None)


def _clarified(scene: _Scene, decision: Clarify) -> Turn:
    question_id = scene.message.question_id
    redacted = scene.redacted() if question_id else None
    entries = [entry for entry in map(scene.mind.knowledge.entry, decision.entries) if entry]
    offered = [_choose_button(scene, entry) for entry in entries[: BUTTON_LIMIT - 1]]
    none = Button(scene.say("button-none"), buttons.write(buttons.NONE_OF_THESE, question_id or ""))
    asked = "clarify-two" if decision.reason is Reason.TWO_QUESTIONS else "clarify"
    parts = scene.led(Words(scene.say(asked)), *_kept_words(scene, redacted, "clarify-kept"))
    event = Clarified(
        decision.candidates,
        str(decision.reason),
        scene.language,
        question_id,
        redacted.text if redacted else None,
    )
    return scene.turn(Reply(parts, (*offered, none), Kind.CLARIFY), event, "clarify")


def _choose_button(scene: _Scene, entry: Entry) -> Button:
    label = open_button(entry, scene.view).label
    return Button(
        label, buttons.write(buttons.CHOOSE, entry.id, scene.message.question_id or "", scene.view.token())
    )


def _abstained(scene: _Scene) -> Turn:
    """An honest no: why, whom to turn to, and what became of the question."""
    how = _NO_ANSWER.get(scene.decision.reason, _FALLBACK)
    question_id = scene.message.question_id if how.kept else None
    redacted = scene.redacted() if question_id else None
    easy = how is _FALLBACK and scene.view.easy_read
    why = Words(scene.say("fallback-easy" if easy else how.wording))
    parts = (*lead_without_answer(scene.language, scene.mind), why, *_people(scene, how))
    parts += _kept_words(scene, redacted, "kept")
    offered = _closest(scene) if how.offers_closest else ()
    if question_id:
        offered += (Button(scene.say("button-forget"), buttons.write(buttons.FORGET, question_id)),)
    event = Abstained(
        scene.decision.candidates,
        str(scene.decision.reason),
        scene.language,
        question_id,
        redacted.text if redacted else None,
    )
    return scene.turn(Reply(parts, offered, Kind.FALLBACK), event)


def _people(scene: _Scene, how: _NoAnswer) -> tuple[Part, ...]:
    """Whom to turn to; examples instead when the message only could not be understood."""
    if not how.kept:
        return (Words(scene.say("examples")),)
    near = scene.mind.thresholds.clarify / 2
    close = [candidate.entry for candidate in scene.decision.candidates[:2] if candidate.score >= near]
    first = [*how.contacts, *contacts_of(how.entries, scene.mind.knowledge)]
    closest = (
        []
        if how.contacts
        else [name for name in contacts_of(close, scene.mind.knowledge) if name not in _NOT_LENT]
    )
    return contact_cards((*first[: _CARDS - 1], *closest[:1], *first, *closest), scene.mind.knowledge, _CARDS)


def _closest(scene: _Scene) -> tuple[Button, ...]:
    """Up to two entries that may help although the case itself cannot be seen."""
    close = [
        candidate.entry
        for candidate in scene.decision.candidates[:2]
        if candidate.score >= scene.mind.thresholds.clarify
    ]
    return tuple(open_button(entry, scene.view) for entry in map(scene.mind.knowledge.entry, close) if entry)


def _kept_words(scene: _Scene, redacted: Redaction | None, key: str) -> tuple[Part, ...]:
    """What the family is told about its question being kept; nothing when it is not."""
    if redacted is None:
        return ()
    if redacted.spans:
        return (Words(scene.say(f"{key}-without", details=describe(redacted.spans))),)
    return (Words(scene.say(key)),)

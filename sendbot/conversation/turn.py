"""One turn: danger first, then the answer, the question back, or the honest "I do not know".

turn = take_turn(Message("how long does an ehcp take", today), mind)
[plain(reply) for reply in turn.replies]
"""

from __future__ import annotations

from dataclasses import replace

from sendbot.care.concerns import Concerns
from sendbot.conversation import buttons
from sendbot.conversation.again import again_reply
from sendbot.conversation.answers import answer_reply, label_of, open_button
from sendbot.conversation.asked_abroad import asked_abroad
from sendbot.conversation.buttons import Button
from sendbot.conversation.chatting import asks_for_simpler, chatted, small_talk_of
from sendbot.conversation.choices_in_words import chosen, corrected
from sendbot.conversation.commands import command_turn
from sendbot.conversation.crisis import crisis_turn, notice, tells_only_of_danger, with_line
from sendbot.conversation.declining import declined
from sendbot.conversation.events import Answered, Chatted, Clarified, Explained, LeftUnkept
from sendbot.conversation.follow_up import Followed, followed
from sendbot.conversation.glossary import asked_term, gloss, mentions
from sendbot.conversation.language_lines import language_of, written_in
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Turn
from sendbot.conversation.replies import Kind, Reply, Words
from sendbot.conversation.scene import Scene
from sendbot.conversation.told_facts import tells_fact, with_fact
from sendbot.conversation.ways_asked_for import with_ways_asked_for
from sendbot.conversation.work_out_deadline import date_turn, still_waiting
from sendbot.knowledge.entries import Entry, Term
from sendbot.matching.decision import Answer, Clarify, Decision, Ranking, Reason, decide
from sendbot.matching.reading.spelling import spelled_out
from sendbot.mind.mind import Mind
from sendbot.number_of_buttons import BUTTON_LIMIT

__all__ = ["Message", "Mind", "Turn", "crisis_turn", "notice", "ordinary_turn", "take_turn"]


def take_turn(message: Message, mind: Mind) -> Turn:
    """The whole turn. A channel that wants help in danger on its way at once calls the three steps itself."""
    concerns = notice(message, mind)
    return ordinary_turn(message, mind, concerns).after(crisis_turn(message, mind, concerns))


_CALM = Concerns()

_STORY = 40
"""Words from which on a message tells a story."""
_ALSO = 0.5
"""The share of the score for an answer from which on the runner-up is a button below it: of 1,176 messages it
stood below a quarter of the answers, and below 18 of 43 wrong ones it was the right entry."""
_NEAR = 2
"""Below a card, choices are only offered where the likeliest has so many times the score that is enough
elsewhere: "Permanently excluded?" is no help to whoever looks for a child in the dark."""


def ordinary_turn(message: Message, mind: Mind, concerns: Concerns = _CALM) -> Turn:
    """The turn without its cards: what it would have been without a concern, but nothing of such a message
    is kept."""
    if not concerns:
        return _ordinary(message, mind)
    not_kept = bool(concerns.perhaps) and message.question_id is not None
    beside = replace(message, question_id=None, below_card=bool(concerns.sure), not_kept=not_kept)
    turn = _ordinary(beside, mind)
    if turn.kept and message.question_id is not None:
        turn = replace(turn, events=(*turn.events, LeftUnkept(turn.language)))
    return with_line(replace(turn, kept=False), message, mind, concerns)


def _ordinary(message: Message, mind: Mind) -> Turn:
    command = _asked_directly(message, mind)
    if command is not None:
        return command
    written = written_in(message, mind)
    ranking = mind.rank(message.text, language=written)
    scene = Scene(
        message=message,
        mind=mind,
        language=language_of(message, mind),
        decision=decide(ranking, mind.thresholds),
        signs=ranking.signs,
    )
    if message.below_card and tells_only_of_danger(message.text, mind, written):
        return chatted(scene, "other")
    turn = still_waiting(_in_context(scene, ranking) or _alone(scene), message.date_for)
    return with_ways_asked_for(turn, message, mind)


def _asked_directly(message: Message, mind: Mind) -> Turn | None:
    """A command such as "/date appeal 3 March", or the date that the last reply asked for."""
    if message.date_for is not None:
        dated = date_turn(message.date_for, message.text, mind.knowledge, message.now)
        if dated is not None:
            return dated
    return command_turn(message, mind)


def _in_context(scene: Scene, ranking: Ranking) -> Turn | None:
    """A choice, a correction, small talk or a follow-up: what is only understood with what came before. None
    for all else."""
    typed, before, mind = scene.message.text, scene.message.before, scene.mind
    text = spelled_out(typed) if scene.language == "en" else typed
    correction = corrected(text, before, mind)
    if correction is not None:
        if correction.decision is None:
            return _asked_again(scene)
        return _decided(replace(scene, decision=correction.decision, follows=True), without=before.entry)
    choice = chosen(text, before, mind)
    if choice is not None:
        return _chosen(replace(scene, decision=choice, follows=True), choice)
    tells = before.question and tells_fact(text, mind, before.language or scene.language)
    if tells and not asks_for_simpler(typed, mind):
        told = with_fact(replace(scene, follows=True))
        if told is not None:
            return told if isinstance(told, Turn) else _decided(replace(scene, decision=told, follows=True))
    abroad = asked_abroad(scene)
    if abroad is not None:
        asking = replace(scene, language=abroad.language, english=abroad.english)
        meant = followed(abroad.english, before, mind, mind.rank(abroad.english), scene.decision)
        if meant is not None:
            return _following(asking, meant)
    talk = small_talk_of(typed, scene.signs, scene.decision, mind, bool(before.entry or before.question))
    if talk is not None and not (talk == "fragment" and before.question):
        return chatted(scene, talk)
    found = followed(text, before, mind, ranking, scene.decision)
    if found is None:
        return None if talk is None or isinstance(scene.decision, Answer) else chatted(scene, talk)
    return _following(scene, found)


def _following(scene: Scene, found: Followed) -> Turn:
    """What a message means after what came before it."""
    return _decided(replace(scene, decision=found.decision, follows=True), found.same, here=found.here)


def _chosen(scene: Scene, choice: Decision) -> Turn:
    """What was chosen of what was offered, in its own words: its parts are buttons below."""
    entry = scene.mind.knowledge.entry(choice.entry) if isinstance(choice, Answer) else None
    return _decided(scene) if entry is None else _shown(scene, entry)


def _decided(scene: Scene, same: bool = False, without: str | None = None, here: str | None = None) -> Turn:
    """What was decided with the help of what came before; `without` is the entry that was not meant, `here`
    the words that were asked about."""
    decision = scene.decision
    if isinstance(decision, Answer):
        return _answered(scene, decision, same, without, here)
    return _clarified(scene, decision) if isinstance(decision, Clarify) else declined(scene)


def _asked_again(scene: Scene) -> Turn:
    """ "Not that" alone: what else was offered, and a question for more words."""
    before, knowledge = scene.message.before, scene.mind.knowledge
    others = [entry for name in before.offered if name != before.entry and (entry := knowledge.entry(name))]
    offered = tuple(open_button(entry, scene.view) for entry in others[:BUTTON_LIMIT])
    reply = Reply((Words(scene.say("nothing-else")),), offered)
    return scene.turn(reply, Chatted("correction"), asked_back=True)


def _alone(scene: Scene) -> Turn:
    """A message that is read by itself."""
    if isinstance(scene.decision, Answer):
        return _answered(scene, scene.decision)
    if not scene.message.text.strip():
        return scene.turn(Reply((Words(scene.say("empty")), Words(scene.say("examples")))), None)
    term = asked_term(scene.message.text, scene.mind.knowledge.terms)
    if term is not None:
        return _explained(scene, term)
    return _clarified(scene, scene.decision) if isinstance(scene.decision, Clarify) else declined(scene)


def _answered(
    scene: Scene, decision: Answer, same: bool = False, without: str | None = None, here: str | None = None
) -> Turn:
    """The answer in the words that fit the message: the entry's own, or those of a part."""
    fitting = here or scene.mind.nearest(decision.entry, _asked(scene), without)
    entry = scene.mind.knowledge.entry(fitting)
    if entry is None:  # an index from another version of the folder; an honest no is better than a crash
        return declined(scene)
    if not same or entry.id != scene.message.before.entry:
        return _shown(scene, entry, _also_meant(scene, decision))
    again = again_reply(entry, scene.asked, scene.mind, scene.view, _next_likeliest(decision))
    return scene.turn(again, _event(scene, entry), "answer", entry.id)


def _shown(scene: Scene, entry: Entry, also: Entry | None = None) -> Turn:
    """An entry in its own words, with the way to what may have been asked too."""
    knowledge = scene.mind.knowledge
    term = asked_term(scene.message.text, knowledge.terms)
    explained = (Words(gloss(term, knowledge.wording)),) if term and not mentions(term, entry.title) else ()
    reply = answer_reply(
        entry,
        knowledge,
        scene.view,
        scene.led(*explained),
        _asked(scene),
        scene.message.before.told,
        also=also,
    )
    return scene.turn(reply, _event(scene, entry), "answer", entry.id)


def _asked(scene: Scene) -> str:
    """The message, with what was asked before where it follows that."""
    text = scene.asked
    return f"{scene.message.before.question} {text}" if scene.follows else text


def _event(scene: Scene, entry: Entry) -> Answered:
    return Answered(entry.id, scene.language, easy_read=scene.view.easy_read)


def _also_meant(scene: Scene, decision: Answer) -> Entry | None:
    """What a message may ask beside what it is answered, or in its place: the runner-up, where it comes near
    enough."""
    knowledge, own = scene.mind.knowledge, scene.mind.knowledge.whole(decision.entry)
    other = next((item for item in decision.candidates if knowledge.whole(item.entry) != own), None)
    if other is None or other.score < _ALSO * scene.mind.thresholds.answer:
        return None
    return knowledge.entry(scene.mind.nearest(other.entry, _asked(scene)))


def _next_likeliest(decision: Answer) -> str | None:
    """The entry that may have been meant instead."""
    return next((item.entry for item in decision.candidates if item.entry != decision.entry), None)


def _explained(scene: Scene, term: Term) -> Turn:
    """A glossary term, with the closest entry that speaks of it."""
    related = next(
        (
            entry
            for candidate in scene.decision.candidates
            for entry in scene.mind.knowledge.family(candidate.entry)
            if mentions(term, f"{entry.title} {' '.join(entry.questions)}")
        ),
        None,
    )
    reply = Reply(
        scene.led(Words(gloss(term, scene.mind.knowledge.wording))),
        (open_button(related, scene.view),) if related else (),
        Kind.ANSWER,
    )
    return scene.turn(reply, Explained(term.term, scene.language), "answer", related.id if related else None)


def _clarified(scene: Scene, decision: Clarify) -> Turn:
    if scene.message.below_card and decision.candidates[0].score < _NEAR * scene.mind.thresholds.clarify:
        return chatted(scene, "other")
    question_id = scene.message.question_id
    redacted = scene.redacted() if question_id else None
    entries = [entry for entry in map(scene.mind.knowledge.entry, decision.entries) if entry]
    offered = [_choose_button(scene, entry) for entry in entries[: BUTTON_LIMIT - 1]]
    none = Button(
        scene.say("button-none"), buttons.write(buttons.NONE_OF_THESE, question_id or "", scene.view.token())
    )
    asked = "clarify-two" if decision.reason is Reason.TWO_QUESTIONS else _asks_after(scene)
    parts = scene.led(Words(scene.say(asked)), *scene.kept_words(redacted, "clarify-kept"))
    event = Clarified(
        decision.candidates,
        str(decision.reason),
        scene.language,
        question_id,
        redacted.text if redacted else None,
    )
    return scene.turn(Reply(parts, (*offered, none), Kind.CLARIFY), event, "clarify", kept=True)


def _asks_after(scene: Scene) -> str:
    """The key of the question that goes with choices: whoever told a long story reads first that it was
    heard."""
    long = len(scene.message.text.split()) >= _STORY and scene.language == "en"
    return "clarify-story" if long else "clarify"


def _choose_button(scene: Scene, entry: Entry) -> Button:
    return Button(
        label_of(entry, scene.view),
        buttons.write(buttons.CHOOSE, entry.id, scene.message.question_id or "", scene.view.token()),
    )

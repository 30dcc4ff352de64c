"""What one turn looks at, gathered so that it is read once."""

from __future__ import annotations

from dataclasses import dataclass

from sendbot.care.redaction import Redaction, describe
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Event
from sendbot.conversation.language_lines import lead_in
from sendbot.conversation.messages import Message
from sendbot.conversation.outcomes import Outcome, Turn
from sendbot.conversation.own_words import own
from sendbot.conversation.replies import Part, Reply, Words
from sendbot.matching.decision import Decision, Signs
from sendbot.mind.mind import Mind


@dataclass(frozen=True)
class Scene:
    """A message, what finds its way in it, and what was decided."""

    message: Message
    mind: Mind
    language: str
    decision: Decision
    signs: Signs
    follows: bool = False
    """The message was read together with what came before it."""
    english: str | None = None
    """What a follow-up in another language asks, in plain English."""

    @property
    def asked(self) -> str:
        """The words by which what fits the message is found."""
        return self.english or self.message.text

    @property
    def view(self) -> View:
        """How the family wants to read."""
        return View(self.message.easy_read, self.language)

    def say(self, key: str, **values: object) -> str:
        """The curated words of a key, as this family reads them."""
        return own(self.mind.knowledge, self.view, key, **values)

    def redacted(self) -> Redaction:
        """The question without personal details."""
        return self.mind.redacted(self.message.text)

    def own_led(self, key: str, *more: Part) -> tuple[Part, ...]:
        """The bot's own words of a key with what follows. In another language they come with a notice, once,
        when nobody has checked them;
        where there are none in it, with the lines for whoever needs an interpreter."""
        language = self.mind.knowledge.languages.get(self.language)
        parts = (Words(self.say(key)), *more)
        if language is None or key not in language.wording or self.view.easy_read:
            return self.led(*parts)
        told = f"lead-{self.language}" in self.message.before.told
        if language.checked or told or "words-unchecked" not in language.wording:
            return parts
        return (*parts, Words(language.wording["words-unchecked"]))

    def led(self, *parts: Part) -> tuple[Part, ...]:
        """The parts, after the lines for a family that writes in another language; those are said once in a
        conversation."""
        if f"lead-{self.language}" in self.message.before.told:
            return parts
        return (*lead_in(self.language, self.mind), *parts)

    def kept_words(self, redacted: Redaction | None, key: str) -> tuple[Part, ...]:
        """What the family is told about its question being kept: in full once, then in a few words; nothing
        when it is not."""
        if redacted is None:
            return ()
        if redacted.spans and self._speaks(f"{key}-without"):
            return (Words(self.say(f"{key}-without", details=describe(redacted.spans))),)
        return (Words(self.say("kept-too" if "kept" in self.message.before.told else key)),)

    def _speaks(self, key: str) -> bool:
        """Can the key be said in the family's language? What was taken out has English names alone."""
        language = self.mind.knowledge.languages.get(self.language)
        return language is None or self.view.easy_read or key in language.wording

    def turn(
        self,
        reply: Reply | None,
        event: Event | None,
        outcome: Outcome = "abstain",
        entry: str | None = None,
        kept: bool = False,
        asked_back: bool = False,
    ) -> Turn:
        """The turn that ends this scene."""
        return Turn(
            replies=() if reply is None else (reply,),
            events=() if event is None else (event,),
            decision=self.decision,
            language=self.language,
            outcome=outcome,
            entry=self.mind.knowledge.whole(entry) if entry else None,
            part=self.mind.knowledge.part(entry) if entry else None,
            reason=str(self.decision.reason),
            follows=self.follows,
            kept=kept,
            asked_back=asked_back,
        )

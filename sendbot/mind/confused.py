"""Which questions of a folder would go to another entry if they were left out, without fitting a whole
matcher."""

from __future__ import annotations

from pathlib import Path

from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.fitting import confusions, gather, make_reader
from sendbot.mind.build import answers_by_entry, expansions


def confused_questions(
    knowledge: Knowledge, encoder: Encoder | None, cache: Path
) -> tuple[tuple[str, str, str], ...]:
    """(entry, question, entry that it would be given to). Vectors of texts seen before are looked up."""
    questions, answers = knowledge.questions(), answers_by_entry(knowledge)
    material = gather(questions, answers, ())
    if len(material.entries) < 2:
        return ()
    remembering = Remembering(encoder, cache) if encoder else None
    found = confusions(material, make_reader(questions, answers, expansions(knowledge.terms)), remembering)
    if remembering is not None:
        remembering.save()
    return found

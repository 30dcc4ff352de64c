from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sendbot.conversation.again import EVERYWHERE, again_reply, best_sentence, sentences_of
from sendbot.conversation.buttons import View
from sendbot.conversation.replies import plain
from sendbot.conversation.shortening import stems
from sendbot.encoding.encoder import Vectors
from sendbot.knowledge.entries import Translation, fingerprint
from sendbot.knowledge.reading import load
from tests.conversation.house_with_parts import with_parts
from tests.conversation.small_house import ENTRIES, MIND, entry

ANSWER = (
    "**Mediation is free.** It takes two weeks to arrange a meeting, as a rule.\n\n- You can bring a "
    "friend with you to the meeting if you want to.\n- Nobody has to go."
)


def test_sentences_are_the_curators_own_without_marks() -> None:
    assert sentences_of(ANSWER)[0] == "Mediation is free."
    assert sentences_of(ANSWER)[-1] == "Nobody has to go."


def test_the_sentence_that_shares_the_words_is_said() -> None:
    said = best_sentence(ANSWER, "can I bring a friend", MIND)
    assert said
    assert said.startswith("You can bring a friend")


def test_a_short_sentence_is_said_with_the_one_after_it() -> None:
    said = best_sentence(ANSWER, "is it free", MIND)
    assert said
    assert said.endswith("as a rule.")


def test_a_short_sentence_is_not_said_with_a_question_that_begins_another_thought() -> None:
    answer = "Nobody else may. Write to the governors. EHC plan? Then ask the council too."
    assert best_sentence(answer, "who do I write to", MIND) == "Write to the governors."


def test_what_announces_a_list_is_not_said_without_it() -> None:
    answer = "**Ring the nurse.** Ask her about all this:\n\n- sleep\n- food"
    assert best_sentence(answer, "can I ring to ask about all this", MIND) == "Ring the nurse."
    assert best_sentence("**It is free.** Appeal if:\n\n- it is late", "is it free", MIND) == "It is free."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is the nurse in school every day", True),
        ("is it raining on monday", False),
        ("who can I ring", True),
    ],
)
def test_what_no_sentence_tells_is_not_answered_by_the_likest(text: str, expected: bool) -> None:
    answer = (
        "**Ring the nurse, who has an office beside the hall, about any medicine.** Pupils under "
        "sixteen bring a letter from home."
    )
    near = replace(MIND, encode=_apart)
    assert (best_sentence(answer, text, near) or "").startswith("Ring the nurse") is expected
    assert best_sentence(answer, text, MIND) is not None  # which has no encoder


def test_words_that_say_nothing_by_being_shared_stand_in_almost_half_of_all_answers() -> None:
    answers = [stems(entry.answer) for entry in load(Path("knowledge")).entries.values()]
    counted = Counter(stem for found in answers for stem in found)
    assert {stem for stem, count in counted.items() if count > 0.4 * len(answers)} == EVERYWHERE


@pytest.mark.parametrize("text", ["do they have to", "are they allowed to do that"])
def test_whoever_asks_only_for_a_duty_is_told_the_first(text: str) -> None:
    answer = (
        "**Look here.** The school must take your child in and for free. "
        "You need no appeal, and they have to say so."
    )
    near = replace(MIND, encode=_vectors)
    assert (best_sentence(answer, text, near) or "").startswith("The school must")


def test_two_items_of_a_list_are_not_said_as_one_sentence() -> None:
    said = best_sentence("**Appeal.**\n\n- It is free.\n- Use the form.", "is it free", MIND)
    assert said == "It is free."


def test_a_bare_question_for_a_time_is_told_what_stands_first() -> None:
    answer = (
        "**The tribunal must receive your appeal within two months of the letter.**\n\n"
        "If the council gives in, you must be told how long it takes within two weeks."
    )
    assert (best_sentence(answer, "how long do we have", MIND) or "").startswith("The tribunal")
    said = best_sentence(answer, "how long until the council gives in", MIND)
    assert (said or "").startswith("If the council")


@pytest.mark.parametrize("text", ["how long do they take", "how long does the badge take to come"])
def test_how_long_something_lasts_is_not_how_long_it_takes(text: str) -> None:
    badge = "Apply online. It costs up to £10 and lasts up to 3 years."
    assert best_sentence(badge, text, MIND) is None
    assert best_sentence(f"{badge} The council has 12 weeks.", text, MIND) == "The council has 12 weeks."
    assert "3 years" in (best_sentence(badge, "how long does it last", MIND) or "")


def test_how_long_it_takes_is_told_by_what_speaks_of_taking() -> None:
    answer = (
        "**Needs must have lasted 3 months.** Ask by phone.\n\nWe have not "
        "read how long a claim takes, sadly for us."
    )
    said = best_sentence(answer, "how long does it take", MIND) or ""
    assert said.startswith("We have not read how long")
    other = best_sentence(answer, "how long do we have", MIND) or ""
    assert other.startswith("Needs must")


@pytest.mark.parametrize("asked", ["how much is it", "how long does it take", "is it free"])
def test_a_price_or_a_time_that_no_sentence_says_is_said_to_be_unknown(asked: str) -> None:
    silent = entry("m", "Mediation", ("m",), "**You can ask for mediation.** Nobody has to go.")
    said = plain(again_reply(silent, asked, MIND, View()))
    assert said.startswith("I cannot find that in what I wrote above")
    assert "The whole answer" in said


def test_whoever_no_sentence_answers_is_told_whom_to_ask() -> None:
    assert "0300 123 5012" in plain(again_reply(ENTRIES[0], "is it free", MIND, View()))
    alone = entry("m", "Mediation", ("m",), "**You can ask for mediation.** Nobody has to go.")
    assert not alone.contacts
    assert "0300 123 5012" in plain(again_reply(alone, "is it free", MIND, View()))


def test_a_time_that_the_family_has_is_not_how_long_the_others_take() -> None:
    answer = "Complain within 12 months of the day you knew of it."
    assert best_sentence(answer, "how long does it take", MIND) is None
    assert best_sentence(answer, "how long do we have", MIND) == answer


def test_a_translation_is_looked_through_by_what_the_english_says() -> None:
    polish = View(language="pl")
    text = "Show your card. It is free."
    told = entry("m", "Loans", ("m",), text)
    translated = Translation(
        title="Książki", answer="Pokaż kartę. To nic nie kosztuje.", of=fingerprint(told)
    )
    told = told.model_copy(update={"translations": {"pl": translated}})
    near = replace(MIND, encode=_vectors)
    assert plain(again_reply(told, "is it free", near, polish)).startswith("To nic nie kosztuje")
    silent = told.model_copy(update={"answer": "Show your card."})
    silent = silent.model_copy(
        update={"translations": {"pl": translated.model_copy(update={"of": fingerprint(silent)})}}
    )
    assert "kosztuje" not in plain(again_reply(silent, "is it free", near, polish))


def _vectors(texts: Sequence[str]) -> Vectors:
    """Whatever speaks of costs is alike; all else is not."""
    told = [[1.0, 0.0] if "free" in text or "kosztuje" in text else [0.0, 1.0] for text in texts]
    return np.array(told, dtype=np.float32)


def _apart(texts: Sequence[str]) -> Vectors:
    """No sentence is like the question, and none more than another."""
    return np.array([[1.0, 0.0], *([[0.5, 0.866]] * (len(texts) - 1))], dtype=np.float32)


def test_whoever_asks_whom_to_ring_is_told() -> None:
    assert "0300 123 5012" in plain(again_reply(ENTRIES[0], "who do I ring", MIND, View()))
    assert "0300 123 5012" not in plain(again_reply(ENTRIES[0], "where is it", MIND, View()))


NAMING = (
    "Ask early. If not, email them. **Ask at the desk's next review.** Write to the librarian or ring Upton."
)


@pytest.mark.parametrize(
    "text", ["who do I ring", "who helps with that", "who can I talk to about it", "who shud i ring about it"]
)
def test_whoever_asks_only_for_somebody_is_told_the_sentence_that_names_one(text: str) -> None:
    assert best_sentence(NAMING, text, MIND) == "Write to the librarian or ring Upton."


def test_where_no_sentence_names_anybody_those_who_can_help_are_named() -> None:
    silent = ENTRIES[0].model_copy(update={"answer": "**Show your card.** If not, email them."})
    said = plain(again_reply(silent, "who do I ring", MIND, View()))
    assert said.startswith("Who can help\n\nThe desk: Help with desk. Phone: 0300 123 5012")


@pytest.mark.parametrize("text", ["how many do I get", "how often can I come", "how old must he be"])
def test_an_amount_is_told_by_a_sentence_with_an_amount_alone(text: str) -> None:
    near = replace(MIND, encode=_vectors)
    assert best_sentence("**Bring your card.** You may take six at once, each week.", text, near) == (
        "You may take six at once, each week."
    )
    assert best_sentence("**Bring your card.** The desk sets its own rule.", text, near) is None


def test_the_whole_and_what_may_have_been_meant_are_a_press_away() -> None:
    reply = again_reply(entry("m", "Mediation", ("m",), ANSWER), "is it free", MIND, View(), "renew")
    assert [button.data for button in reply.buttons] == ["1:e:m", "1:e:renew", "1:h:m"]


def test_what_only_another_part_of_the_entry_says_is_told_with_the_way_there() -> None:
    mind = replace(MIND, knowledge=with_parts())
    lost, fines = mind.knowledge.entries["fine-lost"], mind.knowledge.entries["fines"]
    told = {
        "fines": fines.model_copy(update={"answer": "A late book costs 10p.\n\nBring your passport."}),
        "fine-lost": lost.model_copy(update={"answer": "Pay for the copy."}),
    }
    mind = replace(mind, knowledge=replace(mind.knowledge, entries={**mind.knowledge.entries, **told}))
    mind = replace(mind, encode=_unlike)
    reply = again_reply(told["fine-lost"], "is my passport wanted", mind, View())
    assert plain(reply).startswith("Bring your passport.")
    assert "1:e:fines" in [button.data for button in reply.buttons]
    unsaid = again_reply(told["fine-lost"], "is my giraffe wanted", mind, View())
    assert "Bring your passport." not in plain(unsaid)
    assert "1:e:fine-lost" in [button.data for button in unsaid.buttons]


def _unlike(texts: Sequence[str]) -> Vectors:
    return np.eye(len(texts), dtype=np.float32)

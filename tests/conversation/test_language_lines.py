from __future__ import annotations

from sendbot.conversation.messages import Before
from tests.conversation.hearing import heard, say


def test_another_language_leads_and_uses_its_translation() -> None:
    turn = say("borrow książkę book")
    assert turn.language == "pl"
    assert heard(turn).startswith(
        "Odpowiedź jest poniżej.\n\nPoproś o tłumacza.\n\nJak wypożyczyć książkę?\n\nThis translation"
    )
    assert "Pokaż kartę." in heard(turn)


def test_what_is_said_in_every_language_stays_in_the_language_of_the_conversation() -> None:
    assert say("ok", before=Before(language="pl")).language == "pl"
    assert say("2", before=Before(language="pl", offered=("borrow", "renew"))).language == "pl"
    assert say("👍", before=Before(language="pl")).language == "pl"
    assert say("thanks", before=Before(language="pl")).language == "en"
    assert say("za darmo?", before=Before(language="pl")).language == "pl"
    assert say("is it free", before=Before(language="pl")).language == "en"
    assert say("borrow book late fine", before=Before(language="pl")).language == "en"
    assert say("za darmo?").language == "en"
    assert say("ok").language == "en"
    assert say("ok", before=Before(language="xx")).language == "en"

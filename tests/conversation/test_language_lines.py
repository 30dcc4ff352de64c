from __future__ import annotations

from tests.conversation.hearing import heard, say


def test_another_language_leads_and_uses_its_translation() -> None:
    turn = say("borrow książkę book")
    assert turn.language == "pl"
    assert heard(turn).startswith(
        "Odpowiedź jest poniżej.\n\nPoproś o tłumacza.\n\nJak wypożyczyć książkę?\n\nThis translation"
    )
    assert "Pokaż kartę." in heard(turn)

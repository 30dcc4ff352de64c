from __future__ import annotations

from sendbot.knowledge.letters import odd_letter, unseen_letter


def test_a_letter_of_another_script_among_ours_is_named() -> None:
    assert odd_letter("the pl\u0430n") == ("\u0430", "cyrillic small letter a")
    assert odd_letter("Київ, Kyiv and café") is None
    assert odd_letter("\u0430", alone=True)
    assert odd_letter("plain") is None


def test_a_character_that_nobody_sees_is_named() -> None:
    assert unseen_letter("a\u200bb") == ("\u200b", "zero width space")
    assert unseen_letter("a\u200db") is not None
    assert unseen_letter("a\u200db", joiners=False) is None
    assert unseen_letter("naïve – “quoted”\u00a0text") is None

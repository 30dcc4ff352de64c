from __future__ import annotations

from sendbot.matching.reading.word_lists import out_of_scope_pool, word_lists


def test_lists_are_read_once_and_hold_no_empty_word() -> None:
    assert word_lists() is word_lists()

    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            return [text for item in value.items() for part in item for text in texts(part)]
        return [text for part in value for text in texts(part)] if isinstance(value, list) else []

    found = texts(word_lists())
    assert len(found) > 200
    assert all(text.strip() for text in found)


def test_the_pool_of_messages_that_nothing_answers_has_many_kinds_and_no_doubles() -> None:
    pool = out_of_scope_pool()
    messages = [message.casefold() for _, message in pool]
    assert len(pool) > 300
    assert len({kind for kind, _ in pool}) > 3
    assert len(messages) == len(set(messages))

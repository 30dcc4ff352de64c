from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.conversation.shortening import shortened, stems

FILLER = "Nothing of note stands in here at all. " * 5


def test_the_paragraph_that_fits_the_question_is_kept_in_its_place() -> None:
    text = f"First. {FILLER}\n\nAbout trains. {FILLER}\n\nAbout appeals. {FILLER}"
    assert shortened(text, "can I appeal", 450)[0].count("About appeals") == 1
    assert "trains" not in shortened(text, "can I appeal", 450)[0]
    assert "trains" in shortened(text, "a train", 450)[0]


def test_the_paragraph_that_answers_has_more_room_than_the_rest() -> None:
    text = f"First. {FILLER}\n\nAbout trains. {FILLER}\n\nAbout appeals. {FILLER}"
    assert "About appeals" in shortened(text, "can I appeal", 220)[0]
    assert "About trains" not in shortened(text, "can I appeal", 220)[0]
    assert shortened(text, "something else", 220)[0].count("About") == 0


def test_a_question_about_a_number_gets_the_paragraph_that_has_one() -> None:
    text = f"First. {FILLER}\n\nAbout trains. {FILLER}\n\nIn 15 days. {FILLER}"
    assert "15 days" in shortened(text, "how long is it", 220)[0]
    assert "15 days" not in shortened(text, "is it red", 220)[0]


def test_whom_to_ring_in_danger_is_never_left_out() -> None:
    text = f"First. {FILLER}\n\n{FILLER}\n\nCall 999. {FILLER}"
    assert "999" in shortened(text, "nothing", 10)[0]


def test_what_to_do_is_kept_where_nothing_else_says_it() -> None:
    text = f"First. {FILLER}\n\nSecond. {FILLER}\n\nWrite to the team. {FILLER}"
    assert "Write to the team" in shortened(text, "second", 240)[0]


def test_a_paragraph_comes_with_the_one_that_it_leans_on_or_not_at_all() -> None:
    text = "First.\n\nThe new desk renews it.\n\nToo far? It must find a nearer one for your shelf of maps."
    room = len(text) - len("First.\n\n")
    assert shortened(text + "\n\n" + "x" * 300, "a nearer shelf", room)[0] == text
    assert "It must" not in shortened(text + "\n\n" + "x" * 900, "no such thing", 70)[0]


def test_a_list_of_steps_is_what_to_do() -> None:
    steps = "Step by step:\n\n- Talk to the desk, and note the day.\n- Write to the head of the house."
    text = "The law says so. " * 8 + "\n\n" + steps + "\n\n" + "Somebody else may help. " * 12
    assert steps in shortened(text, "no such thing", 140)[0]


def test_a_list_stays_with_the_line_that_announces_it() -> None:
    text = f"First. {FILLER}\n\nYou need:\n\n- one\n- two {FILLER}"
    short, cut = shortened(text, "x", 250)
    assert ("- one" in short) == ("You need:" in short)
    assert cut == ("- one" not in short)


def test_an_answer_that_is_a_little_too_long_is_whole() -> None:
    assert shortened("One line here.\n\nAnother line here.", "x", 20) == (
        "One line here.\n\nAnother line here.",
        False,
    )


@given(
    st.lists(st.text(alphabet="abc 9.", min_size=1, max_size=120).filter(str.strip), min_size=1, max_size=6),
    st.integers(0, 500),
)
def test_every_paragraph_is_a_curators_own(pieces: list[str], room: int) -> None:
    text = "\n\n".join(piece.strip() for piece in pieces)
    short, cut = shortened(text, "abc", room)
    assert all(piece in text for piece in short.split("\n\n"))
    assert cut == (len(short) < len(text))


def test_two_forms_of_a_word_are_one_stem() -> None:
    assert stems("refused") == stems("refuse")

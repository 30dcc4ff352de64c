from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.channels.telegram.markup import bare, cut, keyboard, length, pages, text_pages
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import Button, View
from sendbot.conversation.replies import Card, Link, Reply, Sources, Title, Words
from sendbot.words.marks import without_marks
from tests.conversation.small_house import KNOWLEDGE
from tests.telegram.markup_check import checked_buttons, parsed

ANY_TEXT = st.text(min_size=1, max_size=300)
REPLIES = st.lists(
    st.one_of(
        st.builds(Title, ANY_TEXT),
        st.builds(lambda text, often: Words(text * often), ANY_TEXT, st.integers(1, 60)),
        st.builds(
            lambda name, what, line, often: Card(name, what, (line * often,)),
            ANY_TEXT,
            ANY_TEXT,
            ANY_TEXT,
            st.integers(1, 40),
        ),
        st.builds(
            lambda text: Sources("From:", (Link(text, "https://x.example/?a=1&b=<2>"), Link(text, None))),
            ANY_TEXT,
        ),
    ),
    max_size=6,
).map(lambda parts: Reply(tuple(parts)))


@given(REPLIES)
def test_every_page_is_html_that_telegram_takes(reply: Reply) -> None:
    for page in pages(reply):
        assert length(page) <= 4096
        if _shows_something(page):
            parsed(page, "HTML")


def _shows_something(page: str) -> bool:
    import html
    import re

    return bool(html.unescape(re.sub(r"<[^>]*>", "", page)).strip())


@given(st.text(min_size=1, max_size=9000))
def test_nothing_of_a_long_text_is_lost(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert all(length(page) <= 4096 for page in text_pages(text))


def test_a_long_answer_is_cut_between_paragraphs() -> None:
    paragraphs = [f"Paragraph {number}. " + "word " * 150 for number in range(20)]
    found = pages(Reply((Words("\n\n".join(paragraphs)),)))
    assert len(found) > 2
    assert all(page.startswith("Paragraph") for page in found)


def test_bold_and_links_are_shown_and_everything_else_is_only_itself() -> None:
    reply = Reply(
        (
            Words("**6 weeks** & <b>not bold</b>"),
            Sources("From:", (Link("A <page>", "https://x.example/?a=1&b=2"),)),
        )
    )
    assert pages(reply) == [
        "<b>6 weeks</b> &amp; &lt;b&gt;not bold&lt;/b&gt;\n\nFrom:\n- <a "
        'href="https://x.example/?a=1&amp;b=2">A &lt;page&gt;</a>'
    ]
    assert (
        bare(pages(reply)[0]) == "6 weeks & <b>not bold</b>\n\nFrom:\n- A <page>: https://x.example/?a=1&b=2"
    )


def test_every_entry_fits_and_keeps_its_words() -> None:
    for entry in KNOWLEDGE.entries.values():
        reply = answer_reply(entry, KNOWLEDGE, View())
        (page,) = pages(reply)
        for paragraph in entry.answer.split("\n\n"):
            assert without_marks(paragraph) in parsed(page, "HTML")
        markup = keyboard(reply.buttons)
        assert markup is not None
        assert len(checked_buttons(markup.to_dict())) == len(reply.buttons)


def test_a_button_that_telegram_would_refuse_is_left_out() -> None:
    assert keyboard([Button("", "1:e:x"), Button("Too long", "1:e:" + "x" * 61)]) is None

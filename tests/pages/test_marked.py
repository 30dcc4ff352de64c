"""The small markup becomes HTML; nothing else does."""

from __future__ import annotations

from markupsafe import Markup, escape

from sendbot.pages.marked import marked


def test_paragraphs_lists_and_bold_are_shown_and_all_else_is_escaped() -> None:
    text = "**Now:** <b>\nsecond line\n\n- one & two\n- **three**"
    assert marked(text) == (
        "<p><strong>Now:</strong> &lt;b&gt;</p><p>second line</p>"
        "<ul><li>one &amp; two</li><li><strong>three</strong></li></ul>"
    )


def test_lines_of_one_paragraph_have_space_between_them_and_a_list_among_them_is_one() -> None:
    assert marked("**Call 999\nnow.** Stay.\nThen:\n- one\n- two\nDone.", attributes='lang="pl"') == (
        '<p lang="pl"><strong>Call 999</strong></p><p lang="pl"><strong>now.</strong> Stay.</p>'
        '<p lang="pl">Then:</p><ul lang="pl"><li>one</li><li>two</li></ul><p lang="pl">Done.</p>'
    )
    assert marked("") == "<p></p>"


def test_words_may_be_shown_otherwise_and_blocks_may_say_more() -> None:
    loud = lambda text: Markup("<i>{}</i>").format(escape(text.upper()))  # noqa: E731 - a way of showing
    assert marked("a <b>", loud, 'lang="pl"') == '<p lang="pl"><i>A &lt;B&gt;</i></p>'

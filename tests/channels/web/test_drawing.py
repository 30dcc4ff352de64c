"""Templates escape everything, and the files beside them are named by what is in them."""

from __future__ import annotations

from hashlib import sha256

import pytest
from jinja2 import UndefinedError

from sendbot.channels.web.blocks import Blocks
from sendbot.channels.web.drawing import FILES, drawn, static
from sendbot.channels.web.look import Look
from tests.conversation.small_house import KNOWLEDGE

LOOK = Look(KNOWLEDGE, Blocks(KNOWLEDGE))


def test_a_title_with_a_tag_in_it_is_only_shown() -> None:
    page = drawn(
        "parts.html", look=LOOK, parts=(), title="<script>alert(1)</script>", indexed=False, here="/x"
    )
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page


def test_files_change_their_name_with_what_is_in_them() -> None:
    page = drawn("parts.html", look=LOOK, parts=(), title="t", indexed=True, here="/x")
    for name in FILES:
        assert f"/static/{name}?{sha256(static(name)).hexdigest()[:12]}" in page
    assert "noindex" not in page


def test_a_value_that_is_missing_is_an_error_and_no_empty_place() -> None:
    with pytest.raises(UndefinedError):
        drawn("parts.html", look=LOOK, parts=(), title="t", here="/x")

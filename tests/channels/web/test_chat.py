"""A family's way through the chat without script."""

from __future__ import annotations

from pathlib import Path

from tests.channels.web.house import Family, site_in


async def test_a_question_gets_its_answer_and_the_talk_stays_on_the_page(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        assert "Hello. I am an automatic helper" in await family.opens()
        said = await family.asks("borrow book")
        assert "Show your card" in said
        said = await family.asks("opening hours")
        assert "Every day but Sunday" in said
        assert "Show your card" in said
        assert said.index("Show your card") < said.index("Every day but Sunday")

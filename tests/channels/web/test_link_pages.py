"""The private link: offered under an honest no, honest about what it knows, gone when the family says so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.channels.web.house import Family, site_in
from tests.conversation.small_house import KNOWLEDGE, MIND, WORDING, entry

TELL, DELETE = "Tell me when there is an answer", "Delete this link"


async def linked(family: Family) -> str:
    """A family that asked in vain and has its link; the link's path."""
    await family.opens()
    await family.asks("purple elephants")
    said = await family.presses(TELL)
    assert "Here is your private link" in said
    found = re.search(r'href="http://127\.0\.0\.1(/link/[\w-]{32})"', family.page.text)
    assert found is not None
    return found[1]


async def test_a_family_looks_and_is_told_once_an_entry_names_its_question(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        path = await linked(family)
        assert "no answer yet to the question that you asked on" in await family.opens(path)
        assert family.page.headers["x-robots-tag"] == "noindex, nofollow"
        assert family.page.headers["cache-control"] == "no-store"
        assert site.recorder.store is not None
        (kept,) = await site.recorder.store.questions()
        new = entry("elephants", "Elephants", ("elephants",), "Yes, on Sundays.", answers=(kept.id,))
        entries = {**KNOWLEDGE.entries, "elephants": new}
        site.reload(replace(MIND, knowledge=replace(KNOWLEDGE, entries=entries)))
        said = await family.opens(path)
        assert "There is an answer now" in said
        assert "Yes, on Sundays." in said
        assert "purple" not in said, "who finds the link does not learn what was asked"


async def test_the_link_is_deleted_with_one_press_and_with_its_question(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        path = await linked(family)
        await family.opens(path)
        assert "The link is deleted" in await family.sends(dict([family.button(DELETE)]), path)
        assert "does not exist any more" in await family.opens(path)
        assert family.page.status_code == 404
        other = await linked(family)
        await family.opens()
        await family.asks("purple elephants again")
        await family.presses("Don't keep my question")
        assert (await family.browser.get(other)).status_code == 200, "that was another question"
        assert site.recorder.store is not None
        for question in await site.recorder.store.questions():
            await site.recorder.store.delete_question(question.id)
        assert (await family.browser.get(other)).status_code == 404


@pytest.mark.parametrize("secret", ["x", "..%2f..%2fetc", "%00", "a" * 5000, "' OR 1=1 --", "%F0%9F%92%A9"])
async def test_a_guessed_link_leads_nowhere(tmp_path: Path, secret: str) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens(f"/link/{secret}")
        assert family.page.status_code == 404
        assert "Traceback" not in family.page.text
        await family.sends({"do": "delete"}, f"/link/{secret}")
        assert family.page.status_code in {200, 404}


async def test_nothing_is_offered_for_a_question_that_is_not_kept_or_not_ours(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        said = await family.sends({"press": site.carrier.signed("1:t:q-zzzzzzzz")})
        assert WORDING["tell-gone"].strip() in said
        said = await family.sends({"press": "1:t:q-zzzzzzzz"})
        assert "no longer works" in said

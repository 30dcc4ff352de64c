"""A form that is sent twice counts once, whatever brought it twice."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from sendbot.channels.serving.sealed_chat_ids import new_key
from sendbot.channels.web.sealed_conversation import Carrier
from sendbot.channels.web.sendings import asking, pressing
from sendbot.channels.web.site import Site
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation import buttons
from sendbot.store.tables import events, private_links
from tests.channels.web.house import Family, site_in

CARRIER = Carrier(new_key())
YES, NO = "Yes, it helped", "No, it did not help"
ONE, OTHER = CarriedTalk(mark="one"), CarriedTalk(mark="other")


def test_all_that_follows_from_a_sending_is_the_same_again_and_another_s_is_not() -> None:
    first = asking(CARRIER, ONE, "purple elephants")
    assert first == asking(CARRIER, ONE, "purple elephants")
    assert buttons.QUESTION_ID.fullmatch(first.question_id)
    assert 0 <= first.number < 2**63
    others = [
        asking(CARRIER, ONE, "green elephants"),
        asking(CARRIER, OTHER, "purple elephants"),
        asking(CARRIER, CarriedTalk(mark="one", language="pl"), "purple elephants"),
        asking(Carrier(new_key()), ONE, "purple elephants"),
        pressing(CARRIER, ONE, "purple elephants"),
    ]
    for name in ("question_id", "number", "next_mark", "secret"):
        found = {getattr(sending, name) for sending in (first, *others)}
        assert len(found) == 6, name


def test_one_form_rates_a_reply_once_whatever_it_says() -> None:
    yes, no, why, other = (
        pressing(CARRIER, ONE, data)
        for data in ("1:r:hours:y", "1:r:hours:n", "1:w:hours:hard", "1:r:fines:y")
    )
    assert yes.number == no.number == why.number != other.number


async def numbers(site: Site) -> dict[str, int]:
    """What was counted, of each kind."""
    assert site.recorder.store is not None
    return await site.recorder.store.counts()


async def test_a_question_that_is_sent_again_is_kept_and_counted_once(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        form = family.hidden
        for _ in range(3):
            said = await family.sends({**form, "text": "purple elephants", "do": "send"})
            assert "Your question is kept" in said
        assert await numbers(site) == {"abstained": 1, "questions": 1}
        later = family.hidden
        for text in ("green unicorns", "green unicorns", "blue dragons"):
            await family.sends({**later, "text": text, "do": "send"})
        assert (await numbers(site))["questions"] == 3, "another question with the same form is another one"


async def test_a_question_that_was_deleted_stays_deleted_when_its_form_is_sent_again(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        form = {**family.hidden, "text": "purple elephants", "do": "send"}
        assert "Your question is kept" in await family.sends(form)
        await family.presses("Don't keep my question")
        again = await family.sends(form)
        assert "I do not have an answer to that" in again
        assert "Your question is kept" not in again
        assert (await numbers(site))["questions"] == 0
        await family.opens()
        assert "Your question is kept" in await family.asks("purple elephants"), "asked anew, it is kept"


async def test_a_private_link_that_is_asked_for_again_is_the_same(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("purple elephants")
        form, (name, value) = family.hidden, family.button("Tell me when there is an answer")
        pages = [await family.sends({**form, "text": "", name: value}) for _ in range(3)]
        assert len(set(pages)) == 1
        assert site.recorder.store is not None
        async with site.recorder.store.reading() as connection:
            kept = await connection.execute(sa.select(sa.func.count()).select_from(private_links))
            assert kept.scalar_one() == 1


async def ratings(site: Site) -> list[tuple[bool, str | None]]:
    """All that stand, the oldest first."""
    assert site.recorder.store is not None
    query = sa.select(events.c.helped, events.c.reason).where(events.c.kind == "rated").order_by(events.c.id)
    async with site.recorder.store.reading() as connection:
        return [(row.helped, row.reason) for row in await connection.execute(query)]


async def asked_whether_it_helped(site: Site, address: str) -> Family:
    family = Family(site, address=address)
    await family.opens()
    await family.asks("opening hours")
    await family.presses("Did this help?")
    return family


async def test_no_form_however_often_it_is_sent_changes_what_another_family_said(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        other = await asked_whether_it_helped(site, "203.0.113.5")
        await other.presses(NO)
        assert await ratings(site) == [(False, None)]
        family = await asked_whether_it_helped(site, "203.0.113.6")
        form, yes, no = family.hidden, family.button(YES), family.button(NO)
        for name, value in (yes, yes, no, yes):
            await family.sends({**form, "text": "", name: value})
        assert await ratings(site) == [(False, None), (True, None)]
        await family.sends({**form, "text": "", no[0]: no[1]})
        why = [(name, value) for name, value, _ in family.buttons if ":w:hours:" in value]
        assert len(why) == 4
        form = family.hidden
        for name, value in why:
            await family.sends({**form, "text": "", name: value})
        assert (await ratings(site))[:2] == [(False, None), (True, None)], "theirs still stands"


async def test_the_latest_that_one_family_says_of_a_reply_counts(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = await asked_whether_it_helped(site, "203.0.113.6")
        for label, stands in (
            (YES, [(True, None)]),
            (NO, [(False, None)]),
            (YES, [(True, None)]),
            (YES, [(True, None)]),
            (NO, [(False, None)]),
        ):
            await family.presses(label)
            assert await ratings(site) == stands


async def test_none_of_these_says_nothing_of_a_question_that_was_deleted(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        family = Family(site)
        await family.opens()
        await family.asks("borrow loan")
        form, (name, value) = family.hidden, family.button("None of these")
        assert "goes to the staff" in await family.sends({**form, "text": "", name: value})
        await family.presses("Don't keep my question")
        assert (await numbers(site))["questions"] == 0
        again = await family.sends({**form, "text": "", name: value})
        assert "none of these fits" in again
        assert "goes to the staff" not in again

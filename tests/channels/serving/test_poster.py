"""Posters and codes that open an entry, made by the verb `qr`."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.telegram.emulator import TOKEN, Emulator
from tests.verbs import run


async def test_a_poster_opens_its_entry(telegram: Emulator, house: Path) -> None:
    code, said = await run(house, "qr", "fines", telegram_token=TOKEN, telegram_api_url=telegram.url)
    assert (code, said) == (0, "Saved as fines.svg. It opens https://t.me/library_bot?start=fines\n")
    texts = [
        text.text for text in ElementTree.parse(house / "fines.svg").iter("{http://www.w3.org/2000/svg}text")
    ]
    assert texts[0] == "How much is a fine?"
    assert texts[-1] == "https://t.me/library_bot?start=fines"


async def test_a_code_alone_is_a_picture(house: Path) -> None:
    code, _ = await run(house, "qr", "fines", "--bot", "@library_bot", "--out", "code.png")
    assert code == 0
    assert (house / "code.png").read_bytes().startswith(b"\x89PNG")


async def test_a_poster_of_no_entry_is_refused(house: Path) -> None:
    code, said = await run(house, "qr", "nothing", "--bot", "library_bot")
    assert code != 0
    assert 'There is no entry "nothing".' in said


async def test_a_poster_leads_to_the_page_where_it_has_an_address(house: Path) -> None:
    code, said = await run(house, "qr", "fines", "--web", web_url="https://ask.example.org/")
    assert (code, said) == (0, "Saved as fines.svg. It opens https://ask.example.org/answer/fines\n")
    poster = (house / "fines.svg").read_text(encoding="utf-8")
    assert "https://ask.example.org/answer/fines" in poster
    assert "Telegram" not in poster
    code, said = await run(house, "qr", "fines", "--web")
    assert code == 1
    assert "SENDBOT_WEB_URL is not set" in said
